"""Writes what a benchmark measured into docs/numbers.md, one section a benchmark."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "numbers.md"
TITLE = (
    "# Numbers\n\nWritten by the scripts in `benchmarks/`; each section names its protocol and its machine.\n"
)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def machine() -> str:
    """What this ran on, in a line."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {date.today()}"


def publish(name: str, text: str) -> None:
    """Print `text` and put it into the page as section `name`, in place of what stood there."""
    print(text)
    page = PAGE.read_text("utf-8") if PAGE.exists() else TITLE
    section = f"<!-- {name} -->\n## {name}\n\n{text}\n\nMachine: {machine()}.\n<!-- end {name} -->\n"
    pattern = re.compile(rf"<!-- {re.escape(name)} -->.*?<!-- end {re.escape(name)} -->\n", re.DOTALL)
    page = pattern.sub(lambda _: section, page) if pattern.search(page) else f"{page}\n{section}"
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, "utf-8")
