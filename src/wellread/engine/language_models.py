"""The language models that the settings name, made at the first need and shared by everybody."""

from __future__ import annotations

import threading

from wellread.errors import ModelUnavailable, WellreadError
from wellread.language.budget.gate import Gate
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.create import create
from wellread.language.writing.create import create as create_writer
from wellread.language.writing.metered import Metered
from wellread.language.writing.writer import Writer
from wellread.settings import Settings
from wellread.store import Store


class LanguageModels:
    """Encoder and writer of a workspace, and the gate that their calls pass. For all threads.

    Args:
        settings: Which.
        store: Keeps vectors, answers and the ledger.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self.gate = Gate(settings.budget, store)
        self._settings = settings
        self._store = store
        self._lock = threading.Lock()
        self._encoder: Cached | None = None
        self._writer: Metered | None = None

    @property
    def encoder(self) -> Cached | None:
        """What gives texts vectors; None for words alone.

        Raises:
            SettingsError: No model, or no URL, is named where one is needed.
            NotFound: Its folder is not there.
            InvalidInput: The folder holds no model of this kind.
            MissingExtra: Its library is not installed.
        """
        with self._lock:
            if self._encoder is None:
                made = create(self._settings.encoder, self.gate)
                self._encoder = None if made is None else Cached(made, self._store)
            return self._encoder

    @property
    def writer(self) -> Metered | None:
        """What writes; None: nothing does. Raises as `encoder` does."""
        with self._lock:
            if self._writer is None:
                made = create_writer(self._settings.writer)
                if made is not None:
                    self._writer = Metered(made, self._settings.writer, self.gate, self._store)
            return self._writer

    def demand_writer(self) -> Writer:
        """What writes.

        Raises:
            ModelUnavailable: Nothing is set, or it cannot be made.
        """
        try:
            writer: Writer | None = self.writer
        except WellreadError as error:
            raise ModelUnavailable(error.given, error.expected, error.do) from error
        if writer is None:
            raise ModelUnavailable("no writer is set", "a [writer] in the settings", "Set writer.kind.")
        return writer

    def close(self) -> None:
        """Hang up and write down what is not in the ledger yet; before the store is closed."""
        with self._lock:
            if self._writer is not None:
                self._writer.close()
        self.gate.flush()
