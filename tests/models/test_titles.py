from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conformance import worlds
from tests.conformance.model import ModelConformance

from wellread.catalogue import Catalogue
from wellread.data import demo_films
from wellread.domain import Item, Translation
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import NOTHING, Model, Profile, retrieve
from wellread.models.titles import Titles
from wellread.settings import Language


class TestTitles(ModelConformance):
    def create(self) -> Model:
        return Titles()

    def test_accuracy_floor(self) -> None:
        titles = self.fitted()
        for row in range(worlds.N_ITEMS):
            assert retrieve(titles, Profile(text=f"title{row}"), 1).rows.tolist() == [row]


@pytest.fixture(scope="module")
def films() -> Catalogue:
    return Catalogue.of(demo_films(), LexicalEncoder(Language()))


@pytest.fixture(scope="module")
def titles(films: Catalogue) -> Titles:
    return Titles().fit(NOTHING, films)


def found(titles: Titles, films: Catalogue, text: str, k: int = 5) -> list[str]:
    return [films.ids[row] for row in retrieve(titles, Profile(text=text), k).rows]


@pytest.mark.parametrize(
    ("text", "film"),
    [
        ("The Godfather", "the-godfather-1972"),
        ("godfather", "the-godfather-1972"),
        ("redemption shawshank", "the-shawshank-redemption-1994"),
        ("shawshenk redemption", "the-shawshank-redemption-1994"),
        ("肖申克", "the-shawshank-redemption-1994"),
        ("肖生克的救赎", "the-shawshank-redemption-1994"),
        ("肖申克救赎", "the-shawshank-redemption-1994"),
        ("7 samurai", "seven-samurai-1954"),
        ("twelve angry men", "12-angry-men-1957"),
        ("12怒汉", "12-angry-men-1957"),
        ("lala land", "la-la-land-2016"),
        ("wall-e", "wall-e-2008"),
        ("WALLE", "wall-e-2008"),
        ("one flew over the cucko", "one-flew-over-the-cuckoos-nest-1975"),
        ("schindler list", "schindlers-list-1993"),
        ("jwas", "jaws-1975"),
        ("amelie", "amelie-2001"),
        ("les parapluies", "the-umbrellas-of-cherbourg-1964"),
        ("romeo and juliet", "romeo-juliet-1996"),
        ("king kong 1933", "king-kong-1933"),
        ("기생충", "parasite-2019"),
        ("up", "up-2009"),
        ("她", "her-2013"),
    ],
)
def test_films_are_found_as_people_write_them(titles: Titles, films: Catalogue, text: str, film: str) -> None:
    assert found(titles, films, text, 1) == [film]


def test_the_title_then_all_words_then_most_words() -> None:
    names = ["Star Wars", "Star Wars and Other Stories", "Star Trek Wars of Old", "Star Light", "Moon"]
    catalogue = Catalogue.of([Item(id=name, title=name) for name in names], LexicalEncoder(Language()))
    titles = Titles().fit(NOTHING, catalogue)
    assert found(titles, catalogue, "star wars") == [names[0], names[1], names[2], names[3]]
    scores = titles.score(Profile(text="star wars"))
    assert scores[0] > 1 >= scores[1] > scores[2] > scores[3] > scores[4] == 0


def test_what_sort_of_thing_it_is_matters_little() -> None:
    names = ["Titanic", "Film Noir", "Movie Night"]
    catalogue = Catalogue.of([Item(id=name, title=name) for name in names], LexicalEncoder(Language()))
    titles = Titles().fit(NOTHING, catalogue)
    for text in ("titanic film", "movie titanic"):
        assert found(titles, catalogue, text, 1) == ["Titanic"]
    assert found(titles, catalogue, "film noir", 1) == ["Film Noir"]


def test_no_word_of_it_no_item(titles: Titles) -> None:
    assert not titles.score(Profile(text="xyzzy")).any()
    assert not titles.score(Profile(text=" !? ")).any()


def test_terms_name_the_words_as_typed_and_add_up(titles: Titles, films: Catalogue) -> None:
    row = films.rows(["the-shawshank-redemption-1994"])
    for text in ("Shawshenk redemption", "肖申克的", "shawshankredemption", "肖生克的救赎"):
        terms = titles.terms(Profile(text=text), row)[0]
        assert sum(term.value for term in terms) == pytest.approx(titles.score(Profile(text=text))[row[0]])
    assert [term.about for term in titles.terms(Profile(text="Shawshenk redemption"), row)[0]] == [
        "shawshenk", "redemption",
    ]  # fmt: skip


def test_items_that_come_change_and_go() -> None:
    catalogue = Catalogue.of([Item(id="a", title="Dune")], LexicalEncoder(Language()))
    titles = Titles().fit(NOTHING, catalogue)
    assert found(titles, catalogue, "solaris") == []
    catalogue.put([(1, Item(id="b", title="Solaris", translations={"zh": Translation(title="飞向太空")}))])
    assert found(titles, catalogue, "solari") == found(titles, catalogue, "飞向太") == ["b"]
    catalogue.put([(1, Item(id="b", title="Stalker"))])
    assert found(titles, catalogue, "solaris") == []
    assert found(titles, catalogue, "stalker") == ["b"]
    catalogue.put([(1, Item(id="b", title="Stalker", available=False))])
    assert found(titles, catalogue, "stalker") == []


def test_many_changes_leave_little_behind() -> None:
    catalogue = Catalogue.of([Item(id="a", title="Dune")], LexicalEncoder(Language()))
    titles = Titles().fit(NOTHING, catalogue)
    for number in range(50):
        catalogue.put([(0, Item(id="a", title=f"name{number} it has"))])
        assert found(titles, catalogue, f"name{number}") == ["a"]
    assert len(catalogue.names.titles) < 10


@given(st.text(max_size=40))
def test_any_text_is_a_search(text: str) -> None:
    scores = _titles.score(Profile(text=text))
    assert scores.shape == (len(_films),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    rows = np.flatnonzero(scores)[:3]
    sums = [sum(term.value for term in own) for own in _titles.terms(Profile(text=text), rows)]
    np.testing.assert_allclose(sums, scores[rows], rtol=1e-5)


@given(st.integers(0, 266))
def test_every_title_finds_its_film(row: int) -> None:
    for title in _films.titles[row].values():
        best = np.flatnonzero((scores := _titles.score(Profile(text=title))) == scores.max())
        assert row in best


_films = Catalogue.of(demo_films(), LexicalEncoder(Language()))
_titles = Titles().fit(NOTHING, _films)
