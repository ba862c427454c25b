"""Which items a text names: tables in both languages, and the traps."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.naming.mentions import NameIndex
from wellread.settings import Language

CATALOGUE = [
    "Shawshank Redemption, The (1994)", "Forrest Gump (1994)", "Inception (2010)", "Titanic (1997)",
    "It (2017)", "Up (2009)", "Her (2013)", "Heat (1995)", "Seven (a.k.a. Se7en) (1995)", "Casino (1995)",
    "Schindler's List (1993)", "Sabrina (1954)", "Sabrina (1995)", "Love Actually (2003)",
    "No Country for Old Men (2007)", "Matrix, The (1999)", "Star Wars: Episode IV - A New Hope (1977)",
    "Barcelona (1994)", "Emma (1996)", "Up in the Air (2009)", "Toy Story (1995)", "Toy Story 2 (1999)",
    "About Time (2013)", "Spider-Man (2002)", "Others, The (2001)",
    "City of Lost Children, The (Cité des enfants perdus, La) (1995)", "Amélie (2001)",
    "American, The (2010)", "American President, The (1995)", "Dead Man (1995)", "Dead Man Walking (1995)",
    "1984 (1956)", "Fugitive, The (1993)", "Civil War", "Fight Club (1999)", "Robots (2005)",
    "Dr. Strangelove (1964)", "M (1931)", "What If (2013)", "肖申克的救赎", "阿甘正传", "盗梦空间",
    "霸王别姬", "活着", "泰坦尼克号", "我不是药神", "喜欢你", "哈利·波特与魔法石", "X战警", "变形金刚3",
    "心理学", "指环王：护戒使者", "大问题", "鬼", "となりのトトロ", "기생충",
    "让子弹飞 Let the Bullets Fly",
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return build(CATALOGUE)


def build(names: list[str]) -> NameIndex:
    found = NameIndex()
    for row, name in enumerate(names):
        found.add(row, [name])
    return found


def named(index: NameIndex, text: str) -> list[str]:
    """The start of each name found, enough to tell it."""
    return [mention.name for mention in index.find(text)]


EXACT = [
    (
        "My favourite films are The Shawshank Redemption and Forrest Gump.",
        ["Shawshank Redemption, The (1994)", "Forrest Gump (1994)"],
    ),
    ("shawshank redemption", ["Shawshank Redemption, The (1994)"]),
    ("I watched Titanic and Inception", ["Titanic (1997)", "Inception (2010)"]),
    ("Titanic was great", ["Titanic (1997)"]),
    ("Have you got anything like Titanic?", ["Titanic (1997)"]),
    ("Schindlers List", ["Schindler's List (1993)"]),
    ("I saw Schindler’s List", ["Schindler's List (1993)"]),
    ("Titanic's ending", ["Titanic (1997)"]),
    ("Schindler's List's music", ["Schindler's List (1993)"]),
    ("I liked Spider-Man and spider man", ["Spider-Man (2002)", "Spider-Man (2002)"]),
    ("i like Amelie", ["Amélie (2001)"]),
    ("the matrix", ["Matrix, The (1999)"]),
    ("i loved the matrix", ["Matrix, The (1999)"]),
    ("Star Wars is a classic", ["Star Wars: Episode IV - A New Hope (1977)"]),
    ("La Cité des Enfants Perdus", ["City of Lost Children, The (Cité des enfants perdus, La) (1995)"]),
    ("The City of Lost Children", ["City of Lost Children, The (Cité des enfants perdus, La) (1995)"]),
    ("I love Love Actually", ["Love Actually (2003)"]),
    ("I saw No Country for Old Men.", ["No Country for Old Men (2007)"]),
    ("dr strangelove", ["Dr. Strangelove (1964)"]),
    ("I saw Dr. Strangelove", ["Dr. Strangelove (1964)"]),
    ("Dead Man Walking", ["Dead Man Walking (1995)"]),
    ("I loved The Others", ["Others, The (2001)"]),
    ("I LOVE TITANIC", ["Titanic (1997)"]),
    ("toy story 2", ["Toy Story 2 (1999)"]),
    ("Toy Story and Toy Story 2", ["Toy Story (1995)", "Toy Story 2 (1999)"]),
    ("i liked toy story, fight club and up", ["Toy Story (1995)", "Fight Club (1999)"]),
    ("i loved inception", ["Inception (2010)"]),
    ("About Time was good", ["About Time (2013)"]),
    ("I've seen The Fugitive", ["Fugitive, The (1993)"]),
    ("I saw Se7en", ["Seven (a.k.a. Se7en) (1995)"]),
    # Quotation marks say that it is a name.
    ("I loved \"It\" and 'Up' and “Her”", ["It (2017)", "Up (2009)", "Her (2013)"]),
    ("《It》", ["It (2017)"]),
    ('"1984" and "M"', ["1984 (1956)", "M (1931)"]),
    ('"The Shawshank Redemption (1994)"', ["Shawshank Redemption, The (1994)"]),
    ("'Schindler's List'", ["Schindler's List (1993)"]),
    ('"what if"', ["What If (2013)"]),
    # So does a year in brackets.
    ("It (2017) was scary", ["It (2017)"]),
    # Everyday words of one word: only with a capital that is not the sentence's.
    ("I loved Heat, Seven and Casino", ["Heat (1995)", "Seven (a.k.a. Se7en) (1995)", "Casino (1995)"]),
    ("Heat, Seven, Casino", ["Heat (1995)", "Seven (a.k.a. Se7en) (1995)", "Casino (1995)"]),
    ("Heat", ["Heat (1995)"]),
    ("Heat and Casino are great", ["Heat (1995)", "Casino (1995)"]),
    ("My favourite: Heat", ["Heat (1995)"]),
    ("I loved Emma", ["Emma (1996)"]),
    # Chinese.
    ("我喜欢的电影是《肖申克的救赎》和《阿甘正传》。", ["肖申克的救赎", "阿甘正传"]),
    ("我喜欢肖申克的救赎和阿甘正传", ["肖申克的救赎", "阿甘正传"]),
    ("我看过活着和霸王别姬", ["活着", "霸王别姬"]),
    ("我喜欢霸王别姬和活着", ["霸王别姬", "活着"]),
    ("我喜欢的电影是活着", ["活着"]),
    ("像《活着》一样", ["活着"]),
    ("〈活着〉「盗梦空间」", ["活着", "盗梦空间"]),
    ('"盗梦空间"很好看', ["盗梦空间"]),
    ("我不是药神", ["我不是药神"]),
    ("《喜欢你》", ["喜欢你"]),
    ("哈利波特与魔法石", ["哈利·波特与魔法石"]),
    ("喜欢x战警", ["X战警"]),
    ("变形金刚3很好看", ["变形金刚3"]),
    ("指环王太好看了", ["指环王：护戒使者"]),
    ("《鬼》", ["鬼"]),
    ("我喜欢Inception和泰坦尼克号", ["Inception (2010)", "泰坦尼克号"]),
    ("让子弹飞 and Let the Bullets Fly", ["让子弹飞 Let the Bullets Fly"] * 2),
    ("となりのトトロが好き", ["となりのトトロ"]),
    ("기생충을 봤어요", ["기생충"]),
]


@pytest.mark.parametrize(("text", "names"), EXACT)
def test_names_are_found(index: NameIndex, text: str, names: list[str]) -> None:
    assert named(index, text) == names
    assert all(mention.exact for mention in index.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "I like it",
        "It was great. It really was.",
        "I loved It",
        "what's up with her",
        "I saw Up yesterday",
        "Heat is great",
        "the heat in seven casinos",
        "i like robots",
        "films from 1984",
        "a film set in Barcelona",
        "a film about Emma",
        "My friend Emma Watson",
        "a fugitive on the run",
        "the fugitive runs",
        "a civil war drama",
        "What if I want more?",
        "it's about time you recommend something",
        "I like Up. In the Air is fine",
        "others",
        "an American film",
        "don't, can't, won't, it's, I'm",
        "New Emma Thompson films",
        "我喜欢你推荐的电影",
        "好好活着",
        "他们都活着呢",
        "《霸王别姬续集》",
        "有鬼",
        "帮我解决了很大问题",
        "",
        "?!",
        "😀😀",
    ],
)
def test_no_names_are_imagined(index: NameIndex, text: str) -> None:
    assert named(index, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I like Shawshank Redemtion", ["Shawshank Redemption, The (1994)"]),
        (
            "i like shawshank redemtion and forest gump",
            ["Shawshank Redemption, The (1994)", "Forrest Gump (1994)"],
        ),
        ('"Incepton"', ["Inception (2010)"]),
        ("I loved Incepton", ["Inception (2010)"]),
        ("Incepton", ["Inception (2010)"]),
        ("The American Presidant", ["American President, The (1995)"]),
        ("I saw Dead Man Walkin", ["Dead Man Walking (1995)"]),
        ("Spiderman and Schindler List", ["Spider-Man (2002)", "Schindler's List (1993)"]),
        ("《盗梦空問》", ["盗梦空间"]),
        ("我喜欢盗梦空問", ["盗梦空间"]),
        ("我喜欢盗梦空問和霸王别机。", ["盗梦空间", "霸王别姬"]),
        ("我喜欢的电影是肖生克的救赎", ["肖申克的救赎"]),
    ],
)
def test_misspelt_names_are_found(index: NameIndex, text: str, names: list[str]) -> None:
    assert named(index, text) == names
    assert not any(mention.exact for mention in index.find(text))


@pytest.mark.parametrize(
    "text", ["Toy Story 3 and Toy Story 4", '"Up!?x"', "I like Titan", "I love Spain", "变形金刚4", '"Hera"']
)
def test_other_names_are_no_misspellings(index: NameIndex, text: str) -> None:
    assert all(mention.exact for mention in index.find(text))


def test_nothing_is_forgiven_when_told_so() -> None:
    strict = NameIndex(Language(typo_similarity=100))
    strict.add(0, ["Forrest Gump"])
    assert strict.find('"Forest Gump" I like Forest Gump') == []
    assert len(strict.find("Forrest Gump")) == 1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Sabrina (1954)", 0),
        ("Sabrina (1995)", 1),
        ("I liked Sabrina from 1995", 1),
        ("the 1995 version of Sabrina", 1),
        ("《Sabrina》（1995）", 1),
        ("1995年的《Sabrina》", 1),
        ('"Sabrina (1995)"', 1),
        ("I liked Sabrina", 0),
        ("Sabrina (2001)", 0),
    ],
)
def test_the_year_tells_remakes_apart(text: str, row: int) -> None:
    mention = build(["Sabrina (1954)", "Sabrina (1995)"]).find(text)[0]
    assert mention.row == row
    assert bool(mention.others) is ("1954" not in text and "1995" not in text)


def test_spans_cover_marks_and_year_in_the_clean_text() -> None:
    index = build(["Sabrina (1995)", "活着"])
    text = "<b>I</b>  liked the 1995 Sabrina, “Sabrina” (1995) and 《活着》."
    clean = "I liked the 1995 Sabrina, “Sabrina” (1995) and 《活着》."
    assert [clean[m.start : m.end] for m in index.find(text)] == [
        "1995 Sabrina",
        "“Sabrina” (1995)",
        "《活着》",
    ]
    assert [m.quoted for m in index.find(text)] == [False, True, True]


def test_one_year_between_two_names_is_in_one_span() -> None:
    found = build(["Sabrina (1954)", "Sabrina (1995)"]).find("Sabrina 1995 Sabrina")
    assert [(m.row, m.start, m.end) for m in found] == [(1, 0, 12), (1, 13, 20)]


def test_the_longest_of_overlapping_names_wins() -> None:
    index = build(["Gump", "Forrest Gump", "Gump Returns Home Again", "肖申克", "肖申克的救赎"])
    assert named(index, "Forrest Gump") == ["Forrest Gump"]
    assert named(index, "Forrest Gump Returns Home Again") == ["Gump Returns Home Again"]
    assert named(index, "肖申克的救赎") == ["肖申克的救赎"]


def test_names_are_added_and_replaced_as_items_come() -> None:
    index = build(["Old Zebra"])
    index.add(1, ["Brand New Zebra"])
    assert [m.row for m in index.find("I saw Brand New Zebra and Old Zebra")] == [1, 0]
    index.add(0, ["Purple Zebra"])
    assert named(index, "Old Zebra, Purple Zebra") == ["Purple Zebra"]
    index.add(0, [])
    assert named(index, "Purple Zebra") == []
    index.add(2, ["", "?!"])
    assert named(index, '"?!"') == []


def test_aliases_lead_to_the_item() -> None:
    index = NameIndex()
    index.add(4, ["Spirited Away (2001)", "千と千尋の神隠し", "千与千寻"])
    assert [m.row for m in index.find("《千与千寻》 Spirited Away 千と千尋の神隠し")] == [4, 4, 4]
    assert {m.name for m in index.find("千与千寻")} == {"千与千寻"}


@pytest.mark.slow
def test_a_hundred_thousand_names_take_milliseconds() -> None:
    syllables = ["ka", "lo", "mi", "ter", "san", "dor", "vel", "qui", "ron", "pax"]
    index = NameIndex()
    for row in range(100_000):
        digits = f"{row:05d}"
        index.add(
            row,
            [" ".join((syllables[int(a)] + syllables[int(b)]).title() for a, b in pairwise(digits))],
        )
    text = "I liked Kaka Kalo Lomi Milox and Forest Gump, Tersan Sandor Dorvel Velqui too"
    index.find(text)
    start = time.perf_counter()
    for _ in range(20):
        index.find(text)
    assert (time.perf_counter() - start) / 20 < 0.02


INDEX = build(CATALOGUE)
WORDS = [
    "I",
    "like",
    "Up",
    "it",
    "The",
    "Matrix",
    "'",
    '"',
    "《",
    "》",
    "活着",
    "喜欢",
    "和",
    ",",
    ".",
    "(1995)",
    "1995",
    "Sabrina",
    "\ud800",
    "ß",
    "İ",
    "ﬁ",
    "&",
]


@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=20).map("".join),
    )
)
def test_any_text_is_read_without_fail(text: str) -> None:
    found = INDEX.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= m.start < m.end and CATALOGUE[m.row] == m.name for m in found)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_names_can_be_added_and_replaced(names: list[str]) -> None:
    index = NameIndex()
    for _ in range(2):
        index.add(0, names)
        for name in names:
            index.find(f"I liked 《{name}》 and {name}")
    index.add(0, [])
    assert index.find(" ".join(names)) == []


def test_the_year_of_an_item_tells_remakes_apart() -> None:
    index = NameIndex()
    index.add(0, ["Sabrina"], 1954)
    index.add(1, ["Sabrina"], 1995)

    assert [m.row for m in index.find("I loved “Sabrina” (1995)")] == [1]
    assert [m.row for m in index.find("I loved “Sabrina” (1954)")] == [0]
    assert [(m.row, m.others) for m in index.find("I loved “Sabrina”")] == [(0, (1,))]
