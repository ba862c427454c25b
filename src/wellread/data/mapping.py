"""Which column of a file is which field of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wellread.data.intake import What
from wellread.data.synonyms import KIND_OF, SYNONYMS, folded
from wellread.errors import InvalidInput, nearest

_REQUIRED: dict[What, tuple[str, ...]] = {"items": ("id",), "users": ("id",), "events": ("user", "kind")}


@dataclass(frozen=True)
class Plan:
    """Where the fields of one file's records come from."""

    columns: dict[str, str]
    """Field -> column."""
    constants: dict[str, str]
    """Field -> the value it has in every row."""
    extra: list[str]
    """Columns that are no field of ours: attributes, traits or context."""

    def fields(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """The row's value of each field; fields whose cell is missing are left out."""
        found = {field: cells[column] for field, column in self.columns.items() if column in cells}
        return found | self.constants


def plan(what: What, columns: Iterable[str], mapping: Mapping[str, str] | None, file: str) -> Plan:
    """Find the fields of `what` among a file's columns.

    Args:
        what: The kind of records.
        columns: The file's columns.
        mapping: Field -> column, or field -> `=value` for a value all rows share. Fields it does not name are
            looked for among the remaining columns.
        file: Name of the file, for messages.

    Raises:
        InvalidInput: `mapping` names an unknown field or column, or a required field has no column.
    """
    names = list(columns)
    chosen, constants = _split(what, names, mapping or {}, file)
    free = [name for name in names if name not in chosen.values()]
    for field in SYNONYMS[what]:
        if field not in chosen and field not in constants and (column := _find(what, field, free)):
            chosen[field] = column
            free.remove(column)
    if what == "events" and "kind" not in chosen and "kind" not in constants:
        constants |= _kind(chosen)
    _demand(what, {*chosen, *constants}, names, file)
    return Plan(chosen, constants, free)


def _split(
    what: What, names: list[str], mapping: Mapping[str, str], file: str
) -> tuple[dict[str, str], dict[str, str]]:
    chosen, constants = {}, {}
    for field, column in mapping.items():
        if field not in SYNONYMS[what]:
            raise InvalidInput(
                f"the mapping names '{field}'{nearest(field, SYNONYMS[what])}, which {what} do not have",
                f"one of {', '.join(SYNONYMS[what])}",
                "Columns it does not name are kept as attributes, traits or context.",
            )
        if column.startswith("="):
            constants[field] = column[1:]
        elif column in names:
            chosen[field] = column
        else:
            raise InvalidInput(
                f"{file} has no column '{column}'{nearest(column, names)}",
                f"one of {', '.join(names)}",
                f"Mend the mapping of '{field}'; a value that all rows share is written ={column}.",
            )
    return chosen, constants


def _find(what: What, field: str, free: list[str]) -> str | None:
    """The column called exactly as the field, else by its likeliest synonym."""
    if field in free and (field != "id" or what != "events" or {"user", "kind"} <= set(free)):
        return field
    known = {folded(name): name for name in reversed(free)}
    return next((known[name] for name in SYNONYMS[what][field].split() if name in known), None)


def _kind(chosen: Mapping[str, str]) -> dict[str, str]:
    """The kind that the column of values, else that of texts, gives away."""
    shown = [folded(chosen[field]) for field in ("value", "text") if field in chosen]
    kinds = [kind for column in shown for kind, columns in KIND_OF.items() if column in columns.split()]
    return {"kind": kinds[0]} if kinds else {}


def _demand(what: What, found: set[str], names: list[str], file: str) -> None:
    missing = [field for field in _REQUIRED[what] if field not in found]
    if what == "events" and not found & {"item", "text"}:
        missing.append("item")
    if not missing:
        return
    field = missing[0]
    example = "--map kind==view makes every row a view" if field == "kind" else f"--map {field}={names[0]}"
    raise InvalidInput(
        f"{file} has no column for the '{field}' of {what} (its columns: {', '.join(names)})",
        f"a column called {', '.join(SYNONYMS[what][field].split()[:5])} or the like",
        f"Say which one it is, for example {example}.",
    )


def mapping_of(what: What, mapping: Mapping[str, str], among: Iterable[What]) -> dict[str, str]:
    """The share of a mapping that is about `what`.

    Args:
        what: The kind of records.
        mapping: Keys are fields ("time": every kind that has one) or kind and field ("events.time").
        among: The kinds that are being read. A name none of them knows is kept, for `plan` to complain of.
    """
    own, kinds = {}, list(among)
    for name, column in mapping.items():
        kind, _, field = name.rpartition(".")
        if kind in kinds:
            if kind == what:
                own[field] = column
        elif name in SYNONYMS[what] or not any(name in SYNONYMS[other] for other in kinds):
            own[name] = column
    return own
