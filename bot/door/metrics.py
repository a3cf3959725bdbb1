"""What can be counted about a running Process Center, for Prometheus.

Labels come from fixed sets only, so that nobody outside can make the number of series grow.
"""

from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.door.gate_errors import Reason

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OTHER = "other"
# Seconds. An invoke shall take less than one, and Teams repeats it after 15.
INVOKE_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)


class Metrics:
    """The figures of one process; `verbs` are those that invokes may be counted under."""

    def __init__(self, verbs: Iterable[str] = ()) -> None:
        self._verbs = frozenset(verbs)
        self._registry = CollectorRegistry()
        space, registry = "process_center", self._registry
        self._posts = Counter(
            "posts", "Messages by how sending them ended", ["outcome"], space, registry=registry
        )
        self._invokes = Histogram(
            "invoke_seconds",
            "How long an answer to a press took",
            ["verb", "outcome"],
            space,
            registry=registry,
            buckets=INVOKE_SECONDS,
        )
        self._depth = Gauge(
            "queue_depth", "Jobs that wait in a queue", ["queue"], space, registry=registry
        )
        self._failing = Gauge(
            "failing_jobs",
            "Failures in a row of a kind of job that fails again and again",
            ["job"],
            space,
            registry=registry,
        )
        self._refusals = Counter(
            "gate_refusals", "Activities refused at the gate", ["reason"], space, registry=registry
        )

    def posted(self, outcome: str) -> None:
        """Count a message by its outcome: `sent`, or the word of the error that ended it."""
        self._posts.labels(outcome).inc()

    def invoked(self, verb: str, outcome: str, seconds: float) -> None:
        """Count an answered press; a verb that we do not know counts as `other`."""
        known = verb if verb in self._verbs else OTHER
        self._invokes.labels(known, outcome).observe(seconds)

    def waiting(self, queue: str, jobs: int) -> None:
        """Set how many jobs wait in a queue."""
        self._depth.labels(queue).set(jobs)

    def fail(self, in_a_row: Mapping[str, int]) -> None:
        """Set which kinds of jobs fail, and how often in a row; all others work."""
        self._failing.clear()
        for job, times in in_a_row.items():
            self._failing.labels(job).set(times)

    def refused(self, reason: Reason) -> None:
        """Count an activity that the gate refused."""
        self._refusals.labels(reason.value).inc()

    def render(self) -> bytes:
        """Everything as Prometheus reads it; its type is CONTENT_TYPE."""
        return generate_latest(self._registry)
