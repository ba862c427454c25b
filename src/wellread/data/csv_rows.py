"""Rows of CSV files, whatever their delimiter; a broken row costs itself alone."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator

from wellread.data.intake import Intake, Row
from wellread.data.lines import lines, undecodable, wrong_encoding
from wellread.domain import MAX_TEXT
from wellread.errors import InvalidInput

DELIMITERS = ",;\t|"


class _Feed:
    """Lines for `csv.reader` that can be given back when a quote that is never closed swallowed them."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._waiting: deque[str] = deque()
        self.line = 0
        """Physical lines handed out."""
        self.taken: list[str] = []
        """Lines of the row being read."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._source)
        self.line += 1
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Keep the first line of the row; the others are read again."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.line -= len(self.taken) - 1
        self.taken = self.taken[:1]


def csv_rows(intake: Intake) -> Iterator[Row]:
    """The rows of a CSV file with a header; blank lines are passed over.

    Rows with broken quotes, too few or too many fields, or bytes in another encoding are refused.
    """
    # The limit is the process's own, so it is only ever raised: a text of the greatest length must fit.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_TEXT + 1))
    feed = _Feed(lines(intake))
    header = next((line for line in feed if line.strip()), "")
    if undecodable(header):
        raise wrong_encoding(f"the header of {intake.path.name} is not {intake.encoding}", "text in it")
    delimiter = sniff(header)
    columns = _columns(next(csv.reader([header], delimiter=delimiter), []), intake)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken = []
        start = feed.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            feed.give_back()
            intake.refuse(start, _cause(error), feed.taken[0].rstrip("\r\n"))
            continue
        if len(cells) == len(columns) and not any(map(undecodable, feed.taken)):
            yield Row(start, dict(zip(columns, cells, strict=True)))
        elif cells:
            intake.refuse(start, _fault(cells, columns, intake.encoding), "".join(feed.taken).rstrip("\r\n"))


def sniff(header: str) -> str:
    """The delimiter that the header line uses most outside of quotes; a comma when it uses none."""
    counts = Counter(re.sub(r'"[^"]*"', "", header))
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def _columns(header: list[str], intake: Intake) -> list[str]:
    """The header's names; a nameless one (an index column) is called after its place."""
    names = [name.strip() or f"column_{place}" for place, name in enumerate(header, start=1)]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise InvalidInput(
            f"{intake.path.name} has several columns called '{twice[0]}'",
            "a different name for each column",
            "Rename them in the file's header line.",
        )
    return names


def _cause(error: csv.Error) -> str:
    return "a text that is too long" if "field limit" in str(error) else "a quote that does not close"


def _fault(cells: list[str], columns: list[str], encoding: str) -> str:
    if len(cells) != len(columns):
        return f"wrong number of fields ({len(cells)}, the header has {len(columns)})"
    return f"bytes that are not {encoding}"
