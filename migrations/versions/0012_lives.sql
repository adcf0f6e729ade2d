-- Matters that are there already came in files: they were reported, and taken over where they were closed.
UPDATE matter SET stage = 'closed', seq = 2 WHERE closed_at IS NOT NULL;
INSERT INTO matter_event (matter_id, seq, act, at, stage, due_at)
SELECT m.id, e.seq, e.act, e.at, e.stage, m.due_at
FROM matter m CROSS JOIN LATERAL (
    VALUES (1, 'report', m.opened_at, CAST(NULL AS text)), (2, 'take_over', m.closed_at, 'closed')
) AS e (seq, act, at, stage)
WHERE e.at IS NOT NULL;

CREATE SEQUENCE matter_number;
GRANT USAGE ON SEQUENCE matter_number TO xunge_app;

-- Anybody on the staff may report a matter anywhere; it is read by whoever answers for its grid, not by the reporter.
CREATE FUNCTION app.may_report() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM person WHERE id = app.person_id() AND active AND role <> 'forum') $$;
CREATE FUNCTION app.reported_by_me(matter_id uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM matter WHERE id = matter_id AND reported_by = app.person_id() AND seq = 1) $$;
REVOKE ALL ON FUNCTION app.may_report(), app.reported_by_me(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_report(), app.reported_by_me(uuid) TO xunge_app;
CREATE POLICY report ON matter FOR INSERT TO xunge_app
    WITH CHECK (reported_by = app.person_id() AND seq = 1 AND stage = 'reported' AND app.may_report());
CREATE POLICY report ON matter_location FOR INSERT TO xunge_app
    WITH CHECK (app.reported_by_me(point_id));

-- An event is seen as its matter is, and only ever added.
ALTER TABLE matter_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON matter_event FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything()) OR EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_event.matter_id));
CREATE POLICY report ON matter_event FOR INSERT TO xunge_app
    WITH CHECK (seq = 1 AND act = 'report' AND app.reported_by_me(matter_id));
GRANT SELECT, INSERT ON matter_event TO xunge_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON department TO xunge_app;
GRANT SELECT, INSERT ON matter_limit TO xunge_app;
