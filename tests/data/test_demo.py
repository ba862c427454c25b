"""The demo catalogue."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from wellread.data import demo_films
from wellread.domain import Translation

ROW = {
    "id": "kettle", "title": "The Kettle", "original_title": "La Bouilloire", "title_zh": "水壶",
    "year": 1995, "director": "A. Nobody", "country": ["FR"], "genres": ["Drama", "Comedy"], "language": "fr",
    "synopsis_en": "A kettle boils.", "synopsis_zh": "水壶烧开了。",
}  # fmt: skip


def test_a_film(tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    older = ROW | {"id": "old", "original_title": "The Kettle", "year": 1931, "genres": []}
    path.write_text("".join(json.dumps(row) + "\n" for row in (ROW, older)), encoding="utf-8")
    film, old = demo_films(path)
    assert (film.title, film.text, film.category, film.language) == (
        "The Kettle",
        "A kettle boils.",
        "Drama",
        "en",
    )
    assert film.translations == {"zh": Translation(title="水壶", text="水壶烧开了。")}
    assert film.aliases == ["La Bouilloire"]
    assert film.attributes == {
        "year": 1995,
        "director": "A. Nobody",
        "country": ["FR"],
        "original_language": "fr",
        "genres_zh": ["剧情", "喜剧"],
    }
    assert film.time == 788_918_400
    assert (old.aliases, old.time, old.category) == ([], None, "")


def test_the_films_of_the_package() -> None:
    if not (files("wellread.data") / "films.jsonl").is_file():
        pytest.skip("src/wellread/data/films.jsonl is not written yet")
    films = demo_films()
    assert len({film.id for film in films}) == len(films) > 0
    assert all(film.title and film.text and film.tags and film.translations["zh"].title for film in films)
