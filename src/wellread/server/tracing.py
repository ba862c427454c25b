"""OpenTelemetry, where its standard variables ask for traces; needs the extra `otel`."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING

from wellread.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from wellread.domain import Step

EXPORTER = "OTEL_TRACES_EXPORTER"
ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
NAME = "OTEL_SERVICE_NAME"

_TRACER: ContextVar[Tracer | None] = ContextVar("tracer", default=None)
"""Of the request that is being answered, in the thread that answers it too."""


def asked() -> str:
    """The exporter that the environment asks for; empty: none."""
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return ""
    named = os.environ.get(EXPORTER, "").lower()
    if named:
        return "" if named == "none" else named
    return "otlp" if any(os.environ.get(name) for name in ENDPOINTS) else ""


def check() -> None:
    """Refuse an environment that asks for what is not there.

    Raises:
        SettingsError: the extra `otel` is not installed, or the exporter is unknown.
    """
    exporter = asked()
    if not exporter:
        return
    if exporter not in ("otlp", "console"):
        raise SettingsError(
            f"{EXPORTER} = '{exporter}'", "otlp, console or none", "Correct it; OTLP goes to any collector."
        )
    try:
        import opentelemetry.exporter.otlp.proto.http
        import opentelemetry.sdk.trace  # noqa: F401
    except ImportError:
        raise SettingsError(
            "the environment asks for OpenTelemetry, which is not installed",
            "the packages of 'wellread[otel]', or none of its variables set",
            f"Run: pip install 'wellread[otel]'; or unset {EXPORTER} and {', '.join(ENDPOINTS)}.",
        ) from None


def tracer() -> Tracer | None:
    """What the environment asks for; None where it asks for nothing.

    Raises:
        SettingsError: see `check`.
    """
    exporter = asked()
    if not exporter:
        return None
    check()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

    named = {} if os.environ.get(NAME) else {"service.name": "wellread"}
    provider = TracerProvider(resource=Resource.create(named))
    to = OTLPSpanExporter() if exporter == "otlp" else ConsoleSpanExporter()
    provider.add_span_processor(BatchSpanProcessor(to))
    return provider.get_tracer("wellread")


class Traced:
    """Makes a span of every request but those for health and metrics, within the trace that the client names.

    It tells the route, never the path, and of an exception nothing but that there was one: both may name
    persons, or quote them.

    Args:
        app: What comes behind.
        tracer: Where spans go.
    """

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._app = app
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        from opentelemetry.trace import SpanKind, StatusCode

        from wellread.server.paths import place
        from wellread.server.request_ids import SCOPE_KEY

        if scope["type"] != "http" or scope["path"].startswith(("/health/", "/metrics")):
            return await self._app(scope, receive, send)
        status = 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        with self._tracer.start_as_current_span(
            scope["method"],
            self._propagator.extract(headers),
            SpanKind.SERVER,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            _TRACER.set(self._tracer)
            try:
                await self._app(scope, receive, seen)
            finally:
                route = place(scope)
                span.update_name(f"{scope['method']} {route}")
                span.set_attributes(
                    {
                        "http.request.method": scope["method"],
                        "http.route": route,
                        "http.response.status_code": status,
                        "wellread.request_id": scope.get(SCOPE_KEY, ""),
                    }
                )
                if status >= 500:
                    span.set_status(StatusCode.ERROR)


def steps(taken: Sequence[Step]) -> None:
    """Make spans of the steps of a recommendation that has just ended, one behind the other."""
    tracer = _TRACER.get()
    if tracer is None:
        return
    at = time.time_ns() - sum(round(step.ms * 1e6) for step in taken)
    for step in taken:
        span = tracer.start_span(step.name, start_time=at)
        at += round(step.ms * 1e6)
        span.end(at)
