from __future__ import annotations

from fastapi.testclient import TestClient


def test_a_search_over_http(films: TestClient) -> None:
    answer = films.get("/v1/search", params={"q": "the matrx", "k": 3, "user": "p001"}).json()

    assert answer["items"][0]["id"] == "the-matrix-1999"
    assert answer["items"][0]["reasons"]
    assert answer["pipeline"] == "search"


def test_what_nothing_matches_is_an_empty_list_and_a_note(films: TestClient) -> None:
    answer = films.get("/v1/search", params={"q": "xyzzy"}).json()

    assert answer["items"] == []
    assert answer["notes"] == ["no title and no text of the catalogue holds “xyzzy”"]


def test_filter_offset_language_and_explain(films: TestClient) -> None:
    asked: dict[str, str | int] = {"q": "love", "language": "zh", "explain": "true", "k": 3}
    whole = films.get("/v1/search", params=asked).json()
    rest = films.get("/v1/search", params={**asked, "offset": 1}).json()
    old = films.get("/v1/search", params={**asked, "filter": '{"year": {"lt": 1960}}'}).json()

    assert [item["id"] for item in rest["items"]][:2] == [item["id"] for item in whole["items"]][1:]
    assert all(int(item["id"][-4:]) < 1960 for item in old["items"])
    assert whole["trace"]


def test_an_empty_search_is_refused(films: TestClient) -> None:
    for query in ({}, {"q": ""}, {"q": "  "}):
        refused = films.get("/v1/search", params=query)
        assert refused.status_code == 422
        assert "empty search" in refused.json()["error"]["given"]
    assert films.get("/v1/search", params={"q": "x", "colour": "red"}).status_code == 422


def test_a_search_may_be_posted_as_any_request(films: TestClient) -> None:
    asked = {"query": "黑客帝国", "pipeline": "search", "k": 1}
    assert films.post("/v1/recommendations", json=asked).json()["items"][0]["title"] == "黑客帝国"
