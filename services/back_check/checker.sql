-- Which of some addresses a person may not check: those in a community that the person works in, and those that the
-- person visited. An address outside all grids belongs to its nearest one.
WITH home AS (
    SELECT h.external_ref AS ref, b.path
    FROM household h
    LEFT JOIN household_location l ON l.point_id = h.id AND l.edition_id = :boundaries
    LEFT JOIN boundary b ON b.edition_id = :boundaries AND b.zone_id = coalesce(l.grid_id, l.nearest_grid_id)
    WHERE h.external_ref = ANY (CAST(:refs AS text[]))
), own AS (
    -- The communities above or below a zone of the person, under these boundaries.
    SELECT DISTINCT z.id, b.name
    FROM person_zone pz
    JOIN boundary w ON w.edition_id = :boundaries AND pz.zone_id = ANY (w.path)
    JOIN zone z ON z.id = ANY (w.path) AND z.level = 'community'
    JOIN boundary b ON b.edition_id = :boundaries AND b.zone_id = z.id
    WHERE pz.person_id = :person
)
SELECT h.ref, (SELECT o.name FROM own o WHERE o.id = ANY (h.path) LIMIT 1) AS community,
       EXISTS (SELECT FROM visit v WHERE v.household_ref = h.ref AND v.kind = 'visit' AND v.visitor = :login) AS visited
FROM home h
ORDER BY h.ref COLLATE "C"
