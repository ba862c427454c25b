"""The forms in which people write a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.language.naming.titles import Form, forms, name_key


@pytest.mark.parametrize(
    ("name", "key", "article"),
    [
        ("The Shawshank Redemption", "shawshank redemption", "the"),
        ("Schindler’s List", "schindlers list", ""),
        ("WALL·E", "wall e", ""),
        ("Fast & Furious", "fast and furious", ""),
        ("L'Avventura", "avventura", "l"),
        ("Amélie", "amelie", ""),
        ("A.I.", "a i", ""),
        ("The", "the", ""),
        ("Die Hard", "die hard", ""),
        ("哈利·波特 与 魔法石", "哈利波特与魔法石", ""),
        ("X战警", "x战警", ""),
        ("となりのトトロ", "となりのトトロ", ""),
        ("?!", "", ""),
    ],
)
def test_keys(name: str, key: str, article: str) -> None:
    assert name_key(name) == (key, article)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Toy Story (1995)", [Form("toy story", 1995)]),
        ("Shawshank Redemption, The (1994)", [Form("shawshank redemption", 1994, "the")]),
        ("Seven (a.k.a. Se7en) (1995)", [Form("seven", 1995), Form("se7en", 1995)]),
        (
            "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
            [Form("city of lost children", 1995, "the"), Form("cite des enfants perdus", 1995, "la")],
        ),
        ("Avventura, L' (1960)", [Form("avventura", 1960, "l")]),
        (
            "Star Wars: A New Hope (1977)",
            [Form("star wars a new hope", 1977), Form("star wars", 1977, short=True)],
        ),
        ("Mission: Impossible", [Form("mission impossible")]),
        ("指环王:护戒使者", [Form("指环王护戒使者"), Form("指环王", short=True)]),
        (
            "肖申克的救赎 The Shawshank Redemption",
            [Form("肖申克的救赎"), Form("shawshank redemption", article="the")],
        ),
        ("活着 / To Live", [Form("活着"), Form("to live")]),
        ("Ink Cartridge (2 pack)", [Form("ink cartridge 2 pack")]),
        ("Sabrina (1995- )", [Form("sabrina", 1995)]),
        ("(1984)", [Form("1984")]),
        ("", []),
        ("!!!", []),
    ],
)
def test_forms(name: str, expected: list[Form]) -> None:
    assert forms(name) == expected


@given(st.text(max_size=80))
def test_any_name_has_distinct_keys(name: str) -> None:
    keys = [form.key for form in forms(name)]
    assert len(set(keys)) == len(keys)
    assert all(keys)
