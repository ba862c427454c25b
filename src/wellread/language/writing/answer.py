"""What a language model answered, read strictly: a JSON value of a given schema, or a complaint."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

_FENCED = re.compile(r"```[\w-]*[ \t]*\n?(.*?)```", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
TRIES = 50
"""Braces of a text that are tried as the beginning of a value."""


class Unreadable(Exception):
    """An answer that is not of the schema; its text says why, in words for the model."""


def read(text: str, schema: type[T], restore: Callable[[str], str] = str) -> T:
    """The value in an answer, also out of a Markdown fence or between sentences.

    Args:
        text: The answer.
        schema: What the value must be.
        restore: Applied to every string in the value first.

    Raises:
        Unreadable: There is no JSON in it, or none of the schema.
    """
    complaint = ""
    for value in _values(text):
        try:
            found = schema.model_validate(_mapped(value, restore))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            path = ".".join(str(part) for part in first["loc"]) or "the whole"
            complaint = complaint or f"{path}: {first['msg']}"
            continue
        except RecursionError:
            complaint = complaint or "it is nested too deeply"
            continue
        if found.model_fields_set or not value:
            return found
        complaint = complaint or f"it has none of the fields {', '.join(schema.model_fields)}"
    raise Unreadable(complaint or "there is no JSON object in it")


def spoken(text: str) -> str:
    """An answer without the thoughts that some models write before it."""
    return _THOUGHT.sub("", text).lstrip() if "<think>" in text else text


def instructed(schema: type[BaseModel]) -> str:
    """The sentence that asks for a value of the schema."""
    wanted = json.dumps(schema.model_json_schema(), ensure_ascii=False, separators=(",", ":"))
    return f"Answer with one JSON object of this JSON schema and with nothing else: {wanted}"


def strict_format(schema: type[BaseModel]) -> dict[str, Any]:
    """`response_format` for endpoints that hold the model to a schema; strict where the schema allows it."""
    loose = schema.model_json_schema()
    closed = _closed(loose)
    return {
        "type": "json_schema",
        "json_schema": {
            "name": schema.__name__,
            "schema": loose if closed is None else closed,
            "strict": closed is not None,
        },
    }


def _values(text: str) -> Iterator[Any]:
    """JSON values in a text, the likeliest first; never a part of another one."""
    text = spoken(text).strip()
    whole, end = _decoded(text)
    if end and not text[end:].strip():
        yield whole
        return
    for match in _FENCED.finditer(text):
        value, end = _decoded(match[1].strip())
        if end:
            yield value
    past = 0
    for tried, brace in enumerate(re.finditer(r"[{\[]", text)):
        if tried >= TRIES:
            return
        if brace.start() >= past:
            value, end = _decoded(text[brace.start() :])
            past = brace.start() + end
            if end:
                yield value


def _decoded(text: str) -> tuple[Any, int]:
    """The object or list that a text begins with, and where it ends; 0: it begins with none."""
    try:
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None, 0
    return (value, end) if isinstance(value, dict | list) else (None, 0)


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    if isinstance(value, dict):
        return {key: _mapped(one, change) for key, one in value.items()}
    return value


def _closed(schema: Any) -> Any:
    """The schema with every property required and no other allowed; None where it has open objects."""
    if isinstance(schema, list):
        parts = [_closed(one) for one in schema]
        return None if None in parts else parts
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "object" and "properties" not in schema:
        return None
    found = dict[str, Any]()
    for key, one in schema.items():
        if key in ("properties", "$defs"):
            names = {name: _closed(part) for name, part in one.items()}
            found[key] = None if None in names.values() else names
        elif key not in ("default", "title"):
            found[key] = _closed(one)
    if None in found.values():
        return None
    if "properties" in found:
        found |= {"additionalProperties": False, "required": list(found["properties"])}
    return found
