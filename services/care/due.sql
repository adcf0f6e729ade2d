-- The households of some grids that are visited regularly, and when somebody was last found there before a moment.
WITH flagged AS MATERIALIZED (
    SELECT h.id, h.external_ref AS ref, h.address, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat,
           coalesce(l.grid_id, l.nearest_grid_id) AS grid_id, k.every_days, k.since
    FROM household_care k
    JOIN household h ON h.id = k.household_id AND h.state = 'registered'
    JOIN household_location l ON l.point_id = h.id AND l.edition_id = :edition
    WHERE k.until IS NULL AND coalesce(l.grid_id, l.nearest_grid_id) = ANY (CAST(:grids AS int[]))
      AND (l.grid_id IS NOT NULL OR :outside))
SELECT f.ref, f.address, f.lon, f.lat, f.grid_id, f.every_days, f.since, v.at AS last_at
FROM flagged f
LEFT JOIN app.last_found((SELECT array_agg(id) FROM flagged), :before, :near_m) v ON v.household_id = f.id
