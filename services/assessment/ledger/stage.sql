-- Where lines and their evidence are sent to, before they are added.
CREATE TEMPORARY TABLE entry_added (
    id int8, object_kind text, zone_id int, part text, component text, item text, step int, rule text, points numeric,
    said jsonb, subject text, evidence int, digest text, counters int8) ON COMMIT DROP;
CREATE TEMPORARY TABLE evidence_added (entry_id int8, ref uuid) ON COMMIT DROP
