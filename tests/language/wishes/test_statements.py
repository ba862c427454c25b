"""Bounds in sentences: two tables, the second of which no rule was written for."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.wishes.sentences import FIRST, SECOND

from wellread.catalogue.attributes import fields
from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Item
from wellread.language.lexical import LexicalEncoder
from wellread.language.wishes.fields import Fields
from wellread.language.wishes.wish import Wish, read_wish
from wellread.language.word_set import word_set
from wellread.settings import Language

_GENRES = {
    "Horror": "恐怖", "War": "战争", "Comedy": "喜剧", "Romance": "爱情", "Musical": "歌舞", "Action": "动作",
    "Animation": "动画", "Documentary": "纪录", "Drama": "剧情", "Science Fiction": "科幻", "Western": "西部",
}  # fmt: skip


def _item(id_: str, title: str, other: str, genre: str, language: str, **numbers: float) -> Item:
    return Item(
        id=id_,
        title=title,
        aliases=[other] if other else [],
        tags=[genre],
        attributes={"genres_zh": [_GENRES[genre]], "original_language": language, **numbers},
    )


CATALOGUE = Catalogue.of(
    [
        _item(
            "i",
            "Inception",
            "盗梦空间",
            "Science Fiction",
            "en",
            year=2010,
            runtime=148,
            price=12.0,
            rating=8.8,
        ),
        _item("t", "Titanic", "泰坦尼克号", "Romance", "en", year=1997, runtime=194, price=9.5, rating=7.9),
        _item(
            "s", "The Shawshank Redemption", "肖申克的救赎", "Drama", "en", year=1994, runtime=142, price=8.0
        ),
        _item("h", "活着", "", "War", "zh", year=1994, runtime=132, price=5.0, pages=191),
        *(
            _item(str(number), f"Film {number:03d}x", "", genre, code, year=1950 + number)
            for number, (genre, code) in enumerate(
                zip(_GENRES, ["fr", "ja", "es", "ko", "it", "de", "ru", "fr", "ja", "es", "ko"], strict=True)
            )
        ),
    ],
    LexicalEncoder(Language()),
)
FIELDS = fields(CATALOGUE)
NAMES = {"Inception": 0, "Titanic": 1, "Shawshank": 2, "活着": 3}
_OPERATORS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "=": "eq"}


def wish(text: str, known: Fields = FIELDS) -> Wish:
    return read_wish(text, CATALOGUE.names, Language(), known)


def flat(found: Wish) -> set[str]:
    """A wish in the table's short form."""
    said = {f"+{name}" for name, row in NAMES.items() if row in {r for r, _, _ in found.likes}}
    said |= {f"!{name}" for name, row in NAMES.items() if row in {r for r, _, _ in found.dislikes}}
    said |= {f"~{column}{'+' if direction > 0 else '-'}" for column, direction in found.leans}
    said |= {f"more:{word}" for word in found.more} | {f"less:{word}" for word in found.less}
    signs = {op: sign for sign, op in _OPERATORS.items()}
    for column, tests in found.filter.items():
        if column == "not":
            for part in tests.get("any", [tests]):
                for name, inner in part.items():
                    values = inner.get("in", [inner.get("eq", json.dumps(inner))])
                    said |= {f"-{_short(name)}:{value}" for value in values}
        elif column == "any":
            said |= {f"{_short(name)}={test['eq']}" for part in tests for name, test in part.items()}
        else:
            said |= {f"{_short(column)}{signs[op]}{value}" for op, value in tests.items()}
    return said


def _short(column: str) -> str:
    return "lang" if column == "original_language" else column


def differences(row: str) -> list[str]:
    """What of a row of the tables was not understood, or wrongly."""
    text, _, expected = row.partition(" | ")
    now = datetime.now(UTC).year
    wanted = {re.sub(r"NOW-(\d+)", lambda m: str(now - int(m[1])), part) for part in expected.split()}
    found = wish(text.strip())
    loose = {part for part in wanted if part[:2] in ("a:", "w:")}
    missing = [p for p in loose if p[2:] not in (found.avoid if p[0] == "a" else found.words)]
    return (
        missing
        + sorted(f"wanted {p}" for p in wanted - loose - flat(found))
        + sorted(f"found {p}" for p in flat(found) - wanted)
    )


def rows(table: str) -> list[str]:
    return table.strip().replace("\\\n", "").splitlines()


@pytest.mark.parametrize("row", rows(FIRST))
def test_the_rules_read_what_they_were_written_for(row: str) -> None:
    assert differences(row) == []


def test_they_read_nearly_all_of_what_they_were_not() -> None:
    right = [row for row in rows(SECOND) if not differences(row)]
    assert len(right) >= 0.95 * len(rows(SECOND)), set(rows(SECOND)) - set(right)


def test_what_no_item_says_is_told() -> None:
    found = wish("a film under 20 dollars, shorter, in French", Fields())
    assert found.filter == {}
    assert len(found.notes) == 3
    assert found.notes[0] == "'under 20 dollars' was not applied: no item has a price"
    assert found.words == ""


def test_contradictions_are_told() -> None:
    found = wish("after 2010 but before 2000")
    assert found.filter == {"year": {"lt": 2000}}
    assert "contradicts" in found.notes[0]


def test_without_fields_words_are_words() -> None:
    assert read_wish("a film before 2000", CATALOGUE.names, Language()).words == "2000"


def test_a_year_bounds_instants_too() -> None:
    there = Catalogue.of([Item(id="a", title="A", time=0.0)], LexicalEncoder(Language()))
    found = read_wish("before 2000", there.names, Language(), fields(there))
    assert found.filter == {"time": {"lt": 946684800}}


def test_lengths_are_in_the_columns_own_unit() -> None:
    song = Item(id="a", title="A", attributes={"duration_ms": 200_000})
    there = Catalogue.of([song], LexicalEncoder(Language()))
    found = read_wish("under 3 minutes", there.names, Language(), fields(there))
    assert found.filter == {"duration_ms": {"lt": 180_000}}


@pytest.mark.parametrize(
    "unit",
    [
        "between ",
        "1 ",
        "更",
        "短一点",
        "no ",
        "in ",
        "比",
        "90年代",
        "less than ",
        "a ",
        "一",
        "shorter than ",
        "the ",
    ],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.perf_counter()
    wish(text)
    assert time.perf_counter() - started < 5


PIECES = sorted(
    word_set(
        """
        not no before 1990 to 2000 under 20 dollars shorter than Titanic 盗梦空间 比 短一点 更
        90年代 in French less , 。 horror 恐怖 两 半 小时 百 and a half hours 分 以上
        """
    )
)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_filter_that_the_catalogue_takes(pieces: list[str], by: str) -> None:
    found = wish(by.join(pieces))
    assert CATALOGUE.mask(found.filter).shape == (len(CATALOGUE),)
    assert json.dumps(found.as_dict())


NO_BOUNDS = """
    a love story set in the 60s
    a film about the 1970s oil crisis
    关于90年代的电影
    90年代背景的爱情片
    growing up in the 80s
    two brothers and 3 dogs
    the 39 steps
    不错的片子
    十分好看
    一点都不好看
    I have 2 kids
    a top 10 film
    it took him 20 years
    more than words
    no idea, surprise me
    I only saw the end
    our last year at school
    three men in a boat for an hour
"""


@pytest.mark.parametrize("text", rows(NO_BOUNDS))
def test_numbers_that_bound_nothing(text: str) -> None:
    assert wish(text).filter == {}
    assert wish(text).leans == ()
