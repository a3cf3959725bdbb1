-- Kinds of jobs that fail again and again at a worker, so that `doctor` can say so. Rows go with the
-- first job of the kind that succeeds there, and with the worker.
CREATE TABLE failing_jobs (
    worker bigint NOT NULL REFERENCES procrastinate_workers (id) ON DELETE CASCADE,
    job text NOT NULL,
    times integer NOT NULL,
    why text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (worker, job)
);
