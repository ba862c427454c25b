"""Descriptions of a deployment's items: written, kept, found outdated, approved of."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from wellread.domain import Item
from wellread.errors import InvalidInput
from wellread.language.describing.describe import Written, describe, prompt_digest
from wellread.language.describing.facts import Facts, facts_of
from wellread.language.describing.template import TONES, Tone
from wellread.language.describing.verify import LANGUAGES
from wellread.language.writing.writer import Writer
from wellread.store import Description, Store
from wellread.store.descriptions import missing

Outcome = Literal["written", "unchanged", "kept", "nothing to say"]


class Described(NamedTuple):
    """What became of one item."""

    id: str
    outcome: Outcome
    """`kept`: a person approved of the text that is there, and it still holds."""
    text: str = ""
    origin: str = ""
    model: str = ""
    refused: tuple[str, ...] = ()
    """What was written on the way and is not borne out by the facts."""
    left_out: tuple[str, ...] = ()
    """What of the record is no fact, since it contradicts itself or speaks to language models."""
    note: str = ""
    """Why no model wrote it, where one was asked."""


class Describing:
    """Writes descriptions into the record and reads them from there.

    Args:
        store: The record.
        language: One of `LANGUAGES`.
        tone: One of `TONES`.
        writer: None: templates write.

    Raises:
        InvalidInput: a language or tone that is not known.
    """

    def __init__(
        self, store: Store, language: str = "en", tone: str = "plain", writer: Writer | None = None
    ) -> None:
        self._store = store
        self._writer = writer
        self.language = _known("language", language, LANGUAGES)
        self.tone: Tone = _known("tone", tone, TONES)  # type: ignore[assignment]

    def run(self, ids: Iterable[str], keep: bool = True) -> Iterator[Described]:
        """Describe items, one after the other.

        Args:
            ids: Of the items.
            keep: Whether the texts are stored.

        Raises:
            NotFound: no item has an id.
        """
        for id in ids:
            yield self.one(id, keep)

    def one(self, id: str, keep: bool = True) -> Described:
        """Describe one item; nothing is asked of a model where facts and prompt are what they were."""
        facts = facts_of(self._store.item(id), self.language)
        stored, model = self._stored(id), self._writer.model if self._writer else ""
        if stored is not None and stored.facts == facts.digest:
            if stored.approved:
                return _told(id, "kept", stored, facts)
            if stored.prompt == prompt_digest(facts, self.tone, model):
                return _told(id, "unchanged", stored, facts)
        written = describe(facts, self.tone, self._writer)
        if written is None:
            return Described(id, "nothing to say", left_out=facts.left_out)
        description = self._description(id, facts, written, model)
        if stored is not None and stored[:6] == description[:6] and stored.facts == facts.digest:
            description = description._replace(approved=stored.approved)  # a refused text is refused again
        if keep:
            self._store.put_description(description)
        refused = tuple(dict.fromkeys(f"{c.what}: {c.why}" for c in written.complaints))
        return _told(id, "written", description, facts)._replace(refused=refused, note=written.note)

    def missing(self) -> list[str]:
        """The items that can be shown and have no description, or an outdated one."""
        held = {d.item: d.facts for d in self._store.descriptions() if self._same(d)}
        return [
            item.id
            for _, item in self._store.items()
            if item.available and held.get(item.id) != facts_of(item, self.language).digest
        ]

    def every(self) -> list[str]:
        """The items that can be shown."""
        return [item.id for _, item in self._store.items() if item.available]

    def read(self, id: str) -> Description:
        """The description of an item.

        Raises:
            NotFound: no item has this id; there is no description; the item changed since, or a person
                refused it.
        """
        item = self._store.item(id)
        found = self._stored(id)
        if found is None or found.approved is False or self._outdated(found, item):
            raise missing(id, self.language, self.tone)
        return found

    def approve(self, id: str, approved: bool | None = True) -> Description:
        """Say what a person thinks of the description of an item: approved, refused, or undecided.

        Raises:
            NotFound: no item has this id; there is no description; the item changed since.
        """
        item = self._store.item(id)
        found = self._stored(id)
        if found is None or self._outdated(found, item):
            raise missing(id, self.language, self.tone)
        self._store.approve_description(id, self.language, self.tone, approved)
        return found._replace(approved=approved)

    def _outdated(self, description: Description, item: Item) -> bool:
        return description.facts != facts_of(item, self.language).digest

    def _stored(self, id: str) -> Description | None:
        return next((found for found in self._store.descriptions(id) if self._same(found)), None)

    def _same(self, description: Description) -> bool:
        return (description.language, description.tone) == (self.language, self.tone)

    def _description(self, id: str, facts: Facts, written: Written, model: str) -> Description:
        """What is stored. A template that stands in for a model that was away is replaced later."""
        tried = model if written.origin == "model" or written.complaints else ""
        prompt = prompt_digest(facts, self.tone, tried)
        return Description(
            id, self.language, self.tone, written.text, written.origin, written.model, prompt, facts.digest,
            time.time(),
        )  # fmt: skip


def _told(id: str, outcome: Outcome, description: Description, facts: Facts) -> Described:
    return Described(
        id, outcome, description.text, description.origin, description.model, left_out=facts.left_out
    )


def _known(name: str, given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise InvalidInput(
            f"{name} = '{given}'",
            f"one of {', '.join(known)}",
            "Ask for another: only what can be verified is written.",
        )
    return given
