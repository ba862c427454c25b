"""Texts cut into the tokens of a vocabulary, without a tokenizer of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellread.language.scripts import HANGUL_RUN, RUN


class LongestMatch:
    """Words as they stand where words stand apart; elsewhere the longest token that fits, from the left.

    Args:
        ids: Token -> id. Case is read as written, else as lower case.
    """

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = ids
        self._longest = max(map(len, ids), default=0)

    def __call__(self, text: str) -> list[int]:
        """The ids of the tokens; what the vocabulary does not have is left out."""
        return [id for run in RUN.finditer(text) for id in self._run(run[0], run.lastgroup or "")]

    def _run(self, run: str, kind: str) -> Iterator[int]:
        whole = self._ids.get(run, self._ids.get(run.lower()))
        if whole is not None:
            yield whole
        elif kind in ("han", "unspaced") or HANGUL_RUN.match(run):
            yield from self._cut(run)

    def _cut(self, run: str) -> Iterator[int]:
        at = 0
        while at < len(run):
            for length in range(min(self._longest, len(run) - at), 0, -1):
                id = self._ids.get(run[at : at + length])
                if id is not None:
                    yield id
                    at += length
                    break
            else:
                at += 1
