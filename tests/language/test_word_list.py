from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellread.language.word_list import packed, unpacked


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))))
def test_what_is_packed_comes_out(words: list[str]) -> None:
    assert unpacked(packed(words)) == tuple(words)
