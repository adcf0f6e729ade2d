-- What foreign keys held row by row is held once a statement, as 0015 does for places. A writer locks what it refers to
-- against removal; what its own transaction wrote needs no lock, as nobody else can see it yet. Statements are planned
-- anew each time: one event and a hundred thousand are looked up in different ways.

-- The events of a statement belong to matters that are there, or the statement is undone.
CREATE FUNCTION app.events_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        lost text;
    BEGIN
        EXECUTE 'SELECT FROM matter m WHERE m.id IN (SELECT matter_id FROM changed)
                 AND m.xmin <> CAST(pg_current_xact_id() AS xid) FOR KEY SHARE';
        EXECUTE 'SELECT min(CAST(t.matter_id AS text)) FROM changed t
                 WHERE NOT EXISTS (SELECT FROM matter m WHERE m.id = t.matter_id)' INTO lost;
        IF lost IS NOT NULL THEN
            RAISE EXCEPTION 'matter_event refers to no matter: %', lost USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;

-- The events of matters that go, go with them.
CREATE FUNCTION app.matters_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM matter_event;
        ELSE
            EXECUTE 'DELETE FROM matter_event e USING gone WHERE e.matter_id = gone.id';
        END IF;
        RETURN NULL;
    END $$;

-- The points of a statement came with files that are noted, or are of no file.
CREATE FUNCTION app.batches_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        named uuid[];
        lost text;
    BEGIN
        SELECT array_agg(DISTINCT batch_id) INTO named FROM changed WHERE batch_id IS NOT NULL;
        PERFORM FROM batch WHERE id = ANY (named) FOR KEY SHARE;
        SELECT min(CAST(n AS text)) INTO lost FROM unnest(named) AS n WHERE NOT EXISTS (SELECT FROM batch WHERE id = n);
        IF lost IS NOT NULL THEN
            RAISE EXCEPTION '% refers to no batch: %', TG_TABLE_NAME, lost USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;

-- A file whose points are there stays noted.
CREATE FUNCTION app.batches_stay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        points text;
        used boolean;
    BEGIN
        FOREACH points IN ARRAY ARRAY['household', 'matter', 'visit'] LOOP
            IF TG_OP = 'TRUNCATE' THEN
                EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE batch_id IS NOT NULL)', points) INTO used;
            ELSE
                EXECUTE format('SELECT EXISTS (SELECT FROM gone JOIN %I p ON p.batch_id = gone.id)', points) INTO used;
            END IF;
            IF used THEN
                RAISE EXCEPTION '% refers to what is deleted from batch', points
                    USING ERRCODE = 'foreign_key_violation';
            END IF;
        END LOOP;
        RETURN NULL;
    END $$;

CREATE TRIGGER check_new AFTER INSERT ON matter_event REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.events_refer();
CREATE TRIGGER check_moved AFTER UPDATE ON matter_event REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.events_refer();
CREATE TRIGGER take_events AFTER DELETE ON matter REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.matters_gone();
CREATE TRIGGER take_all_events AFTER TRUNCATE ON matter FOR EACH STATEMENT EXECUTE FUNCTION app.matters_gone();
DO $$
DECLARE kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['household', 'matter', 'visit'] LOOP
        EXECUTE format('CREATE TRIGGER check_new AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.batches_refer()', kind);
        EXECUTE format('CREATE TRIGGER check_moved AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.batches_refer()', kind);
    END LOOP;
END $$;
CREATE TRIGGER stay AFTER DELETE ON batch REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.batches_stay();
CREATE TRIGGER stay_whole AFTER TRUNCATE ON batch FOR EACH STATEMENT EXECUTE FUNCTION app.batches_stay();
