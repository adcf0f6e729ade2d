-- Visits at other places, as they were collected in the temporary table.
UPDATE visit v SET geom = ST_Point(m.lon, m.lat, 4326) FROM moved_points m WHERE v.id = m.id
