"""What a verb prints: data on stdout, talk on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from wellread.errors import WellreadError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 120
"""Columns of tables that go to a file or a pipe."""


def console(stderr: bool = False) -> Console:
    """A console that prints texts as they are: brackets in a title are no markup."""
    from rich.console import Console

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(
        stderr=stderr, markup=False, highlight=False, emoji=False, width=None if terminal else WIDTH
    )


def show(what: RenderableType) -> None:
    """Print data for people."""
    console().print(what, soft_wrap=isinstance(what, str))


def print_json(value: Any) -> None:
    """Print data for programs: one document."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def talk(text: str) -> None:
    """Say something that is no data."""
    typer.echo(text, err=True)


def warn(text: str) -> None:
    """Say something that must not be missed."""
    console(stderr=True).print(f"warning: {text}", style="bold yellow", soft_wrap=True)


def print_error(error: WellreadError, as_json: bool) -> None:
    """Say what was given, what was expected and what to do."""
    if as_json:
        return talk(json.dumps({"error": error.body()}, ensure_ascii=False))
    lines = {"error": error.given, "expected": error.expected, "do": error.do}
    for name, text in lines.items():
        talk(f"{name + ':':<10}{visible(text)}")


def visible(text: str) -> str:
    """A text on one line, without what could drive a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
