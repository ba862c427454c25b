"""What is read out of texts beside their words: how content people are, tags and categories of items.

It is read at the fit and by the learner, and stands in columns of the catalogue beside what items bring
themselves: `sentiment`, `reviews`, `read_tags`, `read_category`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Item
from wellread.engine.opinions import Opinions
from wellread.engine.read_columns import CATEGORY, TAGS, VALUES, Arrays, columns, entries, texts
from wellread.engine.tagging import Tagging
from wellread.language.opinions.sentiment import Sentiment
from wellread.language.word_list import packed
from wellread.models.base import NO_ROWS, Doubles, Ints
from wellread.settings import Settings
from wellread.store import Store

_MODELS, _SUMS = "models", "opinions"


class Reading:
    """What was read of each item, and what reads it.

    Args:
        opinions: How content people are; None: nobody asks.
        tagging: Tags and categories; None: nobody asks.
    """

    def __init__(self, opinions: Opinions | None, tagging: Tagging | None) -> None:
        self.opinions = opinions
        self.tagging = tagging
        self._tags: dict[int, tuple[str, ...]] = {}
        self._categories: dict[int, str] = {}
        self._held: Arrays | None = None
        """What was read, as files hold it; None: it changed since."""
        self._kinds: Arrays | None = None
        """The same of tags and categories alone."""

    @classmethod
    def fit(
        cls,
        store: Store,
        items: Sequence[tuple[int, Item]],
        catalogue: Catalogue,
        settings: Settings,
        until: int,
    ) -> Self:
        """Learn, read everything, and put it into the catalogue.

        Args:
            store: Holds what people wrote.
            items: All, with their rows.
            catalogue: The same, encoded.
            settings: Whether; how texts are read; what stars mean.
            until: Seq of the last event to read.
        """
        own, language = settings.reading, settings.language
        opinions = Opinions.fit(store, language, settings.events, until) if own.sentiment else None
        tagging = Tagging.fit(items, catalogue, settings.models.content, language) if own.tags else None
        found = cls(opinions, tagging)
        found._put(catalogue)
        found.take_items(items, catalogue)
        return found

    def take_items(self, items: Sequence[tuple[int, Item]], catalogue: Catalogue) -> None:
        """Read items that came or changed."""
        if self.tagging is None or not items:
            return
        tags = self.tagging.tags_of(items, catalogue)
        categories = self.tagging.categories_of(items, catalogue)
        for (row, _), own, category in zip(items, tags, categories, strict=True):
            self._tags[row], self._categories[row] = own, category
        self._kinds = None
        self._put(catalogue)

    def hear(self, store: Store, since: int, until: int, erased: Ints, catalogue: Catalogue) -> None:
        """Read what people wrote since; see `Opinions.hear`."""
        if self.opinions is not None and self.opinions.hear(store, since, until, erased):
            self._put(catalogue)

    def sentiments(self, before: float) -> Doubles | None:
        """(n_rows,) what was said before a time, known after `fit` alone; None: nobody asks."""
        return None if self.opinions is None else self.opinions.means(before)

    def _put(self, catalogue: Catalogue) -> None:
        self._held = None
        catalogue.put_read(columns(self._values()))

    def _values(self) -> Arrays:
        if self._held is None:
            self._held = {**self._tagged(), **self._heard()}
        return self._held

    def _heard(self) -> Arrays:
        """What was written about items, as files hold it."""
        if self.opinions is None:
            return {"heard": NO_ROWS, "sentiment": np.zeros(0), "reviews": NO_ROWS}
        heard = np.flatnonzero(self.opinions.counts)
        means, counts = self.opinions.means()[heard], self.opinions.counts[heard]
        return {"heard": heard, "sentiment": means, "reviews": counts}

    def _tagged(self) -> Arrays:
        """Tags and categories, as files hold them."""
        if self._kinds is None:
            tags = entries((row, tag) for row, own in sorted(self._tags.items()) for tag in own)
            categories = entries((row, own) for row, own in sorted(self._categories.items()) if own)
            self._kinds = {
                "tag_rows": tags.rows, "tag_codes": tags.codes, "tag_names": packed(tags.names),
                "category_rows": categories.rows, "category_codes": categories.codes,
                "category_names": packed(categories.names),
            }  # fmt: skip
        return self._kinds

    def save(self, folder: Path, before: Path | None = None) -> None:
        """Write everything to `folder`.

        Args:
            folder: Where to.
            before: Where what was learnt at the fit lies already: it gets one more name.
        """
        if before is not None:
            files.link_all(before / _MODELS, folder / _MODELS)
        else:
            if self.opinions is not None:
                self.opinions.sentiment.save(folder / _MODELS / "sentiment")
            if self.tagging is not None:
                self.tagging.save(folder / _MODELS)
        if self.opinions is not None:
            self.opinions.save(folder / _SUMS)
        files.write(folder / VALUES, {}, self._values())

    @classmethod
    def load(cls, folder: Path, settings: Settings) -> Self:
        """Read what `save` wrote, to go on reading.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        own, language = settings.reading, settings.language
        opinions, tagging = None, None
        if own.sentiment and (folder / _SUMS).is_dir():
            sentiment = Sentiment.load(folder / _MODELS / "sentiment", language)
            opinions = Opinions.load(folder / _SUMS, sentiment)
        if own.tags:
            tagging = Tagging.load(folder / _MODELS, settings.models.content, language)
        found = cls(opinions, tagging)
        found.lies_in(folder)
        held = columns(found._values())
        found._tags = texts(held[TAGS])
        found._categories = {row: own[0] for row, own in texts(held[CATEGORY]).items()}
        return found

    def lies_in(self, folder: Path) -> None:
        """Go on from the files of a snapshot, which the next one shares as far as nothing changes."""
        if not (folder / VALUES).is_dir():  # fitted before there was anything to read
            return
        self._held = self._kinds = files.read(folder / VALUES)[1]
