-- Jobs that nobody does: said to run although nobody holds them, or waiting although their entry in the
-- queue was taken by a worker that is gone. The lock is free at once when a process dies.
SELECT job.id, job.state, job.attempts
FROM job
WHERE job.state IN ('running', 'waiting')
  AND NOT EXISTS (
      SELECT 1 FROM queue.procrastinate_jobs q
      LEFT JOIN queue.procrastinate_workers w ON w.id = q.worker_id
      WHERE q.args ->> 'job' = CAST(job.id AS text)
        AND (q.status = 'todo'
             OR (job.state = 'waiting' AND q.status = 'doing' AND w.last_heartbeat > now() - interval '40 seconds')))
  AND NOT EXISTS (
      SELECT 1 FROM pg_locks l
      WHERE l.locktype = 'advisory' AND l.classid = 7406 AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.objid = CAST(CAST(hashtext(CAST(job.id AS text)) AS bigint) & 4294967295 AS oid))
ORDER BY job.created_at
FOR UPDATE OF job SKIP LOCKED
