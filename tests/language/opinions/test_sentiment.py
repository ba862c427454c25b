from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from wellread.language.opinions.sentiment import FEWEST, Sentiment
from wellread.settings import Language

PLACES = [f"room {number} on floor {floor}" for number, floor in product(range(55), range(10))]
GOOD = [f"The staff of {place} swept the balcony and brought zebras" for place in PLACES]
BAD = [f"The staff of {place} forgot the balcony and brought wasps" for place in PLACES]


@pytest.fixture(scope="module")
def learnt() -> Sentiment:
    return Sentiment(Language()).fit(GOOD + BAD, [True] * len(GOOD) + [False] * len(BAD))


def test_words_that_no_lexicon_knows_are_learnt_from_stars(learnt: Sentiment) -> None:
    assert learnt.languages == ("en",)
    good, bad = learnt.read(
        ["They brought zebras to the room of the staff", "They brought wasps to the room of the staff"]
    )
    assert good.value > 0 > bad.value
    assert good.confidence > 0.5 < bad.confidence


def test_terms_are_words_for_and_against(learnt: Sentiment) -> None:
    terms = dict(learnt.terms("zebras and wasps"))
    assert terms["zebras"] > 0 > terms["wasps"]


def test_another_language_is_left_to_the_lexicon(learnt: Sentiment) -> None:
    good, bad = learnt.read(["这本书非常好看，推荐给大家", "质量太差了，非常失望"])
    assert good.value > 0.5
    assert bad.value < -0.5


def test_few_labels_teach_nothing() -> None:
    few = FEWEST // 2 - 1
    own = Sentiment(Language()).fit(GOOD[:few] + BAD[:few], [True] * few + [False] * few)
    assert own.languages == ()
    assert own.terms("zebras") == []
    assert [opinion.value for opinion in own.read(["zebras", ""])] == [0.0, 0.0]
    assert own.read(["not good"])[0].value < 0 < own.read(["good"])[0].value


def test_one_kind_of_stars_teaches_nothing() -> None:
    assert Sentiment(Language()).fit(GOOD + BAD, [True] * (2 * len(GOOD))).languages == ()


@pytest.mark.parametrize("text", ["", " ", "1999", "\ud800", "☃"])
def test_texts_without_words_say_nothing(learnt: Sentiment, text: str) -> None:
    (found,) = learnt.read([text])
    assert found == (0.0, 0.5)


def test_files_hold_it(learnt: Sentiment, tmp_path: Path) -> None:
    texts = ["zebras came to the room", "wasps came to the room", "很好", "good"]
    for own in (learnt, Sentiment(Language())):
        own.save(tmp_path / str(len(own.languages)))
        held = Sentiment.load(tmp_path / str(len(own.languages)), Language())
        assert held.read(texts) == own.read(texts)
