"""The figures that an operator can watch."""

from prometheus_client.parser import text_string_to_metric_families

from bot.door.gate_errors import Reason
from bot.door.metrics import Metrics


def figures(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Each sample by its name and the values of its labels."""
    families = text_string_to_metric_families(metrics.render().decode())
    return {
        (sample.name, " ".join(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_posts_presses_queues_and_refusals_are_counted() -> None:
    metrics = Metrics(["checkin.submit"])
    metrics.posted("sent")
    metrics.posted("sent")
    metrics.invoked("checkin.submit", "ok", 0.2)
    metrics.waiting("posts", 3)
    metrics.refused(Reason.TENANT)
    found = figures(metrics)
    assert found["process_center_posts_total", "sent"] == 2
    assert found["process_center_invoke_seconds_count", "ok checkin.submit"] == 1
    assert found["process_center_queue_depth", "posts"] == 3
    assert found["process_center_gate_refusals_total", "tenant"] == 1


def test_kinds_of_jobs_that_fail_are_gone_when_they_work() -> None:
    metrics = Metrics()
    metrics.fail({"deliver": 8})
    assert figures(metrics)["process_center_failing_jobs", "deliver"] == 8
    metrics.fail({})
    assert ("process_center_failing_jobs", "deliver") not in figures(metrics)


def test_verbs_that_somebody_made_up_are_one_series() -> None:
    metrics = Metrics(["checkin.submit"])
    for number in range(100):
        metrics.invoked(f"made.up{number}", "refused", 0.01)
    assert figures(metrics)["process_center_invoke_seconds_count", "refused other"] == 100
    assert b"made.up" not in metrics.render()


def test_two_processes_in_one_do_not_share_figures() -> None:
    first, second = Metrics(), Metrics()
    first.posted("sent")
    assert ("process_center_posts_total", "sent") not in figures(second)
