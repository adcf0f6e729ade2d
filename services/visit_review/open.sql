-- A review for each visit that there is a reason to look at and none was opened for, with what is known of it now.
INSERT INTO visit_review (visit_id, look_id, ref, household_id, household_ref, visitor, device, visited_at, accuracy_m,
                          geom, address_geom, away_m, reasons, reply_until)
SELECT v.id, :look, v.external_ref, f.household, v.household_ref, v.visitor, v.device, v.visited_at, v.accuracy_m,
       v.geom, CASE WHEN f.address_lon IS NOT NULL THEN ST_Point(f.address_lon, f.address_lat, 4326) END, f.away_m,
       f.reasons, :reply_until
FROM jsonb_to_recordset(CAST(:flagged AS jsonb)) AS f(
    id uuid, household uuid, address_lon float8, address_lat float8, away_m float8, reasons varchar[])
JOIN visit v ON v.id = f.id
ON CONFLICT (visit_id) DO NOTHING
