from typing import Any

import pytest

from wellread.domain import Item
from wellread.errors import InvalidInput
from wellread.store.body import dump, dump_context, load_context, load_item


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(levels):
        value = {"x": value}
    return value


@pytest.mark.parametrize("levels", [1, 50, 190, 199, 200, 201, 240, 260, 2000])
def test_what_can_be_written_can_be_read(levels: int) -> None:
    item = Item.model_construct(id="a", attributes=nested(levels))
    try:
        body = dump("item 'a'", item, {"id", "available"})
        context = dump_context(nested(levels))
    except InvalidInput:
        assert levels > 199
        return
    assert load_item("a", body, True).attributes == item.attributes
    assert load_context(context) == nested(levels)


def test_defaults_take_no_space() -> None:
    assert dump("item 'a'", Item(id="a"), {"id", "available"}) == "{}"
    assert dump_context({}) == ""
    assert load_context("") == {}


def test_numbers_that_json_lacks_become_null() -> None:
    assert load_context(dump_context({"x": float("nan"), "y": 2**70})) == {"x": None, "y": 2**70}
