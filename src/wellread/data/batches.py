"""Batches of validated records out of the rows of one file."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pydantic import ValidationError

from wellread.data import clean, records
from wellread.data.clean import Refused
from wellread.data.column_types import ColumnTypes
from wellread.data.intake import BATCH, Intake, Row, What
from wellread.data.mapping import Plan, plan
from wellread.data.outliers import RatingScale
from wellread.errors import InvalidInput

_BUILD = {"items": records.item, "users": records.user, "events": records.event}
_REST = {"items": "attributes.", "users": "traits.", "events": "context."}
"""What columns that are no field of ours become; a column may say so, which keeps it out of the fields."""


def batches(
    rows: Iterator[Row], what: What, intake: Intake, mapping: Mapping[str, str] | None = None
) -> Iterator[list[Any]]:
    """Turn the rows of one file into validated records, refusing those that cannot be mended.

    Raises:
        InvalidInput: there are no rows, or a required column is missing.
    """
    reader, report = _Reader(what, intake, mapping), intake.report
    rows_before, started = report.rows, time.perf_counter()
    while batch := list(islice(rows, BATCH)):
        found = reader.records(batch)
        report.seconds += time.perf_counter() - started
        yield found
        started = time.perf_counter()
    if report.rows == rows_before:
        raise InvalidInput(
            f"{intake.path.name} holds no rows", f"at least one row of {what}", "Is it the right file?"
        )


class _Reader:
    """What is learnt of one file while it is read."""

    def __init__(self, what: What, intake: Intake, mapping: Mapping[str, str] | None) -> None:
        self._what = what
        self._intake = intake
        self._mapping = mapping
        self._columns: dict[str, None] = {}
        self._plan = Plan({}, {}, [])
        self._names: dict[str, str] = {}
        self._types = ColumnTypes(lists=what != "users")
        self._scale = RatingScale()
        self._seen: set[str] = set()
        self._now = time.time()

    def records(self, rows: list[Row]) -> list[Any]:
        """The records of one batch of rows, in order, each id once."""
        self._learn(rows)
        good = list(self._good(rows))
        self._scale.learn(record for _, record in good)
        found: dict[str, Any] = {}
        for row, record in good:
            if not self._scale.fits(record):
                self._intake.refuse(row.line, "a rating far above the others", row.cells)
            elif self._is_new(record.id) or self._what != "events":
                found[record.id] = record
        return list(found.values())

    def _good(self, rows: list[Row]) -> Iterator[tuple[Row, Any]]:
        for row in rows:
            try:
                yield row, self._record(row)
            except (Refused, ValidationError) as error:
                self._intake.refuse(row.line, records.cause(error), row.cells)

    def _learn(self, rows: list[Row]) -> None:
        """Make a plan of the columns; rows of JSON may bring new ones at any time."""
        columns = self._columns | {column: None for row in rows for column in row.cells}
        if len(columns) > len(self._columns):
            self._columns = columns
            self._plan = plan(self._what, columns, self._mapping, self._intake.path.name)
            self._names = {column: self._name(column) for column in self._plan.extra}
        self._types.learn([row.cells for row in rows], self._plan.extra)

    def _record(self, row: Row) -> Any:
        fixes = self._intake.report.cleaned
        extra = {}
        for column, name in self._names.items():
            value = self._types.read(column, row.cells.get(column), fixes)
            if value is not None:
                extra[name] = value
        return _BUILD[self._what](self._plan.fields(row.cells), extra, self._now, fixes)

    def _name(self, column: str) -> str:
        return clean.text(column, Counter()).removeprefix(_REST[self._what])

    def _is_new(self, key: str) -> bool:
        """Count the record; an id that the file has named before makes it a duplicate."""
        report = self._intake.report
        if key in self._seen:
            report.duplicates[self._what] += 1
            return False
        self._seen.add(key)
        report.records[self._what] += 1
        return True
