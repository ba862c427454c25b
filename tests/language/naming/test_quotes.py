"""What quotation marks hold, and which apostrophes are none."""

from __future__ import annotations

import pytest

from wellread.language.naming.quotes import quotes


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("我喜欢《活着》和《霸王别姬》", ["活着", "霸王别姬"]),
        ("〈活着〉「千と千尋」『鬼』", ["活着", "千と千尋", "鬼"]),
        ("“Up” and „Das Boot“ and «Amélie»", ["Up", "Das Boot", "Amélie"]),
        ('I saw "Up", "Her".', ["Up", "Her"]),
        ('我看过"活着"了', ["活着"]),
        ("I saw 'Up' and 'It'", ["Up", "It"]),
        ("‘Schindler’s List’", ["Schindler’s List"]),
        ("'Schindler's List'", ["Schindler's List"]),
        ("I don't like it, I can't", []),
        ("the Coens' films aren't", []),
        ('a 27" monitor and "Up"', ["Up"]),
        ('a 27" monitor or a 32" one', []),
        ("《never closed", []),
        ("''", []),
        ("《" + "x" * 300 + "》", []),
    ],
)
def test_quoted_spans(text: str, inner: list[str]) -> None:
    found = quotes(text)
    assert [quote.inner for quote in found] == inner
    assert all(text[q.start + 1 : q.end - 1] == q.inner for q in found)


def test_book_title_marks_hold_titles() -> None:
    assert [quote.title for quote in quotes('《a》〈b〉「c」"d"')] == [True, True, False, False]
