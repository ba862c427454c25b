"""The language models that the settings name, made at the first need and shared by everybody."""

from __future__ import annotations

import threading
from functools import cached_property

from wellread.language.encoders.cached import Cached
from wellread.language.encoders.create import create
from wellread.language.writing.writer import Writer
from wellread.settings import Settings
from wellread.store import Store


class LanguageModels:
    """Encoder and writer of a workspace.

    Args:
        settings: Which.
        store: Keeps vectors, answers and the ledger.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._lock = threading.Lock()

    @cached_property
    def encoder(self) -> Cached | None:
        """What gives texts vectors; None for words alone."""
        with self._lock:
            made = create(self._settings.encoder)
            return None if made is None else Cached(made, self._store)

    @cached_property
    def writer(self) -> Writer | None:
        """What writes; None: nothing does."""
        return None
