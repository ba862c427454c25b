from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from wellread.engine.candidates import Candidates, Source
from wellread.engine.search import MEANT, answering, language
from wellread.engine.workspace import Workspace
from wellread.errors import InvalidInput
from wellread.models.popular import Popular
from wellread.models.titles import Titles
from wellread.settings import Popular as Settings


def ids(shop: Workspace, query: str, **asked: Any) -> list[str]:
    return [item.id for item in shop.search(query, seen=False, **asked).items]


def test_only_what_answers_the_words_stays() -> None:
    popular = Popular(Settings())
    sources = [Source(name, popular, 1.0, 1.0) for name in ("titles", "words", "meaning", "popular")]
    columns = np.array(
        [[0.5, 0, 0, 1], [0, 0.1, 0, 0], [0, 0, MEANT, 0], [0, 0, MEANT / 2, 1], [0, 0, 0, 9]], np.float32
    )
    found = Candidates(
        np.arange(5) * 2, columns, [np.array([0]), np.array([2]), np.array([4, 6]), np.array([0, 8])]
    )
    left = answering(found, sources, np.array([8]))
    assert left.rows.tolist() == [0, 2, 4, 8]
    assert [own.tolist() for own in left.own] == [[0], [2], [4], [0, 8]]
    assert left.proposed.shape == left.columns.shape == (4, 4)
    assert answering(left, sources, np.array([8])) is left


def test_a_title_finds_its_film_in_any_language(shop: Workspace) -> None:
    assert (
        ids(shop, "the matrix")[0] == ids(shop, "黑客帝国")[0] == ids(shop, "matirx")[0] == "the-matrix-1999"
    )


def test_words_of_the_text_find_it_too(shop: Workspace) -> None:
    assert ids(shop, "shark terrorises a beach town")[0] == "jaws-1975"


def test_what_is_asked_for_is_answered_in_its_language(shop: Workspace) -> None:
    answer = shop.search("大白鲨", seen=False)
    assert answer.items[0].title == "大白鲨"
    assert answer.items[0].reasons[0].text == "符合“大白鲨”"
    assert answer.pipeline == "search"
    assert language("大白鲨") == "zh"
    assert language("jaws") == ""


def test_nothing_is_shown_that_does_not_match(shop: Workspace) -> None:
    answer = shop.search("xyzzy plugh", user="p001", seen=False)
    assert answer.items == []
    assert answer.notes == ["no title and no text of the catalogue holds “xyzzy plugh”"]
    few = shop.search("dune", k=50, user="p001", seen=False)
    assert 0 < len(few.items) < 50
    assert f"{len(few.items)} items match; 50 were asked for" in few.notes


def test_a_filter_may_leave_nothing(shop: Workspace) -> None:
    answer = shop.search("dune", filter={"year": {"lt": 1900}}, seen=False)
    assert answer.items == []
    assert answer.notes == ["no item that may be shown here answers the search"]


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_search_is_refused(shop: Workspace, query: str) -> None:
    with pytest.raises(InvalidInput, match="empty search"):
        shop.search(query)


def test_a_search_is_no_essay(shop: Workspace) -> None:
    assert shop.search("love " * 200, seen=False, k=3).items
    with pytest.raises(InvalidInput, match="query"):
        shop.search("love " * 201)


def test_what_somebody_knows_is_found_again(shop: Workspace) -> None:
    known = shop.store.history("p001", 1)[0].row
    title = shop.engine.catalogue.title(known)
    assert ids(shop, title, user="p001")[0] == shop.engine.catalogue.ids[known]


def test_nobodys_history_buries_an_exact_title(shop: Workspace) -> None:
    """Every film under both its titles, for nobody and for two people of different taste."""
    catalogue = shop.engine.catalogue
    for row in range(0, len(catalogue), 7):
        for title in catalogue.titles[row].values():
            alike = {i for i, own in enumerate(catalogue.titles) if title in own.values()}
            for user in (None, "p001", "p002"):
                assert catalogue.row(ids(shop, title, user=user, k=1)[0]) in alike


def test_a_history_moves_what_answers_alike(shop: Workspace) -> None:
    """Of two film series of one name in one catalogue the one is first that the person's films are like."""
    plain = shop.search("once upon a time", k=2, seen=False).items
    for film in ("a-chinese-ghost-story-1987", "the-secret-in-their-eyes-2009"):
        moved = shop.search("once upon a time", k=2, seen=False, history=[{"item": film}]).items
        assert {item.id for item in moved} == {item.id for item in plain}
    orders = {
        tuple(ids(shop, "once upon a time", k=2, history=[{"item": film}]))
        for film in ("fist-of-fury-1972", "crouching-tiger-hidden-dragon-2000", "central-station-1998",
                     "the-hunt-2012", "memories-of-murder-2003")
    }  # fmt: skip
    assert len(orders) == 2


def test_terms_add_up_to_the_score(shop: Workspace) -> None:
    answer = shop.search("the hunt for a killer", user="p001", explain=True, seen=False)
    for item in answer.items:
        assert sum(reason.value for reason in item.reasons) == pytest.approx(item.score, abs=1e-4)
    assert {reason.source for item in answer.items for reason in item.reasons} >= {"titles", "words"}


def test_what_a_search_showed_is_logged(own: Workspace) -> None:
    answer = own.search("jaws", user="p001")
    own.shown.flush()
    logged = own.store.impressions(answer.request)
    assert [one.item for one in logged] == [item.id for item in answer.items]
    assert {(one.user, one.pipeline) for one in logged} == {("p001", "search")}


def test_pages_continue_one_another(shop: Workspace) -> None:
    whole = ids(shop, "love and war", k=12)
    assert ids(shop, "love and war", k=6) + ids(shop, "love and war", k=6, offset=6) == whole


def test_a_shop_without_behaviour_is_searched_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    from wellread.data import demo_films

    with Workspace(tmp_path_factory.mktemp("quiet")) as quiet:
        quiet.put_items(demo_films())
        for title in ("Hero", "The Hunt", "Room", "Youth", "活着"):
            found = quiet.search(title, k=1, seen=False).items[0]
            row = quiet.engine.catalogue.require(found.id)
            assert title in quiet.engine.catalogue.titles[row].values()


def test_titles_are_a_model_like_others(shop: Workspace) -> None:
    assert isinstance(shop.engine.models["titles"], Titles)
