"""Check digits: what tells a card, an account or an identity number from any other digits."""

from __future__ import annotations

from collections.abc import Iterable

_CN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CN_CHECK = "10X98765432"
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22,
    "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25,
    "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
"""Country -> characters of its account numbers (ISO 13616 registry)."""


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(int(digit) for digit in digits[::-2])) % 10 == 0


def card(digits: str) -> bool:
    """Whether `digits` can be the number of a payment card: of an issuer's range and length, and checked."""
    return _issued(digits) and luhn(digits)


def _issued(digits: str) -> bool:
    length, two, four = len(digits), int(digits[:2] or 0), int(digits[:4] or 0)
    if length == 14:
        return two in (36, 38, 39) or 3000 <= four <= 3059
    if length == 15:
        return two in (34, 37)
    if length == 16 and (51 <= two <= 55 or 2221 <= four <= 2720):
        return True
    if length in (16, 19) and (two // 10 == 4 or 3528 <= four <= 3589 or 6440 <= four <= 6599):
        return True
    return 16 <= length <= 19 and two in (50, 56, 57, 58, 60, 62, 63, 67, 81)


def iban_length(country: str) -> int:
    """Characters of an account number of `country`; 0 where it has none."""
    return _IBAN_LENGTHS.get(country.upper(), 0)


def iban(code: str) -> bool:
    """Whether `code`, without spaces, is an account number with the right check digits (ISO 7064, mod 97)."""
    if len(code) != iban_length(code[:2]):
        return False
    return int("".join(str(int(char, 36)) for char in code[4:] + code[:4])) % 97 == 1


def resident_id(code: str) -> bool:
    """Whether `code` is a Chinese resident identity number of 18 characters (GB 11643)."""
    if len(code) != 18 or not code[:17].isdigit():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_CN_WEIGHTS, code, strict=False))
    return _CN_CHECK[total % 11] == code[17].upper()


def isbn10(code: str) -> bool:
    """Whether `code`, without hyphens, is an ISBN of 10 characters."""
    if len(code) != 10 or not code[:9].isdigit():
        return False
    values: Iterable[int] = (10 if char in "xX" else int(char) for char in code)
    return sum((10 - place) * value for place, value in enumerate(values)) % 11 == 0


def gtin(digits: str) -> bool:
    """Whether `digits` are a trade number (EAN-8, UPC-A, EAN-13 and so ISBN-13, GTIN-14)."""
    if len(digits) not in (8, 12, 13, 14):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))) % 10 == 0
