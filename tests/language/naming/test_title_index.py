from __future__ import annotations

from wellread.language.naming.title_index import Name, TitleIndex, Vocabulary


def name(key: str, year: int | None = None, article: str = "") -> Name:
    return Name(key, article, year)


def test_names_are_known_by_words_year_and_whole() -> None:
    index = TitleIndex()
    index.put(7, [name("rocky ii", 1979)])
    assert index.names_of(7) == [0, 1]
    assert index.rows.tolist() == [7, 7]
    assert index.words.names("rocky").tolist() == [0, 1]
    assert index.words.names("2").tolist() == [1]
    assert index.of_year("1979").tolist() == [0, 1]
    assert "rockyii" in index.keys


def test_the_article_is_part_of_the_whole_or_not() -> None:
    index = TitleIndex()
    index.put(0, [name("la land", article="la")])
    assert index.keys.names("lalaland").tolist() == index.keys.names("laland").tolist() == [0]


def test_the_same_names_again_change_nothing() -> None:
    index = TitleIndex()
    for _ in range(3):
        index.put(0, [name("dune")])
    assert len(index) == 1
    index.put(0, [])
    assert index.rows.tolist() == [-1]
    assert index.worn


def test_beginnings_shortest_first_new_words_among_them() -> None:
    words = Vocabulary()
    for number in range(500):
        words.post(f"word{number:04}", number)
    assert words.begun("word049")[:2] == ["word0490", "word0491"]
    words.post("word04", 500)
    assert words.begun("word04")[0] == "word04"
    assert words.begun("x") == []


def test_wrong_letters() -> None:
    index = TitleIndex()
    index.put(0, [name("jaws")])
    index.put(1, [name("godzilla")])
    assert index.mended("jwas", 1) == [("jaws", 1)]
    assert index.mended("godzlia", 2) == [("godzilla", 2)]
    assert index.mended("xxxx", 1) == []
