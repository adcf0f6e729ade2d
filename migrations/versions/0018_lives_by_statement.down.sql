DROP TRIGGER stay_whole ON batch;
DROP TRIGGER stay ON batch;
DO $$
DECLARE kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['household', 'matter', 'visit'] LOOP
        EXECUTE format('DROP TRIGGER check_moved ON %1$I; DROP TRIGGER check_new ON %1$I', kind);
    END LOOP;
END $$;
DROP TRIGGER take_all_events ON matter;
DROP TRIGGER take_events ON matter;
DROP TRIGGER check_moved ON matter_event;
DROP TRIGGER check_new ON matter_event;
DROP FUNCTION app.batches_stay(), app.batches_refer(), app.matters_gone(), app.events_refer();
