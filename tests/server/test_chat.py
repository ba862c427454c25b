from __future__ import annotations

from fastapi.testclient import TestClient


def test_a_conversation_over_http(films: TestClient) -> None:
    first = films.post("/v1/chat", json={"message": "something like Metropolis, no horror", "k": 3}).json()
    assert len(first["recommendation"]["items"]) == 3
    assert first["words"].startswith("You like “Metropolis”.")

    second = films.post("/v1/chat", json={"message": "before 1960", "state": first["state"]}).json()
    assert all(int(item["id"][-4:]) < 1960 for item in second["recommendation"]["items"])
    assert second["state"]["turns"] == 2

    back = films.post("/v1/chat", json={"message": "undo", "state": second["state"]}).json()
    assert back["state"]["filter"] == first["state"]["filter"]


def test_what_is_no_message_or_no_state_is_refused(films: TestClient) -> None:
    for body in (
        {},
        {"message": "a" * 4_001},
        {"message": "hi", "state": {"x": 1}},
        {"message": "hi", "k": 51},
    ):
        assert films.post("/v1/chat", json=body).status_code == 422
    strange = films.post("/v1/chat", json={"message": "hi", "state": {"likes": {"nobody": 1.0}}})
    assert strange.status_code == 200
    assert "unknown" in strange.json()["recommendation"]["notes"][0]
