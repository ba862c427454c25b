"""One recommender a file, all behind the protocol of `base`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wellread.models.base import Model
from wellread.models.content import Content
from wellread.models.graph import Graph
from wellread.models.item_to_item import ItemToItem
from wellread.models.latest import Latest
from wellread.models.meaning import Meaning
from wellread.models.next_item import NextItemModel
from wellread.models.popular import Popular
from wellread.models.titles import Titles
from wellread.models.trending import Trending
from wellread.models.user_to_user import UserToUser
from wellread.models.words import Words
from wellread.settings import Models, SourceName


def create(settings: Models, names: Iterable[SourceName]) -> dict[str, Model]:
    """The models called `names`, not yet fitted, by their name."""
    makers: dict[SourceName, Callable[[], Model]] = {
        "popular": lambda: Popular(settings.popular),
        "trending": lambda: Trending(settings.trending),
        "latest": lambda: Latest(settings.latest),
        "content": lambda: Content(settings.content),
        "words": lambda: Words(settings.content),
        "meaning": Meaning,
        "titles": Titles,
        "item_to_item": lambda: ItemToItem(settings.item_to_item, settings.content),
        "next_item": lambda: NextItemModel(settings.next_item, settings.content),
        "user_to_user": lambda: UserToUser(settings.user_to_user),
        "graph": lambda: Graph(settings.graph, settings.content),
    }
    return {name: makers[name]() for name in names}
