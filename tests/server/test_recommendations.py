from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

ZH = "我喜欢的电影是《肖申克的救赎》和《阿甘正传》。"
EN = "My favourite films are The Shawshank Redemption and Forrest Gump."


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")])
def test_a_sentence_is_read_and_answered_in_its_language(films: TestClient, text: str, language: str) -> None:
    answer = films.post("/v1/recommendations", json={"text": text, "k": 5}).json()

    assert len(answer["items"]) == 5
    assert answer["wish"]["language"] == language
    named = {"the-shawshank-redemption-1994", "forrest-gump-1994"}
    assert not named & {item["id"] for item in answer["items"]}
    assert all(item["reasons"] for item in answer["items"])


def test_titles_of_the_two_languages_differ_and_the_list_does_not(films: TestClient) -> None:
    zh, en = (films.post("/v1/recommendations", json={"text": text}).json()["items"] for text in (ZH, EN))

    assert [item["id"] for item in zh] == [item["id"] for item in en]
    assert [item["title"] for item in zh] != [item["title"] for item in en]


def test_get_and_post_give_the_same_list(films: TestClient) -> None:
    asked: dict[str, str | int] = {"user": "p001", "k": 4, "offset": 2}
    filter = {"year": {"gte": 1990}}

    posted = films.post("/v1/recommendations", json={**asked, "filter": filter}).json()
    got = films.get("/v1/recommendations", params={**asked, "filter": '{"year": {"gte": 1990}}'}).json()

    assert got["items"] == posted["items"]
    assert len(got["items"]) == 4


def test_exclude_may_be_repeated_in_a_query(films: TestClient) -> None:
    best = [item["id"] for item in films.get("/v1/recommendations?k=3").json()["items"]]

    rest = films.get("/v1/recommendations", params={"k": 3, "exclude": best[:2]}).json()["items"]

    assert not set(best[:2]) & {item["id"] for item in rest}


def test_explained_terms_add_up_to_the_score(films: TestClient) -> None:
    answer = films.post("/v1/recommendations", json={"user": "p002", "k": 5, "explain": True}).json()

    for item in answer["items"]:
        assert sum(reason["value"] for reason in item["reasons"]) == pytest.approx(item["score"], abs=1e-4)
    assert "explain" in [step["name"] for step in answer["trace"]]


def test_a_history_may_come_with_the_request(films: TestClient) -> None:
    answer = films.post("/v1/recommendations", json={"history": [{"item": "alien-1979"}], "k": 3}).json()

    assert len(answer["items"]) == 3
    assert "alien-1979" not in [item["id"] for item in answer["items"]]


def test_an_unknown_user_gets_a_list_and_a_note(films: TestClient) -> None:
    answer = films.get("/v1/recommendations?user=nobody&k=3").json()

    assert len(answer["items"]) == 3
    assert "nothing is known of user 'nobody'" in answer["notes"][0]


def test_an_impossible_deadline_costs_the_reasons_not_the_answer(films: TestClient) -> None:
    posted = films.post("/v1/recommendations", json={"user": "p001", "k": 5, "deadline_ms": 0.01})
    got = films.get("/v1/recommendations", params={"user": "p001", "k": 5, "deadline_ms": 0.01})

    for answer in (posted, got):
        assert answer.status_code == 200
        assert len(answer.json()["items"]) == 5
        assert not any(item["reasons"] for item in answer.json()["items"])
        assert "left out for the deadline of 0.01 ms" in answer.json()["notes"][-1]


def test_a_deadline_that_is_no_time_is_refused(films: TestClient) -> None:
    assert films.get("/v1/recommendations?deadline_ms=0").status_code == 422
    assert films.post("/v1/recommendations", json={"deadline_ms": -1}).status_code == 422
