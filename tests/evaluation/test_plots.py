from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.evaluation import plots
from wellread.evaluation.bootstrap import Interval

ROWS = [("<a>", Interval(0.2, 0.1, 0.3)), ("b" * 60, Interval(0.05, math.nan, math.nan))]


@pytest.mark.parametrize(
    "drawn",
    [
        plots.dots("A & B", ROWS),
        plots.bars("A & B", ROWS, 0.4),
        plots.dots("A & B", [("nothing", Interval(0, 0, 0))]),
        plots.shares("A & B", [("<a>", [0.1] * 10), ("b", [math.nan] * 10)]),
    ],
)
def test_a_plot_is_xml_with_a_title_and_words(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)

    assert root.get("role") == "img"
    assert root.findtext("title") == "A & B"
    assert (root.get("aria-label") or "").startswith("A & B. ")
    assert "nan" not in drawn


@given(st.floats(1e-6, 1e6))
def test_ticks_are_round_and_few(end: float) -> None:
    step = plots._step(end / plots.TICKS)

    assert round(step / 10 ** math.floor(math.log10(step) + 1e-9)) in (1, 2, 5, 10)
    assert 1 <= end / step <= plots.TICKS + 1e-6
