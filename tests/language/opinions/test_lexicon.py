from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.opinions import lexicon_chinese, lexicon_english
from wellread.language.opinions.lexicon import praise


@pytest.mark.parametrize(
    "text",
    [
        "A wonderful film", "It never disappoints.", "not boring at all", "Isn't bad", "质量非常好",
        "物流很快，满意", "没有失望", "一点也不难看",
    ],
)  # fmt: skip
def test_praise(text: str) -> None:
    assert praise(text).total > 0


@pytest.mark.parametrize(
    "text",
    [
        "not good at all",
        "I would not recommend it",
        "Terribly dull.",
        "don’t like it",
        "不好看",
        "质量太差了",
        "不是很好",
    ],
)
def test_blame(text: str) -> None:
    assert praise(text).total < 0


@pytest.mark.parametrize(
    "text", ["", "A film of 1999 about trains", "差不多三百页", "I look like my father", "快递"]
)
def test_neither(text: str) -> None:
    assert praise(text) == (0.0, 0)
    assert praise(text).likely == 0.5


def test_denial_does_not_reach_across_a_comma() -> None:
    assert praise("not for me, but good").total == praise("good").total


def test_degrees() -> None:
    assert praise("extremely good").total > praise("good").total > praise("slightly good").total > 0
    assert praise("非常差").total < praise("差").total < praise("有点差").total < 0


def test_no_word_is_both() -> None:
    for own in (lexicon_english, lexicon_chinese):
        assert not own.GOOD & own.BAD
        assert not (own.GOOD | own.BAD) & own.NOT


@given(st.text(alphabet="goodbad notvery 好差不很，. ", max_size=200))
def test_likelihoods_are_some(text: str) -> None:
    found = praise(text)
    assert 0 < found.likely < 1
    assert (found.likely > 0.5) == (found.total > 0)
