from __future__ import annotations

import random
from random import Random
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from wellread.catalogue import Catalogue
from wellread.domain import Event, HistoryEntry, Item, Recommendation, Request
from wellread.engine.answer import as_typed
from wellread.engine.deadline import OPTIONAL
from wellread.engine.engine import BLOCK, Engine
from wellread.engine.hearing import Heard
from wellread.engine.profile import build
from wellread.engine.workspace import Workspace
from wellread.errors import InvalidInput, NotFound
from wellread.language.lexical import LexicalEncoder
from wellread.models import create
from wellread.models.base import NOTHING
from wellread.models.popular import Popular
from wellread.settings import BUILT_IN, Exploration, Language, Models, Pipeline, Settings

NOW = 1_767_225_600.0


def ask(shop: Workspace, **asked: Any) -> Recommendation:
    """Through the engine alone, at a fixed time, with what the record knows of the user."""
    request = Request(**{"now": NOW, **asked})
    if request.user is None:
        return shop.engine.recommend(request)
    known = shop.store.user_row(request.user) is not None
    user = shop.store.user(request.user) if known else None
    return shop.engine.recommend(request, shop.store.history(request.user, 2000), user)


def ids(answer: Recommendation) -> list[str]:
    return [item.id for item in answer.items]


def scores(answer: Recommendation) -> dict[str, float]:
    return {item.id: item.score for item in answer.items}


# ---- A1: somebody's own words in, a ranked list out


@pytest.mark.parametrize("pipeline", ["home", "ranks"])
@pytest.mark.parametrize(
    ("text", "language", "liked"),
    [
        ("我喜欢的电影是《肖申克的救赎》和《阿甘正传》。", "zh", ["肖申克的救赎", "阿甘正传"]),
        (
            "My favourite films are The Shawshank Redemption and Forrest Gump.", "en",
            ["The Shawshank Redemption", "Forrest Gump"],
        ),
    ],
)  # fmt: skip
def test_films_that_somebody_names_are_liked_and_not_recommended(
    shop: Workspace, pipeline: str, text: str, language: str, liked: list[str]
) -> None:
    answer = ask(shop, text=text, pipeline=pipeline)
    assert answer.wish is not None
    assert answer.wish.language == language
    assert [named.name for named in answer.wish.likes if named.weight == 1] == liked
    assert [shop.store.item(named.id).titled(language) for named in answer.wish.likes] == liked
    assert answer.wish.dislikes == []
    assert len(answer.items) == 10
    assert not {item.title for item in answer.items} & set(liked)
    for item in answer.items:
        assert item.title == shop.store.item(item.id).titled(language)
        assert item.reasons
        assert all(_is_chinese(reason.text) == (language == "zh") for reason in item.reasons)
    assert answer.notes == []


def test_the_same_films_named_in_either_language_give_the_same_list(shop: Workspace) -> None:
    chinese = ask(shop, text="我喜欢的电影是《肖申克的救赎》和《阿甘正传》。")
    english = ask(shop, text="My favourite films are The Shawshank Redemption and Forrest Gump.")
    assert ids(chinese) == ids(english)
    reasons = {reason.text for item in chinese.items for reason in item.reasons}
    assert reasons & {"因为你喜欢《肖申克的救赎》", "因为你喜欢《阿甘正传》"}


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def test_words_find_films_in_either_language(shop: Workspace) -> None:
    for text, wanted in (("a vampire in a castle", "Nosferatu"), ("太空里的孤独", "地心引力")):
        answer = ask(shop, text=text)
        assert wanted in [item.title for item in answer.items[:3]]
        assert any(reason.kind == "word" for reason in answer.items[0].reasons)


def test_words_are_shown_as_they_were_typed(shop: Workspace) -> None:
    answer = ask(shop, text="lonely vampires and stories of families", explain=True, k=30)
    words = {reason.about for item in answer.items for reason in item.reasons if reason.kind == "word"}
    assert {"vampires", "families"} <= words
    assert not words & {"vampir", "famili"}
    chinese = ask(shop, text="太空里的孤独", explain=True)
    assert not any("#" in reason.text for item in chinese.items for reason in item.reasons)


@pytest.mark.parametrize("text", ["no horror please", "我不喜欢恐怖片", "I hated Nosferatu"])
@pytest.mark.parametrize("pipeline", ["home", "ranks"])
def test_what_is_not_wanted_is_not_recommended(shop: Workspace, text: str, pipeline: str) -> None:
    answer = ask(shop, text=text, pipeline=pipeline)
    assert len(answer.items) == 10
    assert not [item for item in answer.items if "Horror" in shop.store.item(item.id).tags]


RANDOM = random.Random(7)
BLOCKS = [(32, 127), (0x4E00, 0x9FFF), (0x0600, 0x06FF), (0x1F300, 0x1F700)]
NOISE = "".join(chr(RANDOM.randrange(*RANDOM.choice(BLOCKS))) for _ in range(10_000))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\t", "\x00", "\x00" * 100, "\ufeff", "\u202eevil\u202c", "😀", "👨‍👩‍👧" * 50,
        "！？。，", "《》", "“”", "《" * 2000, "not " * 2000, "a" * 10_000, "asdf qwer zxcv", NOISE,
        "我" * 1_000,
        "war " * 250_000, "孤独的太空 lonely space кино 映画 فيلم", "ﬁlm Ｗａｒ", "{about}",
        "<script>alert(1)</script>", "'; drop table items; --",
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_any_text_gets_an_answer(shop: Workspace, text: str) -> None:
    answer = ask(shop, text=text, k=5)
    assert len(answer.items) == 5
    assert all(np.isfinite(item.score) for item in answer.items)
    assert answer.model_dump_json()


@pytest.mark.parametrize("text", ["asdf qwer zxcv", "😀", "   "])
def test_a_text_that_says_nothing_is_noted(shop: Workspace, text: str) -> None:
    answer = ask(shop, text=text, k=5)
    assert answer.notes == ["the text holds no words to go by"]
    assert ids(answer) == ids(ask(shop, k=5))


# ---- how many, and from where


@pytest.mark.parametrize("pipeline", ["home", "ranks", "capped", "old"])
@pytest.mark.parametrize(
    "asked", [{"user": "p003"}, {"text": "a war"}, {"user": "p004", "pin": ["alien-1979", "m-1931"]}]
)
def test_pages_continue_one_another(shop: Workspace, pipeline: str, asked: dict[str, Any]) -> None:
    whole = ids(ask(shop, pipeline=pipeline, k=120, **asked))
    assert len(set(whole)) == len(whole)
    for k in (1, 7, 10, BLOCK, BLOCK + 1):
        pages = [ids(ask(shop, pipeline=pipeline, k=k, offset=at, **asked)) for at in range(0, 60, k)]
        joined = [id for page in pages for id in page]
        assert joined == whole[: len(joined)]


def test_k_is_respected_and_a_shorter_list_is_noted(shop: Workspace) -> None:
    assert [len(ask(shop, k=k).items) for k in (1, 3, 50)] == [1, 3, 50]
    answer = ask(shop, k=50, filter={"director": "F. W. Murnau"})
    assert 0 < len(answer.items) < 50
    assert answer.notes == [
        f"{len(answer.items)} items are left after filters, caps and what was seen; 50 were asked for"
    ]
    assert ask(shop, offset=10_000).items == []


@pytest.mark.parametrize("k", [0, -1, 10**6])
def test_too_few_and_too_many_are_refused(shop: Workspace, k: int) -> None:
    with pytest.raises(ValidationError, match="k"):
        ask(shop, k=k)


# ---- rules


def test_a_filter_holds_for_every_item(shop: Workspace) -> None:
    answer = ask(shop, user="p002", filter={"year": {"gte": 1990, "lt": 2000}, "tags": "Drama"}, k=100)
    assert len(answer.items) > 5
    for item in answer.items:
        film = shop.store.item(item.id)
        assert 1990 <= film.attributes["year"] < 2000
        assert "Drama" in film.tags


def test_the_pipelines_filter_and_the_requests_both_hold(shop: Workspace) -> None:
    answer = ask(shop, pipeline="old", filter={"tags": "Drama"}, k=100)
    assert answer.items
    for item in answer.items:
        film = shop.store.item(item.id)
        assert film.attributes["year"] < 1960
        assert "Drama" in film.tags


def test_a_bad_filter_is_refused(shop: Workspace) -> None:
    with pytest.raises(InvalidInput, match="did you mean 'year'"):
        ask(shop, filter={"yaer": 5})
    with pytest.raises(InvalidInput, match="did you mean 'year'"):
        ask(shop, boost=[{"filter": {"yaer": 5}, "by": 1}])


def test_excluded_items_are_not_shown_and_unknown_ones_do_no_harm(shop: Workspace) -> None:
    first = ids(ask(shop, user="p001"))
    assert not set(ids(ask(shop, user="p001", exclude=[*first, "nobody"]))) & set(first)


def test_what_somebody_had_is_not_shown_again(shop: Workspace) -> None:
    had = {shop.engine.catalogue.ids[past.row] for past in shop.store.history("p001", 2000)}
    assert had
    assert not had & set(ids(ask(shop, user="p001", k=300)))


def test_pins_come_first_in_their_order_and_the_rest_stays(shop: Workspace) -> None:
    usual = ids(ask(shop, user="p001", k=20))
    pins = [usual[5], usual[2], usual[5], "nobody"]
    found = ids(ask(shop, user="p001", k=20, pin=pins))
    assert found[:2] == [usual[5], usual[2]]
    assert len(set(found)) == 20


def test_a_pin_that_no_source_proposes_is_shown(shop: Workspace) -> None:
    pipeline, text = "words", "vampire"
    far = "m-1931"
    assert far not in ids(ask(shop, pipeline=pipeline, text=text, k=300))
    answer = ask(shop, pipeline=pipeline, text=text, pin=[far], explain=True)
    assert answer.items[0].id == far
    assert (answer.items[0].score, answer.items[0].reasons) == (0, [])


def test_a_pin_that_may_not_be_shown_is_not(shop: Workspace) -> None:
    assert "m-1931" not in ids(ask(shop, pin=["m-1931"], exclude=["m-1931"]))
    assert "m-1931" not in ids(ask(shop, pin=["m-1931"], filter={"year": {"gt": 1950}}))


@pytest.mark.parametrize("pipeline", ["home", "ranks"])
def test_a_boost_adds_exactly_by(shop: Workspace, pipeline: str) -> None:
    boosts = [{"filter": {"tags": "Horror"}, "by": 2.5}, {"filter": {"year": {"lt": 1950}}, "by": -0.75}]
    before = scores(ask(shop, user="p005", k=300, pipeline=pipeline))
    after = scores(ask(shop, user="p005", k=300, pipeline=pipeline, boost=boosts))
    assert before.keys() == after.keys()
    for id, score in after.items():
        film = shop.store.item(id)
        by = 2.5 * ("Horror" in film.tags) - 0.75 * (film.attributes["year"] < 1950)
        assert score - before[id] == pytest.approx(by)


def test_a_boost_is_a_reason(shop: Workspace) -> None:
    answer = ask(shop, k=1, boost=[{"filter": {"id": "m-1931"}, "by": 50}])
    assert (answer.items[0].id, answer.items[0].reasons[0].text) == ("m-1931", "promoted")


def test_caps_hold_over_the_whole_list(shop: Workspace) -> None:
    answer = ask(shop, pipeline="capped", k=300)
    countries = [
        country for item in answer.items for country in shop.store.item(item.id).attributes["country"]
    ]
    assert len(answer.items) > 20
    assert max(countries.count(country) for country in countries) == 2


def test_pins_count_in_caps_but_are_never_held_back(shop: Workspace) -> None:
    japanese = ids(ask(shop, filter={"country": "JP"}, k=4))
    answer = ask(shop, pipeline="capped", k=300, pin=[japanese[0], *japanese])
    shown = [id for id in ids(answer) if "JP" in shop.store.item(id).attributes["country"]]
    assert shown == japanese


# ---- whose


def test_different_people_get_different_lists(shop: Workspace) -> None:
    assert ids(ask(shop, user="p001")) != ids(ask(shop, user="p002"))


def test_an_unknown_user_gets_what_is_popular_and_a_note(shop: Workspace) -> None:
    answer = ask(shop, user="nobody")
    assert ids(answer) == ids(ask(shop))
    assert answer.notes == ["nothing is known of user 'nobody' yet: this is what is popular and new"]


def test_a_history_in_the_request_is_as_good_as_a_log(shop: Workspace) -> None:
    history = [
        {
            "item": shop.engine.catalogue.ids[past.row],
            "kind": past.kind,
            "value": past.value,
            "time": past.time,
        }
        for past in reversed(shop.store.history("p001", 2000))
    ]
    assert scores(ask(shop, history=history)) == pytest.approx(scores(ask(shop, user="p001")))


def test_unknown_items_of_a_history_are_noted(shop: Workspace) -> None:
    answer = ask(shop, history=[{"item": "m-1931"}, *({"item": f"x{n}"} for n in range(5))])
    assert answer.notes == ["5 items of the history are unknown and were left out: x0, x1, x2"]


def test_items_like_one(shop: Workspace) -> None:
    answer = ask(shop, item="nosferatu-1922", pipeline="similar")
    assert "nosferatu-1922" not in ids(answer)
    assert sum("Horror" in shop.store.item(id).tags for id in ids(answer)) >= 5
    assert answer.items[0].reasons[0].text == "is like “Nosferatu”"


def test_an_unknown_item_gets_a_hint(shop: Workspace) -> None:
    with pytest.raises(NotFound, match="did you mean 'nosferatu-1922'"):
        ask(shop, item="nosferatu-1923")


def test_an_unknown_pipeline_names_the_nearest(shop: Workspace) -> None:
    with pytest.raises(NotFound, match=r"'hone'.*did you mean 'home'.*capped, home.*\[pipelines\.hone\]"):
        ask(shop, pipeline="hone")


def test_a_pipeline_without_sources_has_no_items_but_pins(shop: Workspace) -> None:
    assert ask(shop, pipeline="nothing").items == []
    assert ids(ask(shop, pipeline="nothing", pin=["m-1931"])) == ["m-1931"]


def test_the_language_can_be_asked_for(shop: Workspace) -> None:
    answer = ask(shop, text="a vampire in a castle", language="zh")
    assert [item.title for item in answer.items] == [shop.store.item(id).titled("zh") for id in ids(answer)]
    assert all(_is_chinese(reason.text) for item in answer.items for reason in item.reasons)


# ---- the answer


def test_an_answer_says_how_it_came_about(shop: Workspace) -> None:
    one, two = ask(shop, user="p001"), ask(shop, user="p001")
    assert one.request != two.request
    assert (one.pipeline, one.version, one.wish) == ("home", "000001", None)
    assert [step.name for step in one.trace] == [
        "read",
        "profile",
        "candidates",
        "features",
        "score",
        "arrange",
        "diversity",
        "explain",
        "answer",
    ]
    assert Recommendation.model_validate_json(one.model_dump_json()) == one


def test_without_diversity_the_list_is_in_order_of_score(shop: Workspace) -> None:
    values = list(scores(ask(shop, user="p001", pipeline="ranks", k=100)).values())
    assert values == sorted(values, reverse=True)


PEOPLE = st.one_of(st.none(), st.sampled_from([f"p{n:03d}" for n in range(1, 61)]), st.just("nobody"))
TEXTS = st.sampled_from(
    [
        "", "a lonely vampire and a war", "no horror, something funny", "I loved Alien but hated Gravity",
        "我喜欢《英雄》，不喜欢恐怖片", "太空里的孤独和家庭", "Films like Spirited Away from the 1990s",
        "zzz",
    ]
)  # fmt: skip
BOOSTS = st.lists(
    st.fixed_dictionaries(
        {
            "filter": st.sampled_from([{}, {"tags": "Drama"}, {"year": {"gt": 2000}}]),
            "by": st.floats(-3, 3, allow_nan=False),
        }
    ),
    max_size=2,
)
ITEMS = st.one_of(st.none(), st.sampled_from(["nosferatu-1922", "m-1931", "alien-1979"]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    user=PEOPLE, text=TEXTS, boost=BOOSTS, item=ITEMS,
    pipeline=st.sampled_from(["home", "ranks", "similar", "capped"]),
    language=st.sampled_from(["", "zh", "en", "fr"]), pin=st.lists(st.just("m-1931"), max_size=1),
)  # fmt: skip
def test_reasons_add_up_to_the_score_and_those_shown_are_positive(shop: Workspace, **asked: Any) -> None:
    whole = ask(shop, explain=True, k=20, **asked)
    shown = ask(shop, k=20, **asked)
    assert scores(whole) == scores(shown)
    for item in whole.items:
        values = [reason.value for reason in item.reasons]
        assert sum(values) == pytest.approx(item.score, rel=1e-5, abs=1e-5 * sum(map(abs, values)))
    for item in shown.items:
        assert len(item.reasons) <= 3
        assert all(reason.value > 0 and reason.text for reason in item.reasons)
        assert len({(reason.kind, reason.about) for reason in item.reasons}) == len(item.reasons)


# ---- engines of other catalogues


def bare(items: list[Item]) -> Engine:
    """Without any behaviour."""
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    models = {
        name: model.fit(NOTHING, catalogue)
        for name, model in create(Models(), BUILT_IN["home"].sources).items()
    }
    return Engine(Settings(), catalogue, models, "1", {})


def test_an_empty_catalogue() -> None:
    engine = bare([])
    note = "the catalogue is empty: add items with POST /v1/items or `wellread import --items`"
    for request in (Request(), Request(text="I like Alien"), Request(user="u", filter={"year": 5})):
        answer = engine.recommend(request)
        assert answer.items == []
        assert note in answer.notes


def test_without_behaviour_ranks_are_joined() -> None:
    items = [
        Item(id=str(n), title=f"T{n}", text=f"word{n} {'horror' if n % 2 else 'comedy'}", time=n)
        for n in range(8)
    ]
    engine = bare(items)
    for text in ("comedy", "no horror"):
        assert {int(id) % 2 for id in ids(engine.recommend(Request(text=text, k=4)))} == {0}
    reasons = engine.recommend(Request(text="comedy", k=1)).items[0].reasons
    assert reasons[0].text == "matches “comedy”"


def test_items_without_any_text() -> None:
    engine = bare([Item(id="a"), Item(id="b", available=False), Item(id="c")])
    assert ids(engine.recommend(Request(text="anything"))) == ["c", "a"]
    assert engine.recommend(Request()).items[0].title == "c"


def test_as_typed() -> None:
    found = as_typed("families vampires", "en", Language())
    assert (found["famili"], found["vampir"]) == ("families", "vampires")
    assert found["famili vampir"] == "families vampires"
    assert as_typed("", "en", Language()) == {}


# ---- the learnt ranker


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    user=st.integers(1, 60), text=st.sampled_from(["", "a lonely man in a war", "not horror, but a ghost"])
)
def test_reasons_of_all_kinds_add_up_to_the_score(shop: Workspace, user: int, text: str) -> None:
    assert "home" in shop.engine.rankers
    answer = ask(shop, user=f"p{user:03}", text=text, k=20, explain=True)
    assert {"feature", "history"} <= {reason.kind for item in answer.items for reason in item.reasons}
    for item in answer.items:
        assert sum(reason.value for reason in item.reasons) == pytest.approx(item.score, abs=1e-4)


def test_the_bare_rows_are_those_of_the_answer(shop: Workspace) -> None:
    """Evaluation asks for rows; people ask for answers."""
    catalogue = shop.engine.catalogue
    for user in ("p001", "p007", "p042"):
        past = shop.store.history(user, 2000)
        known = build(
            Request(user=user, now=NOW),
            past,
            shop.store.user(user),
            Heard(),
            catalogue,
            shop.settings,
            None,
            NOW,
        )
        rows = shop.engine.rows("home", known.profile, known.seen, 20)
        assert [catalogue.ids[row] for row in rows] == ids(ask(shop, user=user, k=20))


def test_a_ranker_of_other_sources_is_not_used(shop: Workspace) -> None:
    whole = shop.engine
    fewer = Pipeline(sources={"popular": 1.0, "content": 1.0})
    own = Settings(pipelines={"home": fewer})
    engine = Engine(own, whole.catalogue, whole.models, "", whole.spreads, whole.rankers)
    plain = Engine(own, whole.catalogue, whole.models, "", whole.spreads)
    asked = Request(text="I love Forrest Gump", k=20, now=NOW, explain=True)
    assert scores(engine.recommend(asked)) == scores(plain.recommend(asked))
    assert all(reason.kind != "feature" for item in engine.recommend(asked).items for reason in item.reasons)


def test_a_pipeline_that_says_weighted_is_not_learnt(shop: Workspace) -> None:
    whole = shop.engine
    own = Settings(pipelines={"home": BUILT_IN["home"].model_copy(update={"ranker": "weighted"})})
    engine = Engine(own, whole.catalogue, whole.models, "", whole.spreads, whole.rankers)
    plain = Engine(own, whole.catalogue, whole.models, "", whole.spreads)
    asked = Request(text="I love Forrest Gump", k=20, now=NOW)
    assert scores(engine.recommend(asked)) == scores(plain.recommend(asked))


def test_attributes_of_a_new_item_speak_for_it_at_once(own: Workspace) -> None:
    own.add_events([Event(user="new", item=id, kind="like") for id in ("alien-1979", "nosferatu-1922")])
    own.recommend()
    twin = own.store.item("nosferatu-1922").model_copy(update={"id": "twin", "title": "A Twin"})
    own.put_items([twin])
    answer = own.recommend(user="new", k=300, explain=True)
    reasons = next(item.reasons for item in answer.items if item.id == "twin")
    assert any(
        (reason.kind, reason.about) == ("feature", "category") and reason.value > 0 for reason in reasons
    )


# ---- deadlines


@pytest.mark.parametrize("asked", [{"user": "p001"}, {"text": "a war"}, {"user": "p002", "pin": ["m-1931"]}])
def test_with_an_impossible_deadline_the_list_is_still_sound(shop: Workspace, asked: dict[str, Any]) -> None:
    answer = ask(shop, deadline_ms=0.01, k=20, explain=True, **asked)
    assert len(set(ids(answer))) == 20
    assert answer.notes[-1:] == [
        "left out for the deadline of 0.01 ms: the learnt features, diversity, reasons"
    ]
    assert all(np.isfinite(item.score) and item.title and item.reasons == [] for item in answer.items)
    assert not {"features", "diversity", "explain"} & {step.name for step in answer.trace}


def test_with_time_enough_nothing_is_left_out(shop: Workspace) -> None:
    timed, whole = ask(shop, user="p001", deadline_ms=60_000), ask(shop, user="p001")
    assert scores(timed) == scores(whole)
    assert timed.items == whole.items
    assert timed.notes == []


def test_the_deadline_counts_from_the_arrival(shop: Workspace) -> None:
    request = Request(user="p001", now=NOW, deadline_ms=60_000)
    late = shop.engine.recommend(request, arrived=perf_counter() - 61)
    assert late.notes[-1].startswith("left out for the deadline of 60000 ms")
    assert shop.engine.recommend(request, arrived=perf_counter()).items[0].reasons


def test_steps_that_an_answer_can_do_without_are_timed(shop: Workspace) -> None:
    ask(shop, user="p001")
    assert all(0 < shop.engine.pace.usual(step) < 10_000 for step in OPTIONAL)


@pytest.mark.parametrize("ms", [0, -1, float("nan"), float("inf")])
def test_a_deadline_is_a_time(shop: Workspace, ms: float) -> None:
    with pytest.raises(ValidationError, match="deadline_ms"):
        ask(shop, deadline_ms=ms)


# ---- exploration


def exploring(shop: Workspace, seed: int = 1, **explore: Any) -> Engine:
    whole = shop.engine
    home = BUILT_IN["home"].model_copy(update={"explore": Exploration(**{"place": 3, "pool": 4, **explore})})
    own = Settings(pipelines={"home": home})
    return Engine(own, whole.catalogue, whole.models, "", whole.spreads, whole.rankers, random=Random(seed))


def test_the_place_shows_one_of_the_next_best(shop: Workspace) -> None:
    engine = exploring(shop, probability=1.0)
    asked = Request(k=5, now=NOW, history=[HistoryEntry(item="alien-1979")])
    usual = shop.engine.recommend(asked)
    behind = ids(shop.engine.recommend(asked.model_copy(update={"k": BLOCK})))[5:]
    for _ in range(20):
        answer = engine.recommend(asked)
        assert [id for place, id in enumerate(ids(answer)) if place != 2] == [
            id for place, id in enumerate(ids(usual)) if place != 2
        ]
        assert answer.items[2].id in behind
        assert [item.propensity for item in answer.items] == [1, 1, 0.25, 1, 1]
        assert answer.items[2].reasons
        assert "explore" in [step.name for step in answer.trace]


def test_what_is_explored_passes_filters_and_was_not_seen(shop: Workspace) -> None:
    engine = exploring(shop, probability=1.0, pool=1000)
    asked = Request(k=5, now=NOW, filter={"tags": "Horror"}, exclude=["alien-1979"])
    for _ in range(30):
        shown = ids(engine.recommend(asked))
        assert len(set(shown)) == 5
        assert "alien-1979" not in shown
        assert all("Horror" in shop.store.item(id).tags for id in shown)


def test_how_often_the_place_explores_is_the_propensity(shop: Workspace) -> None:
    engine, asked = exploring(shop, probability=0.3, seed=5), Request(k=3, now=NOW)
    greedy = ids(shop.engine.recommend(asked))[2]
    shown = [engine.recommend(asked).items[2] for _ in range(300)]
    assert all(item.propensity == pytest.approx(0.7 if item.id == greedy else 0.3 / 4) for item in shown)
    assert 60 <= sum(item.id != greedy for item in shown) <= 120


def test_off_by_default_every_item_is_certain(shop: Workspace) -> None:
    answer = ask(shop, user="p001")
    assert [item.propensity for item in answer.items] == [1.0] * 10
    assert "explore" not in [step.name for step in answer.trace]


def test_a_page_without_the_place_is_certain(shop: Workspace) -> None:
    engine = exploring(shop, probability=1.0)
    for asked in (Request(k=5, offset=5, now=NOW), Request(k=2, now=NOW), Request(k=1, now=NOW)):
        assert {item.propensity for item in engine.recommend(asked).items} == {1.0}


def test_looking_again_when_nothing_changed_costs_nothing(shop: Workspace) -> None:
    whole, told = shop.engine, []

    class Watched(Popular):
        def update(self, *_: Any) -> Watched:
            told.append(1)
            return self

    models = {"popular": Watched(Models().popular).fit(NOTHING, whole.catalogue)}
    engine = Engine(Settings(), whole.catalogue, models, "", {})
    engine.update(most=0)
    assert not told
    engine.update()
    assert len(told) == 1
    behind = Engine(Settings(), whole.catalogue, models, "", {}, items=whole.catalogue.version - 1)
    behind.update(most=0)
    behind.update(most=0)
    assert len(told) == 2


def test_what_is_prepared_is_what_the_first_request_would_make(own: Workspace) -> None:
    own.engine.prepare()
    home = own.engine.features
    ask(own, user="p001")
    assert own.engine.features is home
    other = Engine(own.settings, own.engine.catalogue, {}, "", {})
    other.prepare()  # nothing was fitted that its pipelines name: there is nothing to make


def test_attributes_are_read_once_for_all_engines_on_a_catalogue(own: Workspace) -> None:
    whole, made = own.engine.catalogue, []

    def count(catalogue: Catalogue) -> int:
        made.append(len(catalogue))
        return len(made)

    assert [whole.derived(count), whole.derived(count)] == [1, 1]
    own.put_items([Item(id="new")])
    assert whole.derived(count) == 2
