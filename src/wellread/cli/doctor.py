"""`wellread doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from wellread.cli.checks import Check, examine
from wellread.cli.opening import demand, opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import console, print_json, show, visible


def doctor(
    text: Annotated[str, typer.Option(help="Show every step of reading this text.")] = "",
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Look for what is wrong with a workspace, and say what to do about it."""
    demand(workspace)
    checks = list(examine(workspace))
    bad = any(check.state == "problem" for check in checks)
    reading = _reading(workspace, text) if text and not bad else []
    if json:
        print_json({"checks": [check._asdict() for check in checks], "reading": dict(reading)})
    else:
        _print(checks)
        for step, found in reading:
            show(f"{step}: {visible(str(found))}")
    if bad:
        raise typer.Exit(1)


def _reading(workspace: Path, text: str) -> list[tuple[str, Any]]:
    """What each step of reading `text` makes of it; the last ones know the names of the items."""
    from wellread.catalogue.attributes import fields
    from wellread.language.segment import inspect
    from wellread.language.wishes.wish import read_wish

    with opened(workspace) as there:
        own = there.settings.language
        catalogue = there.engine.catalogue
        wish = read_wish(text, catalogue.names, own, catalogue.derived(fields)).as_dict()
        parts = (
            "mentions",
            "likes",
            "dislikes",
            "avoid",
            "words",
            "more",
            "less",
            "filter",
            "leans",
            "notes",
        )
        return [*inspect(text, own), *((part, wish[part]) for part in parts)]


def _print(checks: Sequence[Check]) -> None:
    """One line a check, and what to do about it on the next."""
    colours = {"ok": "green", "warning": "yellow", "problem": "red"}
    for check in checks:
        out = console()
        out.print(f"{check.state:<8}", style=colours[check.state], end=" ")
        out.print(f"{check.name}: {visible(check.found)}", soft_wrap=True)
        if check.do:
            out.print(f"{'':<8} -> {visible(check.do)}", soft_wrap=True)
