from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from wellread.engine.workspace import Workspace
from wellread.errors import SettingsError
from wellread.server import tracing
from wellread.server.app import create_app

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
CALL = {"traceparent": f"00-{TRACE}-{PARENT}-01"}


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traced(own_films: Path, spans: InMemorySpanExporter) -> Iterator[TestClient]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    app = create_app(Workspace(own_films), tracer=provider.get_tracer("test"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (tracing.EXPORTER, *tracing.ENDPOINTS, "OTEL_SDK_DISABLED"):
        monkeypatch.delenv(name, raising=False)


def told(span: ReadableSpan) -> str:
    return f"{span.to_json()} {span.events}"


def test_a_request_is_a_span_of_the_clients_trace_with_its_steps(
    traced: TestClient, spans: InMemorySpanExporter
) -> None:
    answer = traced.get("/v1/recommendations?user=p001&text=a+quiet+film&k=3", headers=CALL)

    *steps, request = spans.get_finished_spans()
    assert request.name == "GET /v1/recommendations"
    assert request.kind == SpanKind.SERVER
    assert request.attributes == {
        "http.request.method": "GET",
        "http.route": "/v1/recommendations",
        "http.response.status_code": 200,
        "wellread.request_id": answer.headers["X-Request-Id"],
    }
    assert request.parent is not None
    assert f"{request.parent.span_id:016x}" == PARENT
    assert {f"{span.context.trace_id:032x}" for span in spans.get_finished_spans() if span.context} == {TRACE}
    assert {"profile", "candidates", "explain"} <= {step.name for step in steps}
    for step in steps:
        assert step.parent is not None and request.context is not None
        assert step.parent.span_id == request.context.span_id
        assert request.start_time and request.end_time and step.start_time and step.end_time
        assert request.start_time <= step.start_time <= step.end_time <= request.end_time


def test_spans_name_nobody_and_quote_nothing(traced: TestClient, spans: InMemorySpanExporter) -> None:
    traced.get("/v1/recommendations?user=person-x&text=secret+words")
    traced.get("/v1/users/person-x")
    traced.post("/v1/events", json={"user": "person-x", "item": "no-such-item", "kind": "like"})

    found = spans.get_finished_spans()
    assert "GET /v1/users/{id}" in {span.name for span in found}
    for span in found:
        assert "person-x" not in told(span)
        assert "secret" not in told(span)


def test_what_goes_wrong_inside_is_an_error_of_the_span(
    traced: TestClient, spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Workspace, item_id: str) -> None:
        raise RuntimeError("quotes person-x")

    monkeypatch.setattr(Workspace, "delete_item", broken)
    assert traced.delete("/v1/items/alien-1979").status_code == 500

    span = spans.get_finished_spans()[-1]
    assert span.status.status_code == StatusCode.ERROR
    assert "person-x" not in told(span)


def test_health_and_metrics_are_no_spans(traced: TestClient, spans: InMemorySpanExporter) -> None:
    traced.get("/health/live")
    traced.get("/metrics")

    assert spans.get_finished_spans() == ()


def test_nothing_is_asked_for_and_nothing_is_made() -> None:
    tracing.check()
    assert tracing.tracer() is None


@pytest.mark.parametrize(
    ("variable", "value", "exporter"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318", "otlp"),
        ("OTEL_TRACES_EXPORTER", "console", "console"),
        ("OTEL_TRACES_EXPORTER", "none", ""),
    ],
)
def test_the_environment_asks(
    variable: str, value: str, exporter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    assert tracing.asked() == exporter
    tracing.check()
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert tracing.asked() == ""


def test_an_exporter_that_is_unknown_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tracing.EXPORTER, "zipkin")

    with pytest.raises(SettingsError, match="otlp, console or none"):
        tracing.check()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tracing.EXPORTER, "otlp")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)

    with pytest.raises(SettingsError, match=r"pip install 'wellread\[otel\]'"):
        tracing.check()
