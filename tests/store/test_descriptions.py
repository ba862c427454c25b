import pytest

from wellread.domain import Item
from wellread.errors import NotFound
from wellread.store import Description, Store

LAMP = Description("lamp", "en", "plain", "A lamp.", "model", "m1", "p", "f", 5.0)


@pytest.fixture
def lamps(store: Store) -> Store:
    store.put_items([Item(id="lamp"), Item(id="chair")])
    return store


def test_a_description_comes_back_as_it_was(lamps: Store) -> None:
    zh = LAMP._replace(language="zh", text="一盏灯。", approved=True)
    chair = LAMP._replace(item="chair")
    for one in (zh, chair, LAMP):
        lamps.put_description(one)

    assert lamps.descriptions("lamp") == [LAMP, zh]
    assert lamps.descriptions() == [LAMP, zh, chair]
    assert lamps.descriptions("nothing") == []


def test_a_description_is_replaced_in_its_language_and_tone(lamps: Store) -> None:
    lamps.put_description(LAMP)
    lamps.put_description(LAMP._replace(tone="warm"))
    lamps.put_description(LAMP._replace(text="Another lamp."))

    assert [one.text for one in lamps.descriptions("lamp")] == ["Another lamp.", "A lamp."]


def test_a_description_is_approved_and_refused(lamps: Store) -> None:
    lamps.put_description(LAMP)
    for opinion in (True, False, None):
        lamps.approve_description("lamp", "en", "plain", opinion)
        assert lamps.descriptions("lamp")[0].approved is opinion
    with pytest.raises(NotFound, match="warm description of 'lamp'"):
        lamps.approve_description("lamp", "en", "warm", True)
    with pytest.raises(NotFound):
        lamps.approve_description("nothing", "en", "plain", True)


def test_an_unknown_item_cannot_be_described(lamps: Store) -> None:
    with pytest.raises(NotFound):
        lamps.put_description(LAMP._replace(item="nothing"))


def test_a_deleted_item_is_not_described(lamps: Store) -> None:
    lamps.put_description(LAMP)
    lamps.delete_item("lamp")

    assert lamps.descriptions() == []
