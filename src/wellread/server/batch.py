"""Bodies that hold one record or a list of them."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import Discriminator, Field, Tag

MOST = 1_000
"""Records in one body."""
T = TypeVar("T")


def _shape(value: Any) -> str:
    return "many" if isinstance(value, list) else "one"


OneOrMany = Annotated[
    Annotated[T, Tag("one")] | Annotated[list[T], Field(max_length=MOST), Tag("many")], Discriminator(_shape)
]
"""The shape is told first, so that an error is about the record and not about the union."""


def listed(given: T | list[T]) -> list[T]:
    """The records of a body."""
    return given if isinstance(given, list) else [given]
