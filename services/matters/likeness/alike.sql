-- Where pairs of reports are collected before it is told which of them was the first.
DROP TABLE IF EXISTS pg_temp.alike;
CREATE TEMPORARY TABLE alike (one uuid, other uuid, apart_m float8) ON COMMIT DROP;
