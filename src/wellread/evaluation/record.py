"""The record of a workspace as an evaluation needs it: all that was done, and nothing that was said later."""

from __future__ import annotations

from wellread.catalogue.catalogue import Catalogue, document
from wellread.catalogue.meaning import Meaning
from wellread.engine.fitting import interactions
from wellread.errors import InvalidInput
from wellread.language.encoders.cached import Cached
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Interactions
from wellread.settings import Settings
from wellread.store import Store


def read(store: Store, settings: Settings, encoder: Cached | None = None) -> tuple[Interactions, Catalogue]:
    """The log and the items.

    Histories are whole: what a case knows of somebody, and must not list again, may be older than what models
    learn from. Simulated events are left out. Items are encoded by their own texts alone: what people wrote
    about them may be later than a case.

    Args:
        store: The record.
        settings: Weights of kinds, and how texts are read.
        encoder: Gives texts vectors; None: they are read by their words alone.

    Raises:
        InvalidInput: there is no event that somebody really did.
        LanguageModelError: the texts could not be encoded; what was encoded is kept.
    """
    log = interactions(store, settings, synthetic=False)
    if not len(log):
        simulated = store.counts()["events"]
        raise InvalidInput(
            f"{simulated:,} events, all simulated or about no item"
            if simulated
            else "a record without events",
            "events of real people: lists for simulated ones tell of the simulator only",
            "Import some with `wellread import`.",
        )
    catalogue = Catalogue(LexicalEncoder(settings.language), settings.language)
    items = list(store.items())
    catalogue.put(items, encode=False)
    texts = [document(item) for _, item in items]
    catalogue.fit(texts)
    if encoder is not None:
        catalogue.meaning = Meaning.fit(texts, encoder)
    return log, catalogue


def documents(store: Store) -> list[str]:
    """The texts of the items by themselves, in row order, as `read` has them encoded."""
    return [document(item) for _, item in store.items()]
