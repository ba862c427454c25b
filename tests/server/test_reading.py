from __future__ import annotations

from fastapi.testclient import TestClient


def test_what_was_read_of_an_item(films: TestClient) -> None:
    found = films.get("/v1/items/alien-1979/reading").json()
    assert found["id"] == "alien-1979"
    assert set(found) == {"id", "sentiment", "reviews", "tags", "category"}
    assert -1 <= found["sentiment"] <= 1
    assert found["tags"] == []  # it has its own


def test_what_a_history_says(films: TestClient) -> None:
    found = films.get("/v1/users/p001/summary").json()
    assert found["id"] == "p001"
    assert found["origin"] == "template"
    assert "Likes" in found["text"] or "Mostly" in found["text"]


def test_unknown_ones_are_not_found(films: TestClient) -> None:
    assert films.get("/v1/items/nothing/reading").status_code == 404
    assert films.get("/v1/users/nobody/summary").status_code == 404
