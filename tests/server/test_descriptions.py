from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from wellread.domain import Item
from wellread.engine.describing import Describing
from wellread.engine.workspace import Workspace

from .conftest import Starter

LAMP = Item(id="a/lamp", title="Desk Lamp", attributes={"brand": "Lux"})
PATH = "/v1/items/a%2Flamp/description"


@pytest.fixture
def lamps(tmp_path: Path, start: Starter) -> TestClient:
    with Workspace(tmp_path / "shop") as workspace:
        workspace.put_items([LAMP])
        Describing(workspace.store).one("a/lamp")
        Describing(workspace.store, "zh", "warm").one("a/lamp")
    return start(tmp_path / "shop")


def test_a_text_is_given_out_in_its_language_and_tone(lamps: TestClient) -> None:
    plain = lamps.get(PATH).json()
    warm = lamps.get(PATH, params={"language": "zh", "tone": "warm"}).json()

    assert plain["text"] == "“Desk Lamp” is a product by the brand Lux."
    assert (plain["origin"], plain["approved"]) == ("template", None)
    assert "品牌是Lux" in warm["text"]


def test_what_was_not_written_is_not_found(lamps: TestClient) -> None:
    answer = lamps.get(PATH, params={"tone": "playful"})

    assert answer.status_code == 404
    assert "wellread describe" in answer.json()["error"]["do"]
    assert lamps.get("/v1/items/nothing/description").status_code == 404


def test_a_text_is_approved_or_refused(lamps: TestClient) -> None:
    assert lamps.put(PATH, json={"approved": True}).json()["approved"] is True
    assert lamps.get(PATH).json()["approved"] is True

    assert lamps.put(PATH, json={"approved": False}).json()["approved"] is False
    assert lamps.get(PATH).status_code == 404


def test_an_outdated_text_is_not_given_out(lamps: TestClient) -> None:
    lamps.put("/v1/items", json={"id": "a/lamp", "title": "Desk Lamp", "attributes": {"brand": "Nox"}})

    assert lamps.get(PATH).status_code == 404
    assert lamps.put(PATH, json={"approved": True}).status_code == 404


def test_unknown_languages_and_tones_are_refused(lamps: TestClient) -> None:
    for wrong in ({"language": "de"}, {"tone": "loud"}):
        assert lamps.get(PATH, params=wrong).status_code == 422
