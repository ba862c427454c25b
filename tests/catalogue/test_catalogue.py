from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from scipy.sparse import csr_array
from tests.conformance import worlds

from wellread.catalogue import Catalogue, document
from wellread.catalogue.catalogue import SAID_CHARS
from wellread.catalogue.columns import Column
from wellread.data import demo_films
from wellread.domain import Item, Translation
from wellread.errors import InvalidInput, NotFound, SnapshotError
from wellread.language.lexical import LexicalEncoder
from wellread.language.similarity import similarity, top_similar
from wellread.settings import Language, SimilarityName

FILMS = demo_films()[:40]


def films(n: int = len(FILMS)) -> Catalogue:
    return Catalogue.of(FILMS[:n], LexicalEncoder(Language()))


def same(one: csr_array, two: csr_array) -> None:
    width = max(one.shape[1], two.shape[1])
    wide = [np.pad(matrix.toarray(), ((0, 0), (0, width - matrix.shape[1]))) for matrix in (one, two)]
    np.testing.assert_allclose(wide[0], wide[1], rtol=1e-5, atol=1e-6)


def test_the_document_holds_everything_that_is_written() -> None:
    item = Item(
        id="i", title="Ran", text="A lord grows old.", tags=["War"], category="film", aliases=["乱世"],
        translations={"zh": Translation(title="乱", text="老去的领主")},
        attributes={"director": "Kurosawa", "actors": ["Nakadai", "Terao"], "year": 1985, "long": "x" * 100},
    )  # fmt: skip
    words = document(item, "said of it" + "!" * SAID_CHARS)
    for part in (
        "Ran",
        "乱",
        "乱世",
        "A lord grows old.",
        "老去的领主",
        "War",
        "film",
        "Kurosawa",
        "Terao",
        "said of it",
    ):
        assert part in words
    assert "1985" not in words
    assert "xxx" not in words
    assert words.count("!") < SAID_CHARS
    assert document(Item(id="i")) == ""


def test_rows_and_ids() -> None:
    catalogue = films()
    assert len(catalogue) == 40
    assert catalogue.ids == [film.id for film in FILMS]
    assert catalogue.row(FILMS[7].id) == catalogue.require(FILMS[7].id) == 7
    assert catalogue.row("nobody") is None
    assert catalogue.rows([FILMS[3].id, "nobody", FILMS[1].id]).tolist() == [3, 1]
    assert catalogue.rows([]).dtype == np.int64


def test_an_unknown_id_gets_a_hint() -> None:
    with pytest.raises(NotFound, match=r"'nosferatu-1923' .did you mean 'nosferatu-1922'"):
        films().require("nosferatu-1923")
    with pytest.raises(NotFound, match="'xyz'; expected"):
        films().require("xyz")


def test_titles_by_language() -> None:
    catalogue = films()
    row = catalogue.require("nosferatu-1922")
    assert [catalogue.title(row, language) for language in ("zh", "en", "fr", "")] == [
        "诺斯费拉图", "Nosferatu", "Nosferatu", "Nosferatu",
    ]  # fmt: skip
    catalogue.put([(40, Item(id="untitled"))])
    assert catalogue.title(40, "zh") == "untitled"


def test_times_and_availability() -> None:
    items = [Item(id="a", time=5.0), Item(id="b"), Item(id="c", available=False, time=7.0)]
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    np.testing.assert_array_equal(catalogue.times, [5, np.nan, 7])
    assert catalogue.available.tolist() == [True, True, False]
    assert catalogue.mask({}).tolist() == [True, True, False]
    assert catalogue.mask({"time": {"exists": True}}).tolist() == [True, False, False]
    catalogue.mask({})[:] = False
    assert catalogue.available.any()


def test_own_fields_can_be_filtered_by_and_empty_ones_are_missing() -> None:
    catalogue = Catalogue.of(
        [
            Item(
                id="a",
                title="A",
                category="film",
                tags=["x"],
                language="en",
                attributes={"title": "not this"},
            ),
            Item(id="b"),
        ],
        LexicalEncoder(Language()),
    )
    for name in ("title", "category", "tags", "language"):
        assert catalogue.mask({name: {"exists": True}}).tolist() == [True, False]
    assert catalogue.mask({"title": "A"}).tolist() == [True, False]
    assert catalogue.mask({"id": {"in": ["b"]}}).tolist() == [False, True]
    with pytest.raises(InvalidInput, match="did you mean 'category'"):
        catalogue.mask({"categroy": "film"})


def test_one_document_for_each_row() -> None:
    catalogue = films(3)
    with pytest.raises(InvalidInput, match="2 documents for 3 items"):
        catalogue.fit(["a", "b"])


def test_rows_given_out_of_order_leave_holes_that_are_not_shown() -> None:
    catalogue = Catalogue(LexicalEncoder(Language()))
    catalogue.put([(3, Item(id="d", title="Dune")), (1, Item(id="b", title="Brazil"))])
    assert (len(catalogue), catalogue.ids) == (4, ["", "b", "", "d"])
    assert catalogue.mask({}).tolist() == [False, True, False, True]
    assert catalogue.vectors.shape[0] == 4
    assert np.diff(catalogue.vectors.indptr).tolist() == [0, 1, 0, 1]
    assert catalogue.title(0) == ""
    catalogue.put([(0, Item(id="a", title="Alien"))])
    assert catalogue.mask({}).tolist() == [True, True, False, True]
    assert np.diff(catalogue.vectors.indptr).tolist() == [1, 1, 0, 1]


# ---- adding and replacing


@pytest.mark.parametrize("name", get_args(SimilarityName))
def test_what_was_put_later_is_read_like_what_was_there_first(name: SimilarityName) -> None:
    catalogue = films(25)
    catalogue.similar(name, 5)
    words = catalogue.encoder.encode(["a lonely vampire sails to a war in space"])
    catalogue.match(words, name)
    changed = FILMS[4].model_copy(update={"text": "Zeppelins over the harbour.", "title": "Blimp"})
    catalogue.put([(row, FILMS[row]) for row in range(25, 32)])
    catalogue.put([(4, changed), *((row, FILMS[row]) for row in range(32, 40))])
    documents = [document(item) for item in (*FILMS[:4], changed, *FILMS[5:])]
    same(catalogue.vectors, catalogue.encoder.encode(documents))
    # lists of similar items: new and replaced rows are those of a fresh computation
    fresh = top_similar(name, catalogue.vectors, 5).toarray()
    found = catalogue.similar(name, 5).toarray()
    for row in (4, 32, 39):
        # of equally similar ones either may be kept
        np.testing.assert_allclose(np.sort(found[row]), np.sort(fresh[row]), rtol=1e-4, atol=1e-5)
    # likeness to words
    words = catalogue.encoder.encode(["zeppelins, a lonely vampire, a war in space"])
    np.testing.assert_allclose(
        catalogue.match(words, name), similarity(name)(words, catalogue.vectors)[0], rtol=1e-4, atol=1e-5
    )
    assert np.argmax(catalogue.match(catalogue.encoder.encode(["zeppelins"]), name)) == 4


def test_words_learnt_before_the_catalogue_grew_still_match() -> None:
    catalogue = films(25)
    words = catalogue.encoder.encode(["vampire"])
    before = {name: catalogue.match(words, name)[:25] for name in get_args(SimilarityName)}
    catalogue.put([(25, Item(id="new", text="zeppelins and vampires"))])
    for name in ("cosine", "euclidean", "jaccard"):
        after = catalogue.match(words, name)
        np.testing.assert_allclose(after[:25], before[name], rtol=1e-5, atol=1e-6)
        assert after[25] > 0
    assert catalogue.match(words, "pearson").shape == (26,)


def test_replacing_an_item_replaces_all_of_it() -> None:
    catalogue = films(10)
    row = catalogue.require(FILMS[5].id)
    assert catalogue.mask({"director": {"exists": True}})[row]
    catalogue.put([(row, Item(id=FILMS[5].id, title="Blimp", tags=["Zeppelin"], attributes={"height": 9}))])
    assert catalogue.title(row, "zh") == "Blimp"
    assert not catalogue.mask({"director": {"exists": True}})[row]
    assert catalogue.mask({"height": 9, "tags": "Zeppelin"}).nonzero()[0].tolist() == [row]
    assert [mention.row for mention in catalogue.names.find("I like Blimp")] == [row]
    assert catalogue.names.find(f"I like “{FILMS[5].title}”") == []


def test_an_item_that_is_not_available_is_not_recognised_by_name() -> None:
    catalogue = films(10)
    assert catalogue.names.find("Nosferatu!")
    gone = FILMS[0].model_copy(update={"available": False})
    catalogue.put([(0, gone)])
    assert not catalogue.names.find("Nosferatu!")
    assert not catalogue.mask({})[0]
    catalogue.put([(0, FILMS[0])])
    assert catalogue.names.find("Nosferatu!")


def test_how_names_are_found_is_a_setting() -> None:
    strict = Catalogue(LexicalEncoder(Language()), Language(typo_similarity=100))
    usual = Catalogue(LexicalEncoder(Language()))
    for catalogue in (strict, usual):
        catalogue.put([(0, Item(id="a", title="The Shawshank Redemption"))])
    assert usual.names.find("The Shawshenk Redemption")
    assert not strict.names.find("The Shawshenk Redemption")


def test_nothing_put_changes_nothing() -> None:
    catalogue = films(5)
    before = catalogue.vectors
    catalogue.put([])
    assert catalogue.vectors is before


def test_an_empty_catalogue() -> None:
    catalogue = Catalogue.of([], LexicalEncoder(Language()))
    words = catalogue.encoder.encode(["anything"])
    for name in get_args(SimilarityName):
        assert catalogue.match(words, name).shape == (0,)
        assert catalogue.similar(name, 5).shape == (0, 0)
    assert catalogue.mask({"year": 5}).shape == (0,)
    assert catalogue.rows(["a"]).shape == (0,)


# ---- files


def saved(folder: Path, names: tuple[SimilarityName, ...] = ("cosine", "jaccard")) -> Catalogue:
    catalogue = films()
    for name in names:
        catalogue.similar(name, 5)
    catalogue.save(folder)
    return catalogue


def loaded(folder: Path) -> Catalogue:
    catalogue = Catalogue(LexicalEncoder.load(folder / "encoder", Language()))
    catalogue.put(list(enumerate(FILMS)), encode=False)
    catalogue.load(folder)
    return catalogue


def test_round_trip_through_files(tmp_path: Path) -> None:
    before, after = saved(tmp_path), loaded(tmp_path)
    assert not list(tmp_path.rglob("*.pkl"))
    same(before.vectors, after.vectors)
    for name in ("cosine", "jaccard"):
        np.testing.assert_array_equal(before.similar(name, 5).toarray(), after.similar(name, 5).toarray())
    words = before.encoder.encode(["vampire"])
    np.testing.assert_allclose(before.match(words, "cosine"), after.match(words, "cosine"), rtol=1e-6)
    for catalogue in (before, after):
        catalogue.put([(40, Item(id="new", text="zeppelins and vampires")), (3, Item(id=FILMS[3].id))])
    same(before.vectors, after.vectors)
    np.testing.assert_array_equal(before.similar("cosine", 5).toarray(), after.similar("cosine", 5).toarray())


@pytest.mark.parametrize(
    "damage", ["manifest.json", "vectors_data.npy", "similar_0_indices.npy", "encoder/manifest.json"]
)
def test_damaged_files_are_refused(tmp_path: Path, damage: str) -> None:
    saved(tmp_path)
    with (tmp_path / damage).open("r+b") as file:
        file.truncate(20)
    with pytest.raises(SnapshotError, match="wellread fit"):
        loaded(tmp_path)


def test_worlds_of_the_conformance_suite_fit() -> None:
    catalogue = worlds.catalogue()
    assert catalogue.mask({"year": {"gte": 2010}}).sum() == 10


def test_what_was_read_of_items_stays_when_they_change() -> None:
    catalogue = films(4)
    catalogue.put_read({"mood": Column.of(np.array([1, 2]), codes=np.array([0, 0]), vocabulary=["calm"])})
    catalogue.put([(1, FILMS[1].model_copy(update={"title": "Another"}))])
    assert catalogue.mask({"mood": "calm"}).tolist() == [False, True, True, False]
    catalogue.put_read({"mood": Column.of(np.array([3]), codes=np.array([0]), vocabulary=["wild"])})
    assert catalogue.mask({"mood": {"exists": True}}).tolist() == [False, False, False, True]
