"""Tags and categories for the items of a catalogue that have none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from scipy.sparse import csr_array, vstack

from wellread.catalogue.catalogue import Catalogue, document
from wellread.domain import Item
from wellread.language.topics.categories import MOST, Categories
from wellread.language.topics.key_phrases import KeyPhrases
from wellread.language.topics.tags import NeighbourTags
from wellread.settings import Content, Language
from wellread.sparse import empty

FEWEST = 50
"""Items with tags from which on others are given theirs; below that, key phrases of their own texts."""
SAMPLE = 1_000
"""Items whose tags are hidden to find out how sure to be."""
PHRASES = 5
"""Key phrases an item is given."""
_FOLDERS = ("tags", "phrases", "categories")


class Tagging(NamedTuple):
    """What reads them."""

    content: Content
    """Whose lists of similar items are gone by."""
    tags: NeighbourTags | None
    phrases: KeyPhrases | None
    """Where too few items have tags."""
    categories: Categories | None

    @classmethod
    def fit(
        cls, items: Sequence[tuple[int, Item]], catalogue: Catalogue, content: Content, language: Language
    ) -> Self:
        """Learn from the items that have tags, and from those that have a category.

        Args:
            items: All, with their rows.
            catalogue: The same, encoded.
            content: How similar items are found.
            language: How texts are read.
        """
        tagged = [(row, item) for row, item in items if item.tags]
        tags = phrases = None
        if len(tagged) >= FEWEST:
            tags = _neighbour_tags(items, tagged, catalogue, content)
        elif len(tagged) < len(items):
            phrases = KeyPhrases(language).fit([_text(item) for _, item in items])
        return cls(content, tags, phrases, _categories(items, catalogue))

    def tags_of(self, items: Sequence[tuple[int, Item]], catalogue: Catalogue) -> list[tuple[str, ...]]:
        """The tags of items without any of their own; none for the others."""
        found: list[tuple[str, ...]] = [()] * len(items)
        bare = [index for index, (_, item) in enumerate(items) if not item.tags and _text(item).strip()]
        if self.tags and bare:
            near = catalogue.similar(self.content.similarity, self.content.neighbours)
            read = self.tags.read(near[[items[index][0] for index in bare]])
        elif self.phrases:
            read = [self.phrases.read(_text(items[index][1]), PHRASES) for index in bare]
        else:
            return found
        for index, own in zip(bare, read, strict=True):
            found[index] = own
        return found

    def categories_of(self, items: Sequence[tuple[int, Item]], catalogue: Catalogue) -> list[str]:
        """The category of items without one of their own; "" for the others, and where none is likely."""
        found = [""] * len(items)
        bare = [index for index, (_, item) in enumerate(items) if not item.category and _text(item).strip()]
        if self.categories and bare:
            read = self.categories.read(catalogue.encoder.encode([document(items[i][1]) for i in bare]))
            for index, own in zip(bare, read, strict=True):
                found[index] = own
        return found

    def save(self, folder: Path) -> None:
        """Write what was learnt to `folder`."""
        for name, part in zip(_FOLDERS, self[1:], strict=True):
            if part is not None:
                part.save(folder / name)

    @classmethod
    def load(cls, folder: Path, content: Content, language: Language) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: damaged or written by another version.
        """
        tags, phrases, categories = (folder / name for name in _FOLDERS)
        return cls(
            content,
            NeighbourTags.load(tags) if tags.is_dir() else None,
            KeyPhrases.load(phrases, language) if phrases.is_dir() else None,
            Categories.load(categories) if categories.is_dir() else None,
        )


def _text(item: Item) -> str:
    return "\n".join([item.title if item.title != item.id else "", item.text])


def _neighbour_tags(
    items: Sequence[tuple[int, Item]],
    tagged: Sequence[tuple[int, Item]],
    catalogue: Catalogue,
    content: Content,
) -> NeighbourTags:
    """The tags of the catalogue, and how sure to be on items whose own are hidden."""
    own: list[Sequence[str]] = [()] * len(catalogue)
    for row, item in items:
        own[row] = item.tags
    drawn = np.sort(np.random.default_rng(0).permutation(len(tagged))[:SAMPLE])
    bare = [tagged[index][1].model_copy(update={"tags": []}) for index in drawn]
    rows = catalogue.encoder.encode([document(item) for item in bare])
    sample = np.array([tagged[index][0] for index in drawn], np.int64)
    near = [_nearest(rows[[at]], row, catalogue, content) for at, row in enumerate(sample.tolist())]
    return NeighbourTags.fit(own, sample, csr_array(vstack([*near, empty(0, len(catalogue))])))


def _nearest(words: csr_array, row: int, catalogue: Catalogue, content: Content) -> csr_array:
    """(1, n_items) the items most like a text, that of `row` apart."""
    likeness = catalogue.match(words, content.similarity).copy()
    likeness[row] = 0.0
    if len(likeness) > content.neighbours:
        likeness[likeness < np.partition(likeness, -content.neighbours)[-content.neighbours]] = 0.0
    return csr_array(np.maximum(likeness, 0.0)[None, :])


def _categories(items: Sequence[tuple[int, Item]], catalogue: Catalogue) -> Categories | None:
    known = [item for _, item in items if item.category]
    if len({item.category for item in known}) < 2:
        return None
    if len(known) > MOST:
        drawn = np.sort(np.random.default_rng(0).permutation(len(known))[:MOST])
        known = [known[index] for index in drawn]
    bare = [document(item.model_copy(update={"category": ""})) for item in known]
    return Categories.fit(catalogue.encoder.encode(bare), [item.category for item in known])
