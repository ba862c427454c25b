"""Sentences of short texts, English and Chinese."""

from __future__ import annotations

import re

_END = re.compile(r"""[.!?…]+["”’')\]]*(?=\s)|[。！？]+["”’')」』]*|\n+""")
_SHORT = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|vs|No|Nr|Vol|feat|ft|approx|etc|e\.g|i\.e|a\.m|p\.m)\.$"
)
"""What ends with a full stop that ends no sentence: "F. W. Murnau"."""


def sentences(text: str) -> list[str]:
    """The sentences of `text`, without the space around them; none is empty."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if _SHORT.search(text[start : end.end()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
