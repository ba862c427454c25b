"""One recommender a file, all behind the protocol of `base`."""

from __future__ import annotations

from wellread.models.base import Model
from wellread.models.content import Content
from wellread.models.item_to_item import ItemToItem
from wellread.models.latest import Latest
from wellread.models.next_item import NextItemModel
from wellread.models.popular import Popular
from wellread.models.words import Words
from wellread.settings import Models


def create(settings: Models) -> dict[str, Model]:
    """Every model by its name, not yet fitted."""
    models: list[Model] = [
        Popular(settings.popular),
        Latest(settings.latest),
        Content(settings.content),
        Words(settings.content),
        ItemToItem(settings.item_to_item, settings.content),
        NextItemModel(settings.next_item, settings.content),
    ]
    return {model.name: model for model in models}
