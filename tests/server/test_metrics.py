from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from wellread.domain import Step
from wellread.engine.learner import Learnt
from wellread.server import metrics


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_requests_are_counted_by_route_and_never_by_path(films: TestClient) -> None:
    labels = {"method": "GET", "route": "/v1/items/{id}", "status": "404"}
    before = value("wellread_requests_total", **labels), value("wellread_errors_total", code="not_found")

    films.get("/v1/items/some-secret-id")
    films.get("/nowhere/at/all")
    page = films.get("/metrics")

    assert value("wellread_requests_total", **labels) == before[0] + 1
    assert value("wellread_errors_total", code="not_found") == before[1] + 2
    assert page.headers["content-type"].startswith("text/plain")
    assert "some-secret-id" not in page.text
    assert "nowhere" not in page.text


def test_words_that_are_no_methods_are_one(films: TestClient) -> None:
    for word in ("ABRACADABRA", "SESAME"):
        films.request(word, "/v1/items")

    assert "ABRACADABRA" not in films.get("/metrics").text
    assert 'method="other"' in films.get("/metrics").text


def test_the_steps_of_one_recommendation_in_ten_are_timed(films: TestClient) -> None:
    before = value("wellread_step_seconds_count", step="candidates")

    for _ in range(metrics.TIMED):
        assert films.get("/v1/recommendations?k=3").status_code == 200
        assert films.get("/v1/items/alien-1979/similar").status_code == 200

    assert value("wellread_step_seconds_count", step="candidates") == before + 2


def test_events_are_counted_once(shop: TestClient) -> None:
    before = (
        value("wellread_events_total", outcome="stored"),
        value("wellread_events_total", outcome="duplicate"),
    )
    event = {"user": "u", "item": "dune", "kind": "like", "id": "e1"}

    shop.post("/v1/events", json=event)
    shop.post("/v1/events", json=[event, {**event, "id": "e2"}])

    assert value("wellread_events_total", outcome="stored") == before[0] + 2
    assert value("wellread_events_total", outcome="duplicate") == before[1] + 1


def test_what_the_learner_reports_is_told() -> None:
    learnt = Learnt("000001.000002", 20, 0, 0.3, 7, 5, 11, 0.1)
    before = value("wellread_freshness_seconds_count"), value("wellread_learner_events_total")

    metrics.learnt(learnt)
    metrics.learnt(learnt._replace(events=0, behind=4, lag=2.0))

    assert value("wellread_freshness_seconds_count") == before[0] + 1
    assert value("wellread_learner_events_total") == before[1] + 5
    assert value("wellread_learner_behind_events") == 4
    assert value("wellread_learner_lag_seconds") == 2.0
    assert value("wellread_learner_rows_waiting") == 7


def test_every_metric_says_what_it_is() -> None:
    for _ in range(metrics.TIMED):
        metrics.steps([Step(name="read", ms=1.0)])
    page = metrics.page().decode()

    names = re.findall(r"^# TYPE (\S+)", page, re.MULTILINE)
    assert names
    assert all(name.startswith("wellread_") for name in names)
    assert len(re.findall(r"^# HELP \S+ [A-Z].*\.$", page, re.MULTILINE)) == len(names)
    assert metrics.resident() > 1_000_000


def test_the_documentation_lists_every_metric() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `(wellread_\w+)` \| (\w+) \|", page, re.MULTILINE))
    found = {
        f"{metric.name}_total" if metric.type == "counter" else metric.name: metric.type
        for metric in metrics.REGISTRY.collect()
    }

    assert listed == found
