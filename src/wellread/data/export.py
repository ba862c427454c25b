"""Records into files that `read` takes back."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from wellread.data.intake import BATCH
from wellread.data.parquet_rows import parquet
from wellread.domain import Event, Item, User
from wellread.errors import InvalidInput

Record = Item | User | Event
_LISTS = {"tags", "aliases"}
_OBJECTS = {"translations", "attributes", "traits", "consents", "context"}
_NUMBERS = {"value", "time"}
_FLAGS = {"available", "synthetic"}
_FREE: dict[type[Record], str] = {Item: "attributes", User: "traits"}
"""The field whose entries get a CSV column each."""


def write(records: Iterable[Item] | Iterable[User] | Iterable[Event], path: Path) -> int:
    """Write records of one kind as `.jsonl`, `.csv` or `.parquet`; the file appears whole or not at all.

    JSON Lines and Parquet keep everything. CSV has a column for each attribute or trait and lists as JSON; it
    does not keep whether "12" was a text or a number.

    Args:
        records: Items, users or events; CSV of items and users holds them all in memory.
        path: Where to; an existing file is replaced.

    Returns:
        How many were written.

    Raises:
        InvalidInput: there are none, or the ending of `path` is unknown.
        MissingExtra: it is Parquet and pyarrow is not installed.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InvalidInput(f"'{path.name}'", f"a name ending in {', '.join(_WRITERS)}", "Rename it.")
    found: Iterator[Record] = iter(records)
    first = next(found, None)
    if first is None:
        raise InvalidInput(
            f"nothing to write to {path.name}", "at least one record", "Import something first."
        )
    with _replacing(path) as temporary:
        return writer(type(first), chain([first], found), temporary)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, renamed to it at the end; after an error nothing is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_jsonl(kind: type[Record], records: Iterator[Record], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(record.model_dump_json() + "\n")
            count += 1
    return count


def _write_csv(kind: type[Record], records: Iterator[Record], path: Path) -> int:
    fields, free, count = list(kind.model_fields), _FREE.get(kind), 0
    rows: Iterable[dict[str, Any]] = (record.model_dump(mode="json") for record in records)
    if free:
        fields.remove(free)
        rows = [_spread(row, free) for row in rows]
        fields += dict.fromkeys(name for row in rows for name in row if name not in fields)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        for row in rows:
            writer.writerow([_cell(row.get(field)) for field in fields])
            count += 1
    return count


def _spread(row: dict[str, Any], free: str) -> dict[str, Any]:
    """The row with a column for each entry of its field `free`, prefixed where it would hide a field."""
    entries = row.pop(free)
    taken = {*row, free}
    return row | {f"{free}.{name}" if name in taken else name: value for name, value in entries.items()}


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | bool) else value


def _write_parquet(kind: type[Record], records: Iterator[Record], path: Path) -> int:
    module, count = parquet(), 0
    import pyarrow

    schema = pyarrow.schema([(name, _arrow_type(name)) for name in kind.model_fields])
    with module.ParquetWriter(path, schema) as writer:
        while batch := list(islice(records, BATCH)):
            rows = [_packed(record.model_dump(mode="json")) for record in batch]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def _arrow_type(field: str) -> Any:
    import pyarrow

    if field in _LISTS:
        return pyarrow.list_(pyarrow.string())
    if field in _NUMBERS:
        return pyarrow.float64()
    return pyarrow.bool_() if field in _FLAGS else pyarrow.string()


def _packed(row: dict[str, Any]) -> dict[str, Any]:
    """Objects as JSON: their keys differ from row to row, which columns cannot."""
    return {k: json.dumps(v, ensure_ascii=False) if k in _OBJECTS else v for k, v in row.items()}


_WRITERS: dict[str, Callable[[type[Record], Iterator[Record], Path], int]] = {
    ".jsonl": _write_jsonl,
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}
