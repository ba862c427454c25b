"""What people and programs send that they should not; nothing of it may end in a 500."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from .conftest import Starter

TEXTS = {
    "empty": "",
    "spaces": " \t\n ",
    "NUL": "a film\x00about\x00space",
    "emoji": "🎬🚀👩‍🚀",
    "mixed": "I love 《阿甘正传》 и фильмы про космос 映画 영화",
    "markup": "<script>alert(1)</script> [bold red] {{7*7}} %s",
    "right to left": "أحب أفلام الفضاء",
    "quotes": "《《《《" * 1000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_is_answered(films: TestClient, text: str) -> None:
    answer = films.post("/v1/recommendations", json={"text": text, "k": 3})

    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 3


def test_a_megabyte_of_text_is_answered(films: TestClient) -> None:
    answer = films.post("/v1/recommendations", json={"text": "space opera " * 90_000, "k": 3})

    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 3


@pytest.mark.parametrize(
    ("asked", "status", "given"),
    [
        ({"k": 0}, 422, "body.k = 0"),
        ({"k": 10**6}, 422, "body.k = 1000000"),
        ({"k": "many"}, 422, "body.k = 'many'"),
        ({"k": 10**30}, 422, "body.k = "),
        ({"kk": 5}, 422, "body.kk = 5"),
        ({"user": ""}, 422, "body.user = ''"),
        ({"user": "a\x00b"}, 422, "body.user = 'a\\x00b'"),
        ({"user": "u" * 513}, 422, "body.user = 'uuu"),
        ({"text": "x" * 2_000_001}, 422, "body.text = 'xxx"),
        ({"item": "nothing"}, 404, "no item has the id 'nothing'"),
        ({"pipeline": "hom"}, 404, "no pipeline is called 'hom' (did you mean 'home'?)"),
        ({"filter": {"yeer": 1990}}, 422, "a filter on 'yeer'"),
        ({"filter": {"year": {"gt": [1]}}}, 422, "'gt': [1] on 'year'"),
        ({"filter": 7}, 422, "body.filter = 7"),
        ({"history": [{"item": 7}]}, 422, "body.history.0.item = 7"),
        ({"history": "all"}, 422, "body.history = 'all'"),
        ({"offset": -1}, 422, "body.offset = -1"),
        ([], 422, "body = []"),
        ("text", 422, "body = 'text'"),
        (None, 422, "body"),
    ],
)
def test_what_cannot_be_used_is_named(films: TestClient, asked: Any, status: int, given: str) -> None:
    answer = films.post("/v1/recommendations", json=asked)

    error = answer.json()["error"]
    assert answer.status_code == status
    assert given in error["given"]
    assert len(error["given"]) < 600
    assert error["expected"]
    assert error["do"]


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("k=0", "k = 0"),
        ("k=ten", "query.k = 'ten'"),
        ("kk=1", "query.kk = '1'"),
        ("filter={", "is no JSON"),
        ("filter=[1]", "is no JSON object"),
        ("user=", "user = ''"),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(films: TestClient, query: str, given: str) -> None:
    answer = films.get(f"/v1/recommendations?{query}")

    assert answer.status_code == 422
    assert given in answer.json()["error"]["given"]


@pytest.mark.parametrize("body", [b"{", b"{'a': 1}", b'{"text": "\xff"}', b"[" * 100_000])
def test_malformed_json_is_a_400(films: TestClient, body: bytes) -> None:
    answer = films.post("/v1/recommendations", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "malformed"


def test_a_lone_surrogate_is_no_text(films: TestClient) -> None:
    body = b'{"text": "space \\ud800 film"}'
    answer = films.post("/v1/recommendations", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert "\\ud800" in answer.json()["error"]["given"]


def test_a_body_that_is_not_said_to_be_json_is_refused(films: TestClient) -> None:
    answer = films.post("/v1/recommendations", content=b"k=5", headers={"Content-Type": "text/plain"})

    assert answer.status_code == 422
    assert "Content-Type" in answer.json()["error"]["expected"]


@pytest.mark.parametrize(
    "attributes",
    [
        {"a": 10**400},
        {"a": {"b": [1, {"c": None}]}},
        {"": 1},
        {"a": [[["deep"]]]},
        {"title": 7},
    ],
)
def test_odd_attributes_do_no_harm(shop: TestClient, attributes: dict[str, Any]) -> None:
    answer = shop.put("/v1/items", json={"id": "odd", "title": "Odd", "attributes": attributes})

    assert answer.status_code in (200, 422)
    assert shop.get("/v1/recommendations?k=50").status_code == 200


def test_an_empty_catalogue_says_so(tmp_path: Path, start: Starter) -> None:
    client = start(tmp_path)

    for asked in ({}, {"user": "u"}, {"text": "a quiet film"}, {"filter": {"year": 1990}}):
        answer = client.post("/v1/recommendations", json=asked)
        assert answer.status_code == 200
        assert answer.json()["items"] == []
        assert any("the catalogue is empty" in note for note in answer.json()["notes"])
    assert client.get("/health/ready").json()["items"] == 0
