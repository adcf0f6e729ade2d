-- What is noted of other tables goes before the tables that it is noted in.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
               WHERE t.tgname ~ '^assess_' AND NOT t.tgisinternal LOOP
        EXECUTE format('DROP TRIGGER %I ON %I', one.tgname, one.relname);
    END LOOP;
    FOR one IN SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
               WHERE t.tgname = 'only_added_to' LOOP
        EXECUTE format('DROP TRIGGER only_added_to ON %I', one.relname);
    END LOOP;
END $$;
DROP POLICY scope ON assessment_entry_evidence;
DROP POLICY scope ON assessment_entry;
DROP POLICY scope ON assessment_mark;
DROP POLICY scope ON assessment_score;
DROP FUNCTION app.only_added_to(), app.my_zones(), app.assess_all(), app.places_assessed(), app.grids_assessed(),
    app.matters_assessed(), app.repeats_assessed(), app.pairs_assessed(), app.visits_assessed(),
    app.reviews_assessed(), app.mark_assessed(), app.note_changed(int[]);
