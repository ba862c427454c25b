from __future__ import annotations

import pytest

from wellread.language.fold import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amélie", "amelie"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łódź Ærø", "lodz aero"),
        ("İstanbul", "istanbul"),
        ("Ёлки", "елки"),
        ("Schindler’s", "schindler's"),
        ("が", "が"),
        ("हिन्दी", "हिन्दी"),
        ("한국", "한국"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("أحمد", "احمد"),
    ],
)
def test_case_and_accents_go_vowel_signs_stay(text: str, expected: str) -> None:
    assert fold(text) == expected
