"""One file of a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from wellread.data.intake import Intake, What


class Part(NamedTuple):
    """One file, the kind of its records and the way to read them."""

    what: What
    path: Path
    open: Callable[[Intake], Iterator[list[Any]]]
    """Batches of records of the kind `what`."""
    encoding: str = "utf-8"
    """What the file is written in, where nobody says otherwise."""
