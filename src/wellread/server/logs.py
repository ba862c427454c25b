"""Lines of log: one JSON object each, or text, with the id of the request they belong to."""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from wellread.settings import Settings

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered, in the threads that answer it too; empty outside of requests."""
FIELDS = "fields"
"""The name in `extra` of what a line says beside its message: `log.info("...", extra={FIELDS: {...}})`."""


def configure(settings: Settings) -> None:
    """Have this process write its log to stderr as `server.log` says.

    The server, its workers and the learner call it once each, before anything else.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if settings.server.log == "json" else Text())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("wellread").setLevel(logging.INFO)
    logging.captureWarnings(True)


class Json(logging.Formatter):
    """`{"time": ..., "level": ..., "logger": ..., "message": ..., "request": ..., ..., "exception": ...}`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := REQUEST_ID.get():
            line["request"] = request
        line |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _told(record.exc_info[1])
        # In ASCII: a line may quote a lone surrogate, which UTF-8 has not.
        return json.dumps(line, default=str)


class Text(logging.Formatter):
    """The same for eyes: a traceback takes more lines."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        line = f"{_time(record)} {record.levelname} {record.name} {_visible(record.getMessage())}"
        if request := REQUEST_ID.get():
            line += f" [{request}]"
        if record.exc_info and record.exc_info[1]:
            line += "\n" + _told(record.exc_info[1])
        return line


def _visible(text: str) -> str:
    """On one line, so that nobody writes lines of log by what they send."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _told(error: BaseException) -> str:
    """The traceback of an exception and of what led to it, the root of it first.

    What exceptions say is left out within a request: it may quote what was sent, and so persons.
    """
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{_told(cause)}\n" if cause else ""
    said = "" if REQUEST_ID.get() or not str(error) else f": {error}"
    places = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    return f"{before}{places}{type(error).__qualname__}{said}"
