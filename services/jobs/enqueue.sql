-- One entry of the queue for one job; whoever listens is told when this transaction commits.
SELECT queue.procrastinate_defer_jobs_v1(ARRAY[
    ROW('work', 'run', 0, NULL, NULL, jsonb_build_object('job', CAST(:job AS text)), NULL)
    ::queue.procrastinate_job_to_defer_v1])
