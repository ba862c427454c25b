from __future__ import annotations

import tomllib

import pytest

from wellread.evaluation import space
from wellread.evaluation.space import RANGES
from wellread.settings import BUILT_IN, Models, Pipeline, Settings


@pytest.mark.parametrize(
    ("section", "key"), [(section, key) for section, own in RANGES.items() for key in own]
)
def test_every_name_is_a_setting_whose_default_lies_within(section: str, key: str) -> None:
    value = getattr(getattr(Models(), section), key)

    low, high, _ = RANGES[section][key]
    assert low <= value <= high
    assert isinstance(value, int) == isinstance(low, int) == isinstance(high, int)


def test_only_the_sources_of_the_pipeline_are_searched() -> None:
    own = Pipeline(sources={"words": 1.0, "content": 1.0, "popular": 0.0})

    assert set(space.ranges(own)) == {"content.neighbours", "content.fade"}
    assert set(space.ranges(BUILT_IN["home"])) >= {"item_to_item.ridge", "next_item.decay"}


class Lowest:
    """Suggests the low end."""

    def suggest_float(self, name: str, low: float, high: float, *, log: bool = False) -> float:
        return low + 1e-7

    def suggest_int(self, name: str, low: int, high: int, *, log: bool = False) -> int:
        return low


def test_what_is_tried_is_what_is_written() -> None:
    values = space.suggested(Lowest(), space.ranges(BUILT_IN["home"]))
    settings = space.applied(Settings(), values)

    assert settings.models.item_to_item.ridge == 5.0
    assert settings.models.item_to_item.memory == Models().item_to_item.memory
    written = Settings(**tomllib.loads(space.toml(values)))
    assert written.models == settings.models


def test_present_values_are_brought_within_the_ends() -> None:
    settings = space.applied(Settings(), {"item_to_item.text_prior": 0.0, "item_to_item.ridge": 77.0})
    found = space.present(settings, space.ranges(BUILT_IN["home"]))

    assert found["item_to_item.text_prior"] == 0.05
    assert found["item_to_item.ridge"] == 77.0
