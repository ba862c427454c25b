"""Kinds of items: a film is described otherwise than a pan."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from wellread.domain import Item
from wellread.language.word_set import word_set

Kind = Literal["film", "book", "song", "post", "course", "product", "item"]
STORIES: frozenset[Kind] = frozenset({"film", "book", "song", "post"})
"""Kinds whose texts tell of a world of their own, where doctors heal and shops sell."""

_WORDS: dict[Kind, frozenset[str]] = {
    "film": word_set("film films movie movies tv video series show cinema 电影 影视 影片 电视剧 视频"),
    "book": word_set("book books novel novels ebook comic 图书 书籍 小说 书"),
    "song": word_set("song songs music track tracks album 歌曲 音乐 单曲 专辑"),
    "post": word_set("post posts article blog thread tweet news 帖子 文章 动态 新闻 微博"),
    "course": word_set("course courses class lesson tutorial 课程 教程"),
    "product": word_set("product products goods shop 商品 产品"),
}
_ROLES: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("film", frozenset({"director", "actor", "studio"})),
    ("course", frozenset({"instructor", "lessons"})),
    ("song", frozenset({"artist", "album", "composer", "lyricist"})),
    ("product", frozenset({"brand", "material", "price", "weight", "colour", "maker"})),
    ("book", frozenset({"author"})),
)
"""In this order: a book may have a price and a product an author, but hardly a director."""
_BOOKISH = frozenset({"pages", "publisher", "translator", "format"})


def names_kind(word: str) -> bool:
    """Whether a tag or category only says what kind of item it is."""
    return any(word.casefold() in known for known in _WORDS.values())


def guess(item: Item, roles: Collection[str]) -> Kind:
    """The kind of `item`: what it says itself, else what its category says, else what fields it has."""
    said = [str(item.attributes.get(name, "")) for name in ("type", "kind", "类型")] + [
        item.category,
        *item.tags,
    ]
    for text in said:
        words = set(text.casefold().replace("/", " ").replace("&", " ").split())
        for kind, known in _WORDS.items():
            if words & known:
                return kind
    if "author" in roles and _BOOKISH & set(roles):
        return "book"
    if "author" in roles and {"posted_by", "user"} & {name.casefold() for name in item.attributes}:
        return "post"
    return next((kind for kind, known in _ROLES if known & set(roles)), "item")
