"""Which column is which field."""

from __future__ import annotations

import pytest

from wellread.data.mapping import mapping_of, plan
from wellread.data.synonyms import SYNONYMS, folded
from wellread.domain import Event, Item, User
from wellread.errors import InvalidInput


def test_every_field_of_the_domain_can_be_read() -> None:
    assert set(SYNONYMS["items"]) == set(Item.model_fields)
    assert set(SYNONYMS["users"]) == set(User.model_fields)
    assert set(SYNONYMS["events"]) == set(Event.model_fields)


def test_synonyms_are_written_folded() -> None:
    for fields in SYNONYMS.values():
        for names in fields.values():
            assert all(folded(name) == name for name in names.split())


def test_movielens_ratings_are_recognised() -> None:
    found = plan("events", ["userId", "movieId", "rating", "timestamp"], None, "ratings.csv")
    assert found.columns == {"user": "userId", "item": "movieId", "value": "rating", "time": "timestamp"}
    assert found.constants == {"kind": "rate"}
    assert found.extra == []
    assert found.fields({"userId": "1", "rating": "3"}) == {"user": "1", "value": "3", "kind": "rate"}


@pytest.mark.parametrize(
    ("columns", "field", "column"),
    [
        (["User ID", "sku", "Action"], "user", "User ID"),
        (["uid", "iid", "type"], "item", "iid"),
        (["用户", "商品ID", "行为类型"], "kind", "行为类型"),
        (["user", "item", "event", "type"], "kind", "event"),
        (["user_id", "asin", "stars", "created_at"], "time", "created_at"),
    ],
)
def test_names_of_event_columns(columns: list[str], field: str, column: str) -> None:
    assert plan("events", columns, None, "x.csv").columns[field] == column


@pytest.mark.parametrize(("column", "kind"), [("review_text", "review"), ("query", "search"), ("tag", "tag")])
def test_the_kind_that_a_column_gives_away(column: str, kind: str) -> None:
    assert plan("events", ["user", column], None, "x.csv").constants == {"kind": kind}


def test_a_bare_id_of_events_is_a_row_number_but_in_our_own_files() -> None:
    assert plan("events", ["id", "user_id", "item_id", "action"], None, "x.csv").extra == ["id"]
    assert plan("events", ["id", "user", "item", "kind"], None, "x.csv").columns["id"] == "id"


def test_unknown_columns_are_extra() -> None:
    found = plan("items", ["asin", "name", "overview", "genres", "year", "price"], None, "x.csv")
    assert found.columns == {"id": "asin", "title": "name", "text": "overview", "tags": "genres"}
    assert found.extra == ["year", "price"]


def test_a_mapping_wins_and_the_rest_is_recognised() -> None:
    mapping = {"item": "what", "kind": "=view"}
    found = plan("events", ["user", "item", "what", "rating"], mapping, "x.csv")
    assert found.columns == {"item": "what", "user": "user", "value": "rating"}
    assert found.constants == {"kind": "view"}
    assert found.extra == ["item"]


def test_a_missing_column_names_those_there_are() -> None:
    with pytest.raises(InvalidInput) as caught:
        plan("events", ["who", "item", "rating"], None, "log.csv")
    text = str(caught.value)
    for part in ("log.csv", "'user'", "who, item, rating", "userid", "--map user=who"):
        assert part in text


def test_events_need_a_kind_and_something_to_be_about() -> None:
    with pytest.raises(InvalidInput, match="--map kind==view"):
        plan("events", ["user", "item"], None, "x.csv")
    with pytest.raises(InvalidInput, match="'item'"):
        plan("events", ["user", "kind"], None, "x.csv")


def test_mistakes_in_a_mapping() -> None:
    with pytest.raises(InvalidInput, match="did you mean 'title'"):
        plan("items", ["id"], {"titel": "x"}, "x.csv")
    with pytest.raises(InvalidInput, match=r"no column 'nam'.*did you mean 'name'"):
        plan("items", ["id", "name"], {"title": "nam"}, "x.csv")


def test_a_mapping_is_shared_among_the_kinds() -> None:
    mapping = {"time": "ts", "items.id": "sku", "user": "who", "nonsense": "x"}
    assert mapping_of("items", mapping, ["items", "events"]) == {"time": "ts", "id": "sku", "nonsense": "x"}
    assert mapping_of("events", mapping, ["items", "events"]) == {
        "time": "ts",
        "user": "who",
        "nonsense": "x",
    }
