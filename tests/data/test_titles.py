"""Titles as MovieLens writes them."""

from __future__ import annotations

import pytest

from wellread.data.titles import film_title


@pytest.mark.parametrize(
    ("given", "title", "year", "aliases"),
    [
        ("Red Kettle (1995)", "Red Kettle", 1995, []),
        ("Long Way Home, The (1994) ", "The Long Way Home", 1994, []),
        ("Kettle: Part One, A (2001)", "A Kettle: Part One", 2001, []),
        ("Kettle, The (Bouilloire, La) (1990)", "The Kettle", 1990, ["La Bouilloire"]),
        ("Kettle (a.k.a. Pot, The) (Topf, Der) (1990)", "Kettle", 1990, ["The Pot", "Der Topf"]),
        ("Man's Tale, The (Uomo del tè, L') (1995)", "The Man's Tale", 1995, ["L'Uomo del tè"]),
        ("Pots, Pans and Spoons (2003)", "Pots, Pans and Spoons", 2003, []),
        ("Kettle Show, The (2007-)", "The Kettle Show", 2007, []),
        ("Kettle Towers (1975-1979)", "Kettle Towers", 1975, []),
        ("No Year At All", "No Year At All", None, []),
        ("(99) Cups (2009)", "(99) Cups", 2009, []),
        ("(All Brackets) (2009)", "(All Brackets)", 2009, []),
        ("2001", "2001", None, []),
        ("Same (Same) (1990)", "Same", 1990, []),
    ],
)
def test_film_title(given: str, title: str, year: int | None, aliases: list[str]) -> None:
    assert film_title(given) == (title, year, aliases)
