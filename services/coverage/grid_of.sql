-- The grid that answers for an address: its own, else the nearest one.
SELECT coalesce(l.grid_id, l.nearest_grid_id, 0)
FROM household h
JOIN household_location l ON l.point_id = h.id AND l.edition_id = :edition
WHERE h.external_ref = :ref
