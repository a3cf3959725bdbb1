"""What can be counted about a running Process Center, for Prometheus.

Labels come from fixed sets only, so that nobody outside can make the number of series grow.
"""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.door.figures import Figures
from bot.door.gate_errors import Reason

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SPACE = "process_center"
OTHER = "other"
# Seconds. An invoke shall take less than one, and Teams repeats it after 15.
INVOKE_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)


class Metrics:
    """The figures of one process, and beside them those of the deployment, as they were told last.

    `verbs` are those that invokes may be counted under.
    """

    def __init__(self, verbs: Iterable[str] = ()) -> None:
        self._verbs = frozenset(verbs)
        self._registry = CollectorRegistry()
        self._deployment = _Deployment()
        self._registry.register(self._deployment)
        self._registration = _Registration()
        self._registry.register(self._registration)
        self._invokes = Histogram(
            "invoke_seconds",
            "How long an answer to a press took",
            ["verb", "outcome"],
            SPACE,
            registry=self._registry,
            buckets=INVOKE_SECONDS,
        )
        self._refusals = Counter(
            "gate_refusals",
            "Activities refused at the gate",
            ["reason"],
            SPACE,
            registry=self._registry,
        )
        for reason in Reason:  # what was never counted cannot be seen to grow
            self._refusals.labels(reason.value)

    def invoked(self, verb: str, outcome: str, seconds: float) -> None:
        """Count an answered press; a verb that we do not know counts as `other`."""
        known = verb if verb in self._verbs else OTHER
        self._invokes.labels(known, outcome).observe(seconds)

    def refused(self, reason: Reason) -> None:
        """Count an activity that the gate refused."""
        self._refusals.labels(reason.value).inc()

    def tell(self, figures: Figures | None) -> None:
        """Set what the whole deployment has; None is a database that is away, and knows nothing."""
        self._deployment.figures = figures

    def registered(self, days: float | None, missing: int | None) -> None:
        """Set how long what we sign in with lasts, and how many permissions are not granted."""
        self._registration.days, self._registration.missing = days, missing

    def render(self) -> bytes:
        """Everything as Prometheus reads it; its type is CONTENT_TYPE."""
        return generate_latest(self._registry)


class _Deployment(Collector):
    """What was told is made anew each time, so that nothing old is ever seen."""

    figures: Figures | None = None

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            f"{SPACE}_database_up", "Whether the database answers", int(self.figures is not None)
        )
        found = self.figures or Figures({}, {}, {})
        depth = GaugeMetricFamily(
            f"{SPACE}_queue_depth", "Jobs that wait in a queue", labels=["queue"]
        )
        yield _filled(depth, found.queues)
        posts = CounterMetricFamily(
            f"{SPACE}_posts", "Messages by how sending them ended", labels=["outcome"]
        )
        yield _filled(posts, found.posts)
        failing = GaugeMetricFamily(
            f"{SPACE}_failing_jobs",
            "Failures in a row of a kind of job that fails again and again",
            labels=["job"],
        )
        yield _filled(failing, found.failing)
        refused = GaugeMetricFamily(
            f"{SPACE}_refused_last_day", "Activities refused in the last day", labels=["reason"]
        )
        yield _filled(refused, found.refused)
        if found.quiet is not None:
            yield GaugeMetricFamily(
                f"{SPACE}_last_activity_age_seconds",
                "How long ago an activity was let in",
                found.quiet,
            )


class _Registration(Collector):
    """What is not known has no figure: a 0 would ring an alarm."""

    days: float | None = None
    missing: int | None = None

    def collect(self) -> Iterator[Metric]:
        if self.days is not None:
            says = "Days until the certificate or secret ends"
            yield GaugeMetricFamily(f"{SPACE}_credential_days", says, self.days)
        if self.missing is not None:
            says = "Permissions that standards and settings need and that are not granted"
            yield GaugeMetricFamily(f"{SPACE}_permissions_missing", says, self.missing)


def _filled(
    family: GaugeMetricFamily | CounterMetricFamily, values: Mapping[str, int]
) -> GaugeMetricFamily | CounterMetricFamily:
    for label, value in sorted(values.items()):
        family.add_metric([label], value)
    return family
