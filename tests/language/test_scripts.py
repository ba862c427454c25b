from __future__ import annotations

import pytest

from wellread.language.scripts import JOINED, RUN, shares


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("don't stop", [("word", "don't"), ("word", "stop")]),
        ("rock’n’roll", [("word", "rock’n’roll")]),
        ("看Inception吧", [("han", "看"), ("word", "Inception"), ("han", "吧")]),
        ("ひとり旅", [("unspaced", "ひとり"), ("han", "旅")]),
        ("1.5 and 2001", [("number", "1.5"), ("word", "and"), ("word", "2001")]),
        ("HP-74 T0A36AN#140", [("word", "HP"), ("word", "74"), ("word", "T0A36AN"), ("word", "140")]),
        ("हिन्दी", [("word", "हिन्दी")]),
        ("スター・ウォーズ", [("unspaced", "スター"), ("unspaced", "ウォーズ")]),
        ("snake_case", [("word", "snake"), ("word", "case")]),
        ("😀 ?!", []),
    ],
)
def test_runs(text: str, runs: list[tuple[str, str]]) -> None:
    assert [(run.lastgroup, run[0]) for run in RUN.finditer(text)] == runs


def test_shares_weigh_han_more_than_letters() -> None:
    assert shares("abc") == {"latin": 3.0}
    assert shares("ab我") == {"latin": 2.0, "han": 2.5}
    assert shares("12 ?!") == {}


def test_joined_scripts() -> None:
    assert all(JOINED.search(text) for text in ("我", "か", "ไทย", "한"))
    assert not any(JOINED.search(text) for text in ("abc", "Война", "हिन्दी", "12"))
