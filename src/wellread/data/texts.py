"""Texts that come in a file of their own, joined to items by id."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from wellread.data import clean
from wellread.data.clean import Refused
from wellread.data.intake import Intake, Row
from wellread.data.mapping import plan
from wellread.data.records import cause
from wellread.data.rows import file_rows
from wellread.domain import Item, Text
from wellread.errors import InvalidInput

_TEXT = TypeAdapter(Text)


def read_texts(intake: Intake) -> dict[str, str]:
    """Item id -> text, from a CSV, JSON Lines or Parquet file with a column of each.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it has no column of ids, or none of texts.
    """
    texts: dict[str, str] = {}
    columns: dict[str, str] = {}
    for row in file_rows(intake):
        columns = columns or _columns(row, intake.path.name)
        key, text = row.cells.get(columns["id"]), row.cells.get(columns["text"])
        fixes = intake.report.cleaned
        try:
            texts[clean.identifier(key, fixes)] = _TEXT.validate_python(clean.text(text, fixes))
        except (Refused, ValidationError) as error:
            intake.refuse(row.line, f"text of an item: {cause(error)}", row.cells)
    return texts


def with_text(item: Item, texts: dict[str, str]) -> Item:
    """The item with its text from `texts`, where it has none of its own."""
    found = texts.get(item.id)
    return item.model_copy(update={"text": found}) if found and not item.text else item


def _columns(row: Row, file: str) -> dict[str, str]:
    columns = plan("items", row.cells, None, file).columns
    if "text" not in columns:
        raise InvalidInput(
            f"{file} has no column of texts (its columns: {', '.join(row.cells)})",
            "a column called text, overview, description or the like, and one of item ids",
            "Rename the column of texts.",
        )
    return columns
