"""What an evaluation found: rows of figures with their intervals, and what they were asked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self

from wellread.errors import InvalidInput
from wellread.evaluation.bootstrap import Comparison, Interval
from wellread.models.base import Doubles

FORMAT = 1
"""Grows when stored results can no longer be read."""


@dataclass(frozen=True)
class Row:
    """One contender."""

    name: str
    what: str
    """What it is, with its hyper-parameters."""
    metrics: dict[str, Interval]
    """Metric of accuracy -> mean over cases and its 95 % interval over people."""
    beyond: dict[str, float]
    """What lists are like, whether right or wrong, by `beyond.NAMES`; nan where it cannot be said."""
    deciles: tuple[float, ...]
    """(10,) share of all places that each tenth of the catalogue gets, the most popular tenth first."""
    seconds: dict[str, float]
    """Wall seconds of `fit`, `learn` and `lists`."""
    peak: float
    """MiB that the process held at most meanwhile, catalogue and log included; nan where unknown."""
    cases: dict[str, Doubles] = field(default_factory=dict, repr=False, compare=False)
    """Metric -> (n_cases,) values; in memory only."""


class Against(NamedTuple):
    """A row beside the first one on the same cases: difference = the row less the first, ratio = over it."""

    metric: str
    name: str
    found: Comparison
    adjusted: float
    """p after Holm's correction for all rows that are compared by this metric."""


class Cell(NamedTuple):
    """One row in one bucket."""

    name: str
    value: Interval
    difference: Interval | None
    """The row less the first; None for the first itself."""


class Bucket(NamedTuple):
    """Some of the cases."""

    label: str
    cases: int
    people: int
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """All cases by one property."""

    name: str
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True)
class Results:
    """One evaluation."""

    split: str
    protocol: str
    """What was asked, in a sentence."""
    hash: str
    """Of the split: only results of equal hashes may be compared."""
    cases: int
    people: int
    items: int
    events: int
    """That were fitted on."""
    k: int
    """Places of the longest list that was judged."""
    metrics: tuple[str, ...]
    """The first one is that of the tables."""
    learning: int
    """Blocks before which the contenders learnt on; 0: they did not."""
    seed: int
    """Of the intervals."""
    date: str
    """ISO 8601, UTC."""
    machine: str
    rows: tuple[Row, ...]
    against: tuple[Against, ...]
    tables: tuple[Table, ...]
    """By the first metric."""
    notes: tuple[str, ...] = ()

    def row(self, name: str) -> Row:
        """The row called `name`.

        Raises:
            InvalidInput: there is none.
        """
        found = next((row for row in self.rows if row.name == name), None)
        if found is None:
            names = ", ".join(row.name for row in self.rows)
            raise InvalidInput(f"no row is called '{name}'", f"one of {names}", "Name another.")
        return found

    def compared(self, name: str, metric: str) -> Against | None:
        """A row beside the first one; None for the first itself."""
        return next((one for one in self.against if (one.name, one.metric) == (name, metric)), None)

    def saved(self) -> dict[str, Any]:
        """As JSON takes it, without the values of single cases; nan becomes null."""
        values = asdict(self)
        for row in values["rows"]:
            del row["cases"]
        found: dict[str, Any] = _plain({"kind": "evaluation", "format": FORMAT, **values})
        return found

    @classmethod
    def loaded(cls, saved: Mapping[str, Any]) -> Self:
        """What `saved` gave.

        Raises:
            InvalidInput: written by another version, or no results at all.
        """
        try:
            if saved["format"] != FORMAT:
                raise ValueError(f"format {saved['format']}")
            values = {name: saved[name] for name in cls.__dataclass_fields__}
            return cls(
                **values
                | {
                    "metrics": tuple(values["metrics"]),
                    "notes": tuple(values["notes"]),
                    "rows": tuple(map(_row, values["rows"])),
                    "against": tuple(map(_against, values["against"])),
                    "tables": tuple(map(_table, values["tables"])),
                }
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput(
                f"results of an evaluation that cannot be read ({type(error).__name__}: {error})",
                f"what this version of wellread wrote, format {FORMAT}",
                "Evaluate again.",
            ) from None


def _plain(value: Any) -> Any:
    """Tuples as lists, named ones as objects, nan as None."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return {name: _plain(own) for name, own in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(own) for own in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _interval(saved: Mapping[str, Any]) -> Interval:
    return Interval(*(_number(saved[name]) for name in Interval._fields))


def _row(saved: Mapping[str, Any]) -> Row:
    return Row(
        saved["name"],
        saved["what"],
        {name: _interval(own) for name, own in saved["metrics"].items()},
        {name: _number(own) for name, own in saved["beyond"].items()},
        tuple(map(_number, saved["deciles"])),
        dict(saved["seconds"]),
        _number(saved["peak"]),
    )


def _against(saved: Mapping[str, Any]) -> Against:
    found = saved["found"]
    comparison = Comparison(_interval(found["difference"]), _interval(found["ratio"]), _number(found["p"]))
    return Against(saved["metric"], saved["name"], comparison, _number(saved["adjusted"]))


def _table(saved: Mapping[str, Any]) -> Table:
    return Table(saved["name"], tuple(map(_bucket, saved["buckets"])))


def _bucket(saved: Mapping[str, Any]) -> Bucket:
    return Bucket(saved["label"], saved["cases"], saved["people"], tuple(map(_cell, saved["cells"])))


def _cell(saved: Mapping[str, Any]) -> Cell:
    difference = saved["difference"]
    return Cell(
        saved["name"], _interval(saved["value"]), None if difference is None else _interval(difference)
    )
