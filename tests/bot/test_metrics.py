"""The figures that an operator can watch."""

import re
from collections.abc import Sequence

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot.door.arrivals import Arrivals
from bot.door.figures import Deployment, Figures
from bot.door.gate_errors import Reason
from bot.door.metrics import Metrics
from core.errors import NotDelivered
from core.posting.outcomes import Outcome, outcome_of
from jobs.sweeps import count_posts
from store.arrivals.arrivals import ArrivalStore
from store.database import Database
from store.posting.tally import TallyStore
from tests.conftest import CONTENT
from tests.ground import Ground

GUIDE = CONTENT.parent / "docs" / "getting-started.md"
WATCHING = re.compile(r"^## 12\. Watching it\n(.*?)^## ", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r"process_center_\w+")
CHOSEN = re.compile(r'(process_center_\w+)\{(\w+)=~?"([^"]+)"\}')
FOUND_BY_PROMETHEUS = ("_total", "_bucket", "_count", "_sum", "_created")


def figures(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Each sample by its name and the values of its labels."""
    families = text_string_to_metric_families(metrics.render().decode())
    return {
        (sample.name, " ".join(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def deployment(inside: Ground, tally: TallyStore) -> Deployment:
    arrivals = Arrivals(inside.database)
    return Deployment(inside.database, tally, arrivals, inside.engine.queues, inside.engine.kinds)


def test_posts_presses_queues_and_refusals_are_counted() -> None:
    metrics = Metrics(["checkin.submit"])
    metrics.tell(Figures({"posts": 3}, {"sent": 2}, {}))
    metrics.invoked("checkin.submit", "ok", 0.2)
    metrics.refused(Reason.TENANT)
    found = figures(metrics)
    assert found["process_center_posts_total", "sent"] == 2
    assert found["process_center_invoke_seconds_count", "ok checkin.submit"] == 1
    assert found["process_center_queue_depth", "posts"] == 3
    assert found["process_center_gate_refusals_total", "tenant"] == 1
    assert found["process_center_database_up", ""] == 1


def test_kinds_of_jobs_that_fail_are_gone_when_they_work() -> None:
    metrics = Metrics()
    metrics.tell(Figures({}, {}, {"deliver": 8}))
    assert figures(metrics)["process_center_failing_jobs", "deliver"] == 8
    metrics.tell(Figures({}, {}, {}))
    assert ("process_center_failing_jobs", "deliver") not in figures(metrics)


def test_what_is_not_known_of_the_registration_has_no_figure() -> None:
    metrics = Metrics()
    names = ("process_center_credential_days", "process_center_permissions_missing")
    assert not [name for name, _ in figures(metrics) if name in names]
    metrics.registered(days=12.5, missing=2)
    assert [figures(metrics)[name, ""] for name in names] == [12.5, 2]
    metrics.registered(days=None, missing=None)
    assert not [name for name, _ in figures(metrics) if name in names]


def test_verbs_that_somebody_made_up_are_one_series() -> None:
    metrics = Metrics(["checkin.submit"])
    for number in range(100):
        metrics.invoked(f"made.up{number}", "refused", 0.01)
    assert figures(metrics)["process_center_invoke_seconds_count", "refused other"] == 100
    assert b"made.up" not in metrics.render()


def test_two_processes_in_one_do_not_share_figures() -> None:
    first, second = Metrics(), Metrics()
    first.refused(Reason.TENANT)
    assert figures(second)["process_center_gate_refusals_total", "tenant"] == 0


async def test_a_queue_that_is_empty_again_says_so_and_none_is_missing(inside: Ground) -> None:
    metrics, tally = Metrics(), TallyStore(inside.database)
    await inside.ports.work.defer("read_people")
    metrics.tell(await deployment(inside, tally).figures())
    before = figures(metrics)
    await inside.forget_jobs()
    metrics.tell(await deployment(inside, tally).figures())
    after = figures(metrics)

    assert before["process_center_queue_depth", "reads"] == 1
    assert "reads" in inside.engine.queues
    for name in inside.engine.queues:
        assert after["process_center_queue_depth", name] == 0


async def test_what_a_worker_posts_is_seen_at_every_server_and_adds_up(
    inside: Ground, database_url: str
) -> None:
    async with Database(database_url) as elsewhere:
        worker, server = TallyStore(elsewhere), TallyStore(inside.database)
        for word in ("sent", "sent", "blocked", "ambiguous", "throttled", "edited"):
            worker(word)
        server("sent")
        await worker.keep()
        await worker.keep()
        metrics = Metrics()
        metrics.tell(await deployment(inside, server).figures())
        metrics.tell(await deployment(inside, server).figures())

    found = figures(metrics)
    assert {each: found["process_center_posts_total", each] for each in Outcome} == {
        "sent": 3,
        "failed": 1,
        "unknown": 1,
        "later": 1,
        "found": 0,
        "repeated": 0,
        "edited": 1,
    }


async def test_a_sweep_keeps_what_a_process_counted(inside: Ground) -> None:
    inside.ports.posting.count("sent")
    await count_posts.run(inside.ports)
    assert await inside.value("SELECT posts FROM posts_counted WHERE outcome = 'sent'") == 1


async def test_a_database_that_is_away_keeps_no_old_value_and_loses_no_count(
    inside: Ground,
) -> None:
    async with Database("postgresql://127.0.0.1:9/nobody", wait=0.1) as away:
        tally = TallyStore(away)
        tally("sent")
        metrics = Metrics()
        metrics.tell(Figures({"posts": 7}, {"sent": 7}, {}))
        arrivals = Arrivals(away)
        metrics.tell(await Deployment(away, tally, arrivals, ["posts"], []).figures())

    found = figures(metrics)
    assert found["process_center_database_up", ""] == 0
    assert not [name for name, _ in found if "queue_depth" in name or "posts" in name]
    tally._database = inside.database
    assert (await tally.all())["sent"] == 1


def test_only_what_is_not_tried_again_and_did_not_arrive_has_failed() -> None:
    others = dict.fromkeys(("throttled", "transient", "notsignedin", "notprivate"), Outcome.LATER)
    others["ambiguous"] = Outcome.UNKNOWN
    for error in NotDelivered.__subclasses__():
        word = error.__name__.lower()
        assert outcome_of(word) is others.get(word, Outcome.FAILED)
    assert [outcome_of(each) for each in Outcome] == list(Outcome)
    assert outcome_of("unheard of") is Outcome.FAILED


async def test_the_guide_names_every_figure_and_label_and_no_other(inside: Ground) -> None:
    metrics = Metrics(["checkin.submit"])
    metrics.invoked("made.up", "answered", 0.2)
    metrics.invoked("made.up", "unknown", 0.2)
    await ArrivalStore(inside.database).add([], 7.0)
    metrics.tell(await deployment(inside, TallyStore(inside.database)).figures())
    metrics.registered(days=30.0, missing=0)
    samples = [
        sample
        for family in text_string_to_metric_families(metrics.render().decode())
        for sample in family.samples
        if not sample.name.endswith("_created")
    ]
    found = WATCHING.search(GUIDE.read_text("utf-8"))
    assert found
    told = found[1].replace("\\|", "|")

    names = {sample.name for sample in samples} | {_plain(sample.name) for sample in samples}
    assert set(FIGURE.findall(told)) <= names
    exported = {_plain(sample.name): _labels(samples, sample.name) for sample in samples}
    assert _rows(told) == exported
    chosen = CHOSEN.findall(told)
    assert chosen
    for name, label, values in chosen:
        assert set(values.split("|")) <= exported[_plain(name)] | {label}
        assert label in exported[_plain(name)]


def _labels(samples: Sequence[Sample], name: str) -> set[str]:
    """Every label of a figure and every value of it, but those of bounds."""
    own = [sample.labels for sample in samples if _plain(sample.name) == _plain(name)]
    return {
        word
        for each in own
        for label, value in each.items()
        if label != "le"
        for word in (label, value)
    }


def _plain(name: str) -> str:
    """Without what Prometheus hangs on."""
    for ending in FOUND_BY_PROMETHEUS:
        name = name.removesuffix(ending)
    return name


def _rows(text: str) -> dict[str, set[str]]:
    """The figures of the table, each with what is written as code in its cell of labels."""
    rows = (re.match(r"\| `(process_center_\w+)` \|([^|]*)\|", line) for line in text.splitlines())
    return {_plain(row[1]): set(re.findall(r"`(\w+)`", row[2])) for row in rows if row}
