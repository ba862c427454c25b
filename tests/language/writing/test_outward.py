from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellread.language.writing.chat_model import Said
from wellread.language.writing.outward import scrubbed_parts, unbroken

MAIL = "ann.lee@example.org"


def test_the_same_original_has_the_same_placeholder_in_all_parts() -> None:
    parts, whole = scrubbed_parts({"a": f"I am {MAIL}", "b": f"{MAIL} or bo@example.com"})
    assert parts == {"a": "I am [email-1]", "b": "[email-1] or [email-2]"}
    assert whole.restore("[email-2] and [email-1]") == f"bo@example.com and {MAIL}"


def test_nothing_is_nothing() -> None:
    assert scrubbed_parts({})[0] == {}
    assert scrubbed_parts({"a": "", "b": ""})[0] == {"a": "", "b": ""}


@given(st.lists(st.text(st.characters(exclude_characters="\ue001")) | st.just(f"of {MAIL}"), min_size=1))
def test_parts_stay_apart_and_can_be_restored(texts: list[str]) -> None:
    given_parts = {str(n): text for n, text in enumerate(texts)}
    parts, whole = scrubbed_parts(given_parts)
    assert {name: whole.restore(text) for name, text in parts.items()} == given_parts
    assert MAIL not in "".join(parts.values())


def test_a_bracket_that_is_no_placeholder_is_not_held_for_ever() -> None:
    pieces = [Said("a [b"), Said("c" * 40), Said(" [d")]
    assert "".join(said.text for said in unbroken(iter(pieces))) == "a [b" + "c" * 40 + " [d"
