"""What is counted, under which names. Several processes count together where the supervisor says so."""

from __future__ import annotations

import collections
import itertools
import os
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:  # the supervisor, which clears up here, needs no arrays
    from wellread.domain import Step
    from wellread.engine.learner import Learnt
    from wellread.language.budget.gate import Gate

COUNTED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client knows the folder in which processes count together."""
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
"""Methods that are counted by name: clients may send any word, and each would be counted for ever."""
FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
STEPS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
"""Bounds of histograms, seconds."""
TOKENS = {"input", "cached_input", "output"}
BILLION = 1_000_000_000
"""In which part of the currency the gate counts."""
TIMED = 10
"""The steps of one answer in so many are counted: of all of them it took longer than some of the steps."""

REGISTRY = CollectorRegistry()


def _counter(name: str, said: str, *labels: str) -> Counter:
    return Counter(f"wellread_{name}", said, labels, registry=REGISTRY)


def _histogram(name: str, said: str, bounds: Sequence[float], *labels: str) -> Histogram:
    return Histogram(f"wellread_{name}", said, labels, buckets=bounds, registry=REGISTRY)


def _gauge(name: str, said: str, of_all: Literal["livesum", "livemax", "liveall"], *labels: str) -> Gauge:
    """What of the processes that live is told: the sum, the highest, or each with its process id."""
    return Gauge(f"wellread_{name}", said, labels, multiprocess_mode=of_all, registry=REGISTRY)


requests = _counter("requests", "Requests answered.", "method", "route", "status")
request_seconds = _histogram(
    "request_seconds", "Seconds from a request to the end of its answer.", FAST, "method", "route"
)
under_way = _gauge("requests_under_way", "Requests being answered now.", "livesum")
errors = _counter("errors", "Answers that were errors, by the error's code.", "code")
step_seconds = _histogram(
    "step_seconds",
    f"Seconds that a recommendation spent in each of its steps; of every {TIMED}th one.",
    STEPS,
    "step",
)
events = _counter("events", "Events acknowledged: stored, or duplicates of stored ones.", "outcome")
events_waiting = _gauge("events_waiting", "Requests whose events wait to be stored.", "livesum")
impressions = _counter("impressions", "Impressions written.")
impressions_dropped = _counter("impressions_dropped", "Answers whose impressions were never written.")
impressions_waiting = _gauge(
    "impressions_waiting", "Answers with impressions still to be written.", "livesum"
)
items = _gauge("items", "Items in the catalogue in memory.", "livemax")
snapshot_age = _gauge(
    "snapshot_age_seconds", "Seconds since the snapshot in use was published; the oldest of all.", "livemax"
)
memory = _gauge("memory_bytes", "Memory that a process holds (resident set).", "liveall", "process")
starts = _counter("starts", "Processes started, by what they do.", "process")
freshness = _histogram(
    "freshness_seconds", "Seconds from an event's storing until the models count it, at most.", SLOW
)
learner_seconds = _histogram("learner_step_seconds", "Seconds that a step of the learner took.", SLOW)
learner_events = _counter("learner_events", "Events that the models counted.")
learner_rows = _counter("learner_rows", "Rows of models solved again.")
learner_behind = _gauge("learner_behind_events", "Events that the models do not count yet.", "livemax")
learner_lag = _gauge(
    "learner_lag_seconds", "Seconds since the models last counted all events; 0: they do now.", "livemax"
)
learner_waiting = _gauge("learner_rows_waiting", "Rows of models that wait to be solved again.", "livemax")

model_calls = _counter(
    "model_calls", "Calls of language models: ok, failed, refused, kept.", "purpose", "model", "outcome"
)
model_tokens = _counter(
    "model_tokens",
    "Tokens of calls: input, cached_input (part of input), output.",
    "purpose",
    "model",
    "kind",
)
model_cost = _counter("model_cost", "Money that calls cost, in the budget's currency.", "purpose", "model")


_timed = itertools.count()


def page() -> bytes:
    """Everything counted so far, by all processes that count together, in Prometheus' text format."""
    if COUNTED not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def event_batch(stored: int, duplicates: int) -> None:
    """Count events that are acknowledged."""
    _of_outcome(events, "stored").inc(stored)
    _of_outcome(events, "duplicate").inc(duplicates)


def request(method: str, route: str, status: int, code: str, seconds: float) -> None:
    """Count an answer; `code` is that of its error, if it is one."""
    method = method if method in METHODS else "other"
    if code:
        errors.labels(code).inc()
    counter, histogram = _of_route(method, route, status)
    counter.inc()
    histogram.observe(seconds)


def steps(taken: Sequence[Step]) -> None:
    """Count the time of a recommendation's steps, for one recommendation in `TIMED`."""
    if next(_timed) % TIMED == 0:
        for step in taken:
            _of_step(step.name).observe(step.ms / 1e3)


def learnt(step: Learnt) -> None:
    """Count what the learner reports of a step."""
    learner_behind.set(step.behind)
    learner_lag.set(step.lag if step.behind else 0.0)
    if step.events:
        freshness.observe(step.lag)
    learner_waiting.set(step.waiting)
    learner_seconds.observe(step.seconds)
    learner_events.inc(step.events)
    learner_rows.inc(step.solved)
    hold("learner")


class ModelUse:
    """Counts what became of calls of language models since it last did.

    Args:
        gate: That the calls of this process pass.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._told: collections.Counter[tuple[str, str, str]] = collections.Counter()

    def __call__(self) -> None:
        """Count, and have the ledger know of calls that were not sent."""
        self._gate.flush()
        totals = self._gate.totals()
        for (purpose, model, what), n in (totals - self._told).items():
            if what == "cost":
                model_cost.labels(purpose, model).inc(n / BILLION)
            elif what in TOKENS:
                model_tokens.labels(purpose, model, what).inc(n)
            else:
                model_calls.labels(purpose, model, what).inc(n)
        self._told = totals


def hold(process: str) -> None:
    """Tell how much memory this process holds."""
    memory.labels(process).set(resident())


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def clear() -> None:
    """Remove what processes counted together: the supervisor, whose task it is, is gone."""
    shutil.rmtree(os.environ.get(COUNTED, ""), ignore_errors=True)


@cache
def _of_route(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return requests.labels(method, route, status), request_seconds.labels(method, route)


@cache
def _of_outcome(counter: Counter, outcome: str) -> Counter:
    return counter.labels(outcome)


@cache
def _of_step(name: str) -> Histogram:
    return step_seconds.labels(name)
