-- Which reports of [start, stop) repeat which others, unless somebody rejected that.
SELECT p.again_id, p.first_id
FROM matter_pair p
JOIN matter m ON m.id = p.again_id
WHERE p.state <> 'rejected' AND m.opened_at >= :start AND m.opened_at < :stop
