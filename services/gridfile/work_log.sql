-- What was done in some grids in [start, stop), by local day: visits and patrol points with the first and last moment,
-- the households of these grids that were reached, what a review struck, matters opened and closed.
WITH passed AS (
    SELECT CAST(v.visited_at AT TIME ZONE :zone AS date) AS day,
           count(*) FILTER (WHERE v.kind = 'visit') AS visits,
           count(DISTINCT own.point_id) FILTER (WHERE v.kind = 'visit' AND struck.visit_id IS NULL) AS reached,
           count(*) FILTER (WHERE v.kind = 'patrol') AS patrols,
           count(struck.visit_id) AS struck,
           min(v.visited_at) AS first_at, max(v.visited_at) AS last_at
    FROM visit_location l
    JOIN visit v ON v.id = l.point_id AND v.visited_at >= :start AND v.visited_at < :stop
    LEFT JOIN household h ON h.external_ref = v.household_ref
    LEFT JOIN household_location own ON own.point_id = h.id AND own.edition_id = l.edition_id
        AND own.grid_id = ANY (CAST(:grids AS int[]))
    LEFT JOIN visit_review struck ON struck.visit_id = v.id AND struck.state = 'decided' AND struck.outcome = 'struck'
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
    GROUP BY 1
), mine AS (
    SELECT m.opened_at, m.closed_at, m.due_at, m.source
    FROM matter_location l
    JOIN matter m ON m.id = l.point_id AND m.voided_at IS NULL
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
), opened AS (
    SELECT CAST(opened_at AT TIME ZONE :zone AS date) AS day, count(*) AS opened,
           count(*) FILTER (WHERE source = 'own_grid') AS found
    FROM mine WHERE opened_at >= :start AND opened_at < :stop GROUP BY 1
), closed AS (
    SELECT CAST(closed_at AT TIME ZONE :zone AS date) AS day, count(*) AS closed,
           count(*) FILTER (WHERE closed_at > due_at) AS late
    FROM mine WHERE closed_at >= :start AND closed_at < :stop GROUP BY 1
)
SELECT day, coalesce(visits, 0) AS visits, coalesce(reached, 0) AS reached, coalesce(patrols, 0) AS patrols,
       coalesce(struck, 0) AS struck, first_at, last_at, coalesce(opened, 0) AS opened, coalesce(found, 0) AS found,
       coalesce(closed, 0) AS closed, coalesce(late, 0) AS late
FROM passed FULL JOIN opened USING (day) FULL JOIN closed USING (day)
