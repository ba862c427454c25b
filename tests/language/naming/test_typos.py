"""Which name a misspelt one is nearest to."""

from __future__ import annotations

import pytest

from wellread.language.naming.typos import TypoIndex

NAMES = [
    "shawshank redemption",
    "forrest gump",
    "rocky ii",
    "rocky iii",
    "toy story 3",
    "盗梦空间",
    "变形金刚3",
    "十二怒汉",
    "up",
]


@pytest.fixture
def index() -> TypoIndex:
    found = TypoIndex()
    for name in NAMES:
        found.add(name)
    return found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("shawshank redemtion", "shawshank redemption"),
        ("shawhsank redemption", "shawshank redemption"),
        ("forest gump", "forrest gump"),
        ("forrestgump", "forrest gump"),
        ("盗梦空問", "盗梦空间"),
        ("rocky iv", None),
        ("toy story 4", None),
        ("变形金刚4", None),
        ("十一怒汉", None),
        ("something else", None),
        ("", None),
    ],
)
def test_nearest(index: TypoIndex, written: str, name: str | None) -> None:
    found = index.nearest(written, 86)
    assert (found[0] if found else None) == name
    assert found is None or 70 < found[1] < 100


def test_strict_similarity_forgives_nothing(index: TypoIndex) -> None:
    assert index.nearest("盗梦空問", 100) is None
    assert index.nearest("forrest gump", 100) == ("forrest gump", 100)


def test_removed_names_are_not_found_until_they_come_back(index: TypoIndex) -> None:
    index.remove("forrest gump")
    assert index.nearest("forest gump", 86) is None
    index.add("forrest gump")
    assert index.nearest("forest gump", 86) is not None


def test_common_n_grams_do_not_hide_a_name() -> None:
    index = TypoIndex()
    for number in range(5_000):
        index.add(f"the story of station {number:x}")
    index.add("the story of stations of the cross")
    found = index.nearest("the story of statoins of the cross", 86)
    assert found is not None
    assert found[0] == "the story of stations of the cross"
