-- The interval that stands goes back to its household; those that were closed are lost.
UPDATE household h SET visit_interval_days = k.every_days
FROM household_care k WHERE k.household_id = h.id AND k.until IS NULL;
DROP POLICY scope ON household_care;
DROP POLICY setting ON household_care;
DROP POLICY closing ON household_care;
DROP FUNCTION app.entitled_to_care();
DROP FUNCTION app.last_found(uuid[], timestamptz, float8);
