from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime

import pytest

from wellread.server.logs import FIELDS, REQUEST_ID, Json, Text, configure
from wellread.settings import Server, Settings


@pytest.fixture
def in_a_request() -> Iterator[None]:
    token = REQUEST_ID.set("abc")
    yield
    REQUEST_ID.reset(token)


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("wellread.x", logging.WARNING, "x.py", 1, message, args, exc_info)


def failed() -> BaseException:
    nobody: dict[str, str] = {}
    try:
        try:
            nobody["ann"]
        except KeyError as error:
            raise ValueError("of ann") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_a_line_is_an_object(in_a_request: None) -> None:
    made = record("n\n%d 三体 \ud800", 5)
    made.__dict__[FIELDS] = {"status": 200}
    line = Json().format(made)

    assert "\n" not in line
    found = json.loads(line)
    assert datetime.fromisoformat(found.pop("time")).utcoffset() is not None
    assert found == {
        "level": "warning",
        "logger": "wellread.x",
        "message": "n\n5 三体 \ud800",
        "request": "abc",
        "status": 200,
    }


def test_a_traceback_is_a_string_with_its_causes() -> None:
    found = json.loads(Json().format(record("bad", error=failed())))

    assert "request" not in found
    assert found["exception"].index("KeyError: 'ann'") < found["exception"].index("ValueError: of ann")
    assert 'raise ValueError("of ann")' in found["exception"]


def test_what_an_exception_of_a_request_says_is_left_out(in_a_request: None) -> None:
    for formatter in (Json(), Text()):
        line = formatter.format(record("bad", error=failed()))
        assert "ValueError" in line
        assert "KeyError: " not in line
        assert "ValueError: " not in line


def test_text_keeps_to_its_line(in_a_request: None) -> None:
    line = Text().format(record("a\nb\x1b[31m 三体 \ud800"))

    assert line.endswith(r" WARNING wellread.x a\nb\x1b[31m 三体 \ud800 [abc]")


@pytest.mark.parametrize(("log", "formatter"), [("json", Json), ("text", Text)])
def test_the_settings_choose(log: str, formatter: type) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        root.handlers = []
        configure(Settings(server=Server.model_validate({"log": log})))
        assert [type(handler.formatter) for handler in root.handlers] == [formatter]
        assert logging.getLogger("wellread.any").isEnabledFor(logging.INFO)
        assert not logging.getLogger("any").isEnabledFor(logging.INFO)
    finally:
        logging.captureWarnings(False)
        root.handlers, root.level = before
        for name in ("wellread", "uvicorn.error"):
            logging.getLogger(name).setLevel(logging.NOTSET)
