from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.domain import Reason
from wellread.explain import reasons
from wellread.explain.reasons import LEAST, SHOWN, Key, Namer, Ranked, Terms, strongest, terms
from wellread.models import create
from wellread.models.base import Model, Profile
from wellread.ranking.fusion import Fusion, reciprocal_rank, weighted
from wellread.ranking.linear import LinearRanker
from wellread.settings import BUILT_IN, Models, Popular

LOG, CATALOGUE = worlds.log(), worlds.catalogue()
MODELS = create(Models(popular=Popular(segment="kind")), BUILT_IN["home"].sources)
SOURCES: list[tuple[str, Model]] = [(name, model.fit(LOG, CATALOGUE)) for name, model in MODELS.items()]
ROWS = np.array([1, 4, 6, 7, 19])
ENCODE = CATALOGUE.encoder.encode
PERSON = Profile(
    rows=np.array([2, 5, 8]), weights=np.array([1, -0.5, 0.7], np.float32), segment="even", now=1e9,
    words=ENCODE(["storms and word6"]), avoid=ENCODE(["bees"]),
)  # fmt: skip
NAMES = [name for name, _ in SOURCES]
FEATURES = ["category", "price"]
WEIGHTS = np.array(
    [{"popular": 0.5, "trending": 0.2, "latest": 0.1, "content": 3.0}.get(name, 1.0) for name in NAMES]
)
SPREADS = np.array([{"popular": 0.3, "trending": 0.3, "words": 0.5}.get(name, 0.1) for name in NAMES])
BOOSTS = np.array([[0.0, 2, 0, 0, 0], [0, -0.5, 0, 0, 3]])
HOW = {2: "liked", 5: "disliked", 8: "used"}


def columns(person: Profile = PERSON) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.stack([model.score(person)[ROWS] for _, model in SOURCES], axis=1)


def by_score() -> Fusion:
    return weighted(columns(), WEIGHTS, SPREADS)


def by_rank() -> Fusion:
    return reciprocal_rank(columns(), np.ones(len(SOURCES)), columns() > 0)


def learnt() -> Fusion:
    """With features: rows 1 to 19 fit ever worse."""
    ranker = LinearRanker(dict(zip(NAMES, WEIGHTS.tolist(), strict=True)), dict.fromkeys(FEATURES, 0.5))
    fits = np.linspace(1, -1, 10).reshape(5, 2).astype(np.float32)
    return ranker.join(NAMES, columns(), SPREADS, fits)


def namer(language: str = "en", how: Mapping[int, str] = HOW) -> Namer:
    return Namer(
        language=language, title=lambda row: f"T{row}", item_id=lambda row: f"i{row}",
        word=lambda feature: feature.upper(), how=how,
    )  # fmt: skip


def ranked(fusion: Fusion) -> Ranked:
    return Ranked(SOURCES, FEATURES[: fusion.extra.shape[1]], fusion, BOOSTS, ROWS)


def split(shown: Ranked, person: Profile, names: Namer) -> list[list[Reason]]:
    return reasons.split(terms(shown, person), names)


@pytest.mark.parametrize("fusion", [by_score(), by_rank(), learnt()], ids=["by_score", "by_rank", "learnt"])
def test_all_terms_add_up_to_the_score(fusion: Fusion) -> None:
    found = split(ranked(fusion), PERSON, namer())
    sums = [sum(reason.value for reason in own) for own in found]
    np.testing.assert_allclose(sums, fusion.scores + BOOSTS.sum(axis=0), rtol=1e-5, atol=1e-5)
    for own in found:
        assert own == sorted(own, key=lambda reason: -reason.value)


def test_some_places_of_the_candidates_are_shown() -> None:
    fusion = by_score()
    places = np.array([4, 1])
    some = Ranked(SOURCES, [], fusion.at(places), BOOSTS[:, places], ROWS[places])
    for own, whole in zip(split(some, PERSON, namer()), (4, 1), strict=True):
        assert sum(reason.value for reason in own) == pytest.approx(
            fusion.scores[whole] + BOOSTS[:, whole].sum(), abs=1e-5
        )


def texts(row: int, language: str = "en", how: Mapping[int, str] = HOW) -> dict[str, float]:
    found = split(ranked(by_score()), PERSON, namer(language, how))[ROWS.tolist().index(row)]
    return {reason.text: reason.value for reason in found}


def test_words_for_each_kind_of_term() -> None:
    found = texts(6)
    assert found["because you liked “T2”"] > 0
    assert found["because you chose “T8”"] > 0
    assert found["matches “WORD6”"] > 0
    assert found["popular with people like you (even)"] > 0
    assert "new" in found
    assert texts(4)["promoted"] != 0


def test_what_speaks_against_an_item_is_said_so() -> None:
    found = texts(7)
    assert found["“T5” speaks against it"] < 0
    assert found["“BEE” speaks against it"] < 0
    assert not any(text.startswith(("because", "matches")) for text, value in found.items() if value <= 0)


def test_in_chinese() -> None:
    found = texts(6, "zh")
    assert {
        "因为你喜欢《T2》",
        "因为你选过《T8》",
        "符合“WORD6”",
        "与你相似的人群中热门（even）",
    } <= found.keys()
    assert "“T5”是减分项" in texts(7, "zh")


def test_in_a_language_without_phrases() -> None:
    assert texts(6, "fr") == texts(6, "en")


@pytest.mark.parametrize("how", ["liked", "used", "named", "similar", "disliked"])
def test_an_item_with_a_negative_term_is_never_a_because(how: str) -> None:
    """Row 5 speaks against the other odd rows, whatever it is called."""
    for text, value in texts(7, how={2: how, 5: how, 8: how}).items():
        if "T5" in text:
            assert value < 0
            assert text == "“T5” speaks against it"


def test_how_a_history_item_got_there_decides_the_phrase() -> None:
    assert "is like “T2”" in texts(6, how={2: "similar"})
    assert "because you named “T2”" in texts(6, how={2: "named"})
    assert "unlike “T2”, which you disliked" in texts(6, how={2: "disliked"})
    assert "because you chose “T2”" in texts(6, how={})


def test_joined_ranks_are_explained_by_the_same_terms() -> None:
    """A source's part is shared among its terms, so the same things speak for and against an item."""
    scored, placed = (split(ranked(fusion), PERSON, namer()) for fusion in (by_score(), by_rank()))
    for one, other in zip(scored, placed, strict=True):
        signs = {(r.source, r.about): r.value > 0 for r in other}
        assert signs.items() <= {(r.source, r.about): r.value > 0 for r in one}.items()
        assert signs


def test_features_are_told_by_name() -> None:
    first, last = (split(ranked(learnt()), PERSON, namer())[place] for place in (0, 4))
    texts = {reason.text: (reason.kind, reason.source, reason.about) for reason in first}
    assert texts["of a kind you choose"] == ("feature", "ranker", "category")
    assert texts["price close to what you choose"] == ("feature", "ranker", "price")
    assert {reason.text for reason in last if reason.kind == "feature"} == {
        "category unlike what you choose", "price unlike what you choose",
    }  # fmt: skip


# ---- the few that are shown


def told(*parts: tuple[float, str] | tuple[float, str, str], kind: str = "word") -> list[Reason]:
    """The strongest of terms of one item: (value, about) or (value, about, source)."""
    keys = [Key(part[2] if len(part) > 2 else "s", kind, part[1]) for part in parts]
    plain = namer()._replace(word=lambda feature: feature)
    return strongest(Terms(keys, np.array([[part[0]] for part in parts]).reshape(len(parts), 1)), plain)[0]


def test_at_most_three_positive_ones_the_largest_first() -> None:
    shown = told(*((value, str(value)) for value in (1.0, 5.0, -3.0, 2.0, 4.0, 0.0)))
    assert [one.value for one in shown] == [5, 4, 2]
    assert SHOWN == 3


def test_terms_about_the_same_thing_are_joined() -> None:
    shown = told((1, "a", "x"), (3, "b"), (2.5, "a", "y"))
    assert [(one.about, one.value, one.source) for one in shown] == [("a", 3.5, "y"), ("b", 3, "s")]


def test_an_item_that_on_the_whole_speaks_against_is_not_shown() -> None:
    """One source finds it alike, another more unlike: no "because you liked A"."""
    assert told((0.5, "a", "x"), (-0.6, "a", "y")) == []
    (shown,) = told((0.5, "a", "x"), (-0.6, "a", "y"), (0.2, "a", "z"))
    assert (shown.text, shown.source) == ("matches “a”", "x")
    assert shown.value == pytest.approx(0.1)


def test_things_of_different_kinds_are_kept_apart() -> None:
    keys = [Key("s", "word", "a"), Key("s", "popular", "a"), Key("rules", "boost", "")]
    (shown,) = strongest(Terms(keys, np.array([[1.0], [1.0], [-5.0]])), namer())
    assert len(shown) == 2


def test_a_tiny_share_of_all_that_speaks_for_an_item_is_not_told() -> None:
    assert [one.about for one in told((1, "a"), (LEAST, "b"), (-9, "c"))] == ["a"]
    assert [one.about for one in told((1, "a"), (1.1 * LEAST / (1 - LEAST), "b"))] == ["a", "b"]


def test_sources_are_kept_apart() -> None:
    found = strongest(terms(ranked(by_rank()), PERSON), namer())[2]
    assert len({one.text for one in found}) == SHOWN


@pytest.mark.parametrize("fusion", [by_score(), by_rank(), learnt()], ids=["by_score", "by_rank", "learnt"])
def test_the_strongest_are_those_of_the_full_split_joined(fusion: Fusion) -> None:
    table = terms(ranked(fusion), PERSON)
    for all_of_it, shown in zip(reasons.split(table, namer()), strongest(table, namer()), strict=True):
        joined: dict[Any, float] = {}
        for one in all_of_it:
            joined[one.kind, one.about] = joined.get((one.kind, one.about), 0.0) + one.value
        least = LEAST * sum(one.value for one in all_of_it if one.value > 0)
        wanted = sorted((value for value in joined.values() if value > max(0, least)), reverse=True)[:SHOWN]
        assert [one.value for one in shown] == pytest.approx(wanted)
        assert all(joined[one.kind, one.about] == pytest.approx(one.value) for one in shown)


def test_no_reasons_no_reasons() -> None:
    assert strongest(Terms([], np.zeros((0, 1))), namer()) == [[]]
    assert strongest(Terms([], np.zeros((0, 0))), namer()) == []


@pytest.mark.parametrize(("value", "english", "chinese"), [
    (0.4, "reviewers like it", "评价很好"), (-0.4, "reviewers do not like it", "评价不佳"),
])  # fmt: skip
def test_what_reviewers_say_is_told_as_they_say_it(value: float, english: str, chinese: str) -> None:
    table = Terms([Key("ranker", "feature", "sentiment")], np.array([[value]]))
    for language, text in (("en", english), ("zh", chinese)):
        ((reason,),) = reasons.split(table, namer(language))
        assert reason.text == text
