-- A review is seen by whoever answers for the visit's place or for its address, and by the visitor: a visit that was
-- told from elsewhere must not be kept from the one who is asked about it.
ALTER TABLE visit_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON visit_review FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything())
        OR visitor = (SELECT p.login FROM person p WHERE p.id = app.person_id() AND p.active AND p.role <> 'forum')
        OR EXISTS (SELECT 1 FROM visit v WHERE v.id = visit_review.visit_id)
        OR EXISTS (SELECT 1 FROM household h WHERE h.id = visit_review.household_id));
ALTER TABLE visit_review_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON visit_review_event FOR ALL TO xunge_app
    USING (EXISTS (SELECT 1 FROM visit_review r WHERE r.visit_id = visit_review_event.visit_id));
-- A device is known to whoever answers for one of the grids that it was used in; putting it right is the office's.
ALTER TABLE device_mixup ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON device_mixup FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything()) OR grid_ids && (SELECT app.my_grids()));
CREATE POLICY office ON device_mixup FOR ALL TO xunge_app USING ((SELECT app.sees_everything()));
ALTER TABLE visit_correction ENABLE ROW LEVEL SECURITY;
CREATE POLICY office ON visit_correction FOR ALL TO xunge_app USING ((SELECT app.sees_everything()));
GRANT SELECT, INSERT ON visit_limit, visit_look, visit_review_event TO xunge_app;
GRANT SELECT, INSERT, UPDATE ON visit_review, device_mixup TO xunge_app;
GRANT SELECT, INSERT, DELETE ON visit_correction TO xunge_app;
