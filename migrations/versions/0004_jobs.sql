-- The web may put work into the queue, and nothing else there: that one function acts as the queue's owner.
-- Every function of the queue finds its tables whatever the caller's search path is.
DO $$
DECLARE
    f regprocedure;
BEGIN
    FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'queue'::regnamespace LOOP
        EXECUTE 'ALTER FUNCTION ' || f || ' SET search_path = queue, pg_temp';
        EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    END LOOP;
END $$;
ALTER FUNCTION queue.procrastinate_defer_jobs_v1 SECURITY DEFINER;
GRANT USAGE ON SCHEMA queue TO xunge_app;
GRANT EXECUTE ON FUNCTION queue.procrastinate_defer_jobs_v1 TO xunge_app;

-- A person's jobs and uploads are their own; the office sees all.
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON job FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything()) OR person_id = (SELECT app.person_id()));
CREATE POLICY own ON upload FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything()) OR person_id = (SELECT app.person_id()));
GRANT SELECT, INSERT, UPDATE ON job, upload TO xunge_app;
