"""Results on disk: one JSON document each, whole or not there at all."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wellread.errors import InvalidInput
from wellread.evaluation.results import Results

FOLDER = "evaluations"
"""In a workspace."""


def demand_writable(path: Path) -> None:
    """Find out before the work begins whether a file can be written; its folder is made.

    Raises:
        InvalidInput: it cannot.
    """
    if path.is_dir():
        raise InvalidInput(f"{path} is a folder", "the name of a file", "Name a file in it.")
    draft = _draft(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch()
        draft.unlink()
    except OSError as error:
        raise InvalidInput(
            f"{path} cannot be written: {error.strerror}",
            "a file in a folder that may be written to",
            "Name another, or mend the folder's permissions.",
        ) from None


def write(path: Path, text: str) -> Path:
    """Write a whole file or nothing; what was there is replaced at once, its permissions are kept."""
    draft = _draft(path)
    try:
        if path.exists():
            draft.touch(mode=0o600)
            shutil.copymode(path, draft)
        draft.write_text(text, "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def put(folder: Path, date: str, mark: str, found: Mapping[str, Any]) -> Path:
    """Write a document as `DATE-MARK.json`; a name that is taken gets a number.

    Args:
        folder: `FOLDER` of a workspace.
        date: ISO 8601.
        mark: What else names it, such as the hash of the split.
        found: JSON values.
    """
    text = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False)
    name = f"{re.sub('[^0-9T]', '', date.split('+')[0])}-{mark}"
    path, number = folder / f"{name}.json", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.json"
    return write(path, text)


def results(folder: Path) -> tuple[dict[str, Results], list[str]]:
    """The evaluations in `folder`, oldest first, by file name; and names of files that cannot be read."""
    found, unread = dict[str, Results](), list[str]()
    for path in sorted(folder.glob("*.json")):
        try:
            saved = json.loads(path.read_text("utf-8"))
            if saved.get("kind") == "evaluation":
                found[path.stem] = Results.loaded(saved)
        except (OSError, ValueError, AttributeError, InvalidInput):
            unread.append(path.name)
    return found, unread


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.draft")
