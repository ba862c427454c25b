from __future__ import annotations

from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient


def test_an_item_can_be_put_got_and_replaced(shop: TestClient) -> None:
    item = {"id": "new", "title": "New", "attributes": {"year": 2026}}

    assert shop.put("/v1/items", json=item).json() == {"created": 1, "updated": 0, "unchanged": 0}
    assert shop.post("/v1/items", json=item).json() == {"created": 0, "updated": 0, "unchanged": 1}
    assert shop.put("/v1/items", json=item | {"title": "Newer"}).json()["updated"] == 1

    got = shop.get("/v1/items/new").json()
    assert got["title"] == "Newer"
    assert got["attributes"] == {"year": 2026}


def test_a_list_of_items_is_put_at_once_and_the_last_of_an_id_counts(shop: TestClient) -> None:
    several = [{"id": "x", "title": "first"}, {"id": "y"}, {"id": "x", "title": "last"}]

    assert shop.put("/v1/items", json=several).json()["created"] == 2
    assert shop.get("/v1/items/x").json()["title"] == "last"


def test_an_empty_list_changes_nothing(shop: TestClient) -> None:
    assert shop.put("/v1/items", json=[]).json() == {"created": 0, "updated": 0, "unchanged": 0}


def test_one_bad_item_of_a_list_keeps_all_out(shop: TestClient) -> None:
    answer = shop.put("/v1/items", json=[{"id": "good"}, {"id": "bad", "title": 7}])

    assert answer.status_code == 422
    assert answer.json()["error"]["given"] == "body.1.title = 7"
    assert shop.get("/v1/items/good").status_code == 404


def test_too_many_items_are_refused(shop: TestClient) -> None:
    answer = shop.put("/v1/items", json=[{"id": str(n)} for n in range(1001)])

    assert answer.status_code == 422
    assert "1000" in answer.json()["error"]["expected"]


def test_a_new_item_can_be_recommended_at_once(shop: TestClient) -> None:
    shop.put(
        "/v1/items",
        json={"id": "snark", "title": "The Hunting of the Snark", "text": "An agony in eight fits"},
    )

    found = shop.post("/v1/recommendations", json={"text": "an agony in fits", "k": 1}).json()

    assert found["items"][0]["id"] == "snark"


def test_a_deleted_item_is_gone_from_lists_and_from_sight(shop: TestClient) -> None:
    assert shop.delete("/v1/items/dune").json() == {"id": "dune"}

    assert shop.get("/v1/items/dune").status_code == 404
    listed = shop.get("/v1/recommendations?k=50").json()["items"]
    assert "dune" not in [item["id"] for item in listed]


@pytest.mark.parametrize(
    "id", ["a/b", "a/similar", "名/前", "50%", "x y", "..", ".", "a?b#c", "/", "😀", "a%2Fb", "a+b"]
)
def test_any_printable_id_works_in_a_path(shop: TestClient, id: str) -> None:
    path = f"/v1/items/{quote(id, safe='').replace('.', '%2E')}"
    assert shop.put("/v1/items", json={"id": id, "title": "Odd"}).status_code == 200

    assert shop.get(path).json()["id"] == id
    similar = shop.get(f"{path}/similar?k=3")
    assert similar.status_code == 200
    assert id not in [item["id"] for item in similar.json()["items"]]
    assert shop.delete(path).json() == {"id": id}
    assert shop.get(path).status_code == 404


def test_a_slash_need_not_be_encoded(shop: TestClient) -> None:
    assert shop.get("/v1/items/a/b").json()["id"] == "a/b"
    assert shop.get("/v1/items/a/b/similar").status_code == 200


def test_similar_items_take_a_page_and_a_filter(films: TestClient) -> None:
    path = "/v1/items/the-godfather-1972/similar"
    whole = films.get(path, params={"k": 6}).json()["items"]
    rest = films.get(path, params={"k": 3, "offset": 3}).json()["items"]
    old = films.get(path, params={"filter": '{"year": {"lt": 1960}}'}).json()["items"]

    assert [item["id"] for item in rest] == [item["id"] for item in whole[3:]]
    assert old
    assert all(int(item["id"][-4:]) < 1960 for item in old)


def test_an_unknown_item_is_not_found(films: TestClient) -> None:
    for path in ("/v1/items/nothing", "/v1/items/nothing/similar"):
        answer = films.get(path)
        assert answer.status_code == 404
        assert "nothing" in answer.json()["error"]["given"]
    assert films.delete("/v1/items/nothing").status_code == 404
