"""Where sentences list names."""

from __future__ import annotations

import pytest

from wellread.language.wishes.evidence import Words
from wellread.language.wishes.lists import Place, listed


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("i liked toy story, fight club and heat", {"toy story", "fight club", "heat"}),
        ("i like the movie toy story a lot", {"toy story", "toy story a lot"}),
        ("similar to fight club", {"fight club"}),
        ("i loved heat. it was good", {"heat"}),
        ("we watched", set()),
    ],
)
def test_members_behind_a_cue(text: str, members: set[str]) -> None:
    words = Words(text)
    found = {
        text[words.tokens[i].start : words.tokens[j - 1].end]
        for (i, j), place in listed(words).items()
        if place is not Place.TEXT
    }
    assert found == members


def test_places_say_how_sure_a_list_is() -> None:
    assert listed(Words("toy story"))[0, 2] is Place.TEXT
    assert listed(Words("i like toy story"))[2, 4] is Place.TASTE
    assert listed(Words("i loved toy story"))[2, 4] is Place.WORKS
    assert listed(Words("")) == {}
