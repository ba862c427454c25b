"""Rows of JSON Lines files: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from wellread.data.intake import Intake, Row
from wellread.data.lines import lines, undecodable
from wellread.errors import InvalidInput


def jsonl_rows(intake: Intake) -> Iterator[Row]:
    """The rows of a JSON Lines file; blank lines are passed over, lines that are no object refused.

    Raises:
        InvalidInput: the file is one JSON array or object instead.
    """
    first = True
    for number, line in enumerate(lines(intake), start=1):
        if not (line := line.strip()):
            continue
        if first and (line.startswith("[") or line == "{"):
            raise InvalidInput(
                f"{intake.path.name} holds one JSON value over several lines",
                "JSON Lines: one object a line",
                f"Turn it into lines: jq -c '.[]' {intake.path.name} > {intake.path.stem}.jsonl",
            )
        first = False
        if undecodable(line):
            intake.refuse(number, f"bytes that are not {intake.encoding}", line)
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError):
            intake.refuse(number, "not JSON", line)
            continue
        if isinstance(cells, dict):
            yield Row(number, cells)
        else:
            intake.refuse(number, "JSON, but no object", line)
