-- What formulas are made of: how many matters met each condition in each period, by grid and department. The names and
-- conditions stand in the list below and nowhere else; formulas.py refers to the names. What lies outside all grids,
-- or at a place that too many share, has no grid; what was voided was not found, so it counts as filed, not as reported; what lies around a grid (周边) is counted for the nearest one, apart.
SELECT width_bucket(e.at, CAST(:edges AS timestamptz[])) AS bucket,
       CASE WHEN d.tile_x IS NULL THEN CASE WHEN e.name = 'reported_around' THEN l.nearest_grid_id ELSE l.grid_id END
       END AS grid_id, m.department, e.name, count(*) AS n
FROM matter_location l
LEFT JOIN default_point d ON d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y
JOIN matter m ON m.id = l.point_id
CROSS JOIN LATERAL (VALUES
    ('reported', m.opened_at, m.voided_at IS NULL),
    ('reported_of_source', m.opened_at, m.voided_at IS NULL AND m.source = ANY (:sources)),
    ('reported_by_own_grid', m.opened_at, m.voided_at IS NULL AND m.source = 'own_grid'),
    ('reported_again', m.opened_at,
        m.voided_at IS NULL AND EXISTS (
            SELECT FROM matter_pair p WHERE p.again_id = m.id AND p.state <> 'rejected'
            AND NOT EXISTS (SELECT FROM matter v WHERE v.id = p.first_id AND v.voided_at IS NOT NULL))),
    ('reported_around', m.opened_at, m.voided_at IS NULL AND l.grid_id IS NULL AND d.tile_x IS NULL AND l.nearest_m <= :around_m),
    ('filed', m.filed_at, true),
    ('filed_not_voided', m.filed_at, m.voided_at IS NULL),
    ('filed_with_limit', m.filed_at, m.filing_due_at IS NOT NULL),
    ('filed_on_time', m.filed_at, m.filed_at <= m.filing_due_at),
    ('dispatched', m.dispatched_at, true),
    ('dispatched_not_returned', m.dispatched_at, m.returns = 0),
    ('due', m.due_at, m.due_at <= :now),
    ('due_closed', m.due_at, m.due_at <= :now AND m.closed_at <= :now),
    ('due_closed_on_time', m.due_at, m.due_at <= :now AND m.closed_at <= m.due_at),
    ('undeferred', m.due_at, m.due_at <= :now AND m.deferrals = 0),
    ('undeferred_closed', m.due_at, m.due_at <= :now AND m.deferrals = 0 AND m.closed_at <= :now),
    ('undeferred_closed_on_time', m.due_at, m.due_at <= :now AND m.deferrals = 0 AND m.closed_at <= m.due_at),
    ('closed', m.closed_at, m.closed_at <= :now),
    ('closed_with_limit', m.closed_at, m.closed_at <= :now AND m.due_at IS NOT NULL),
    ('closed_on_time', m.closed_at, m.closed_at <= :now AND m.closed_at <= m.due_at),
    ('closed_after_rework', m.closed_at, m.closed_at <= :now AND m.reworks > 0)
) AS e (name, at, holds)
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
  AND e.holds AND e.at >= :start AND e.at < :stop
GROUP BY 1, 2, 3, 4
