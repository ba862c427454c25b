"""Encoders side by side: the same contenders and cases, the texts read by one encoder after another."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Self, get_args

from wellread.catalogue.catalogue import Catalogue
from wellread.catalogue.meaning import Meaning
from wellread.engine.mixing import settle
from wellread.errors import InvalidInput, NotFound, nearest
from wellread.evaluation.contenders import Contender, ModelContender
from wellread.evaluation.split import Split
from wellread.language.budget.gate import Gate
from wellread.language.budget.prices import BILLION
from wellread.language.encoders.base import DenseEncoder, Floats, VectorCache
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.create import create
from wellread.models.base import Interactions, Ints
from wellread.settings import Encoder, Settings

KINDS: tuple[str, ...] = get_args(Encoder.model_fields["kind"].annotation)


class Named(NamedTuple):
    """An encoder that was asked for."""

    name: str
    """Such as "lexical" or "static:folder"."""
    settings: Encoder
    encoder: DenseEncoder | None
    """None: words alone."""


class Encoded(NamedTuple):
    """A catalogue as one encoder reads it, and what that took."""

    name: str
    settings: Encoder
    catalogue: Catalogue
    texts: int
    """That were encoded now; the others were known."""
    seconds: float
    cost: int
    """In billionths of the budget's currency."""

    def told(self, currency: str) -> str:
        """What the reading took, in a line."""
        if self.catalogue.meaning is None:
            return f"{self.name}: no vectors"
        if not self.texts:
            return f"{self.name}: all vectors were kept from before"
        each = 1_000 / self.texts
        return (
            f"{self.name}: {self.texts:,} texts encoded; {self.seconds * each:.2f} s and "
            f"{self.cost / BILLION * each:.4f} {currency} per 1,000"
        )


class Timed:
    """An encoder whose work is counted.

    Args:
        encoder: Does the work.
    """

    def __init__(self, encoder: DenseEncoder) -> None:
        self._encoder = encoder
        self.identity = encoder.identity
        self.quick = encoder.quick
        self.texts = 0
        self.seconds = 0.0

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        """See `DenseEncoder.encode`."""
        begin = time.perf_counter()
        found = self._encoder.encode(texts, deadline)
        self.seconds += time.perf_counter() - begin
        self.texts += len(texts)
        return found


class EncodedContender:
    """A contender that sees the items as one encoder reads them.

    Args:
        contender: Who answers.
        encoded: What it answers from.
    """

    def __init__(self, contender: Contender, encoded: Encoded) -> None:
        self.name = f"{contender.name}, {encoded.name}"
        self.contender = contender
        self.encoded = encoded
        self.share = 0.0
        """Weight of the vectors in how alike items are, once fitted."""

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        """See `Contender.fit`: the catalogue is its own."""
        own = self.encoded.catalogue
        if isinstance(self.contender, ModelContender):  # a pipeline does it for itself
            settle(own, log, self.encoded.settings)
        self.contender.fit(log, own)
        self.share = own.meaning.mix.share if own.meaning else 0.0
        return self

    def learn(self, before: Interactions, after: Interactions, catalogue: Catalogue) -> None:
        """See `Contender.learn`."""
        self.contender.learn(before, after, self.encoded.catalogue)

    def lists(self, split: Split, k: int, tell: Callable[[int], None]) -> Ints:
        """See `Contender.lists`."""
        return self.contender.lists(split, k, tell)


def named(names: Sequence[str], settings: Settings, gate: Gate | None = None) -> list[Named]:
    """The encoders called `names`: a kind of the settings, with ":" and a model where it needs one.

    Without a model it is that of the settings, as are URL, key and all else.

    Args:
        names: Such as "lexical", "static:FOLDER", "transformer:NAME", "endpoint".
        settings: Of the workspace.
        gate: Through which calls of an endpoint pass.

    Raises:
        NotFound: there is no such kind, or no such folder.
        InvalidInput: one is named twice, or a folder holds no model of its kind.
        SettingsError: a model or URL is missing.
        MissingExtra: a library is not installed.
    """
    if len(set(names)) < len(names):
        raise InvalidInput(f"encoders {', '.join(names)}", "each once", "Leave one out.")
    found = []
    for name in names:
        kind, _, model = name.partition(":")
        if kind not in KINDS:
            raise NotFound(
                f"no encoder is of the kind '{kind}'{nearest(kind, KINDS)}",
                f"one of {', '.join(KINDS)}, followed by ':' and a model where it needs one",
                "Name another, such as static:FOLDER.",
            )
        model = model or (settings.encoder.model if settings.encoder.kind == kind else "")
        own = settings.encoder.model_copy(update={"kind": kind, "model": model})
        found.append(Named(_short(name, names), own, create(own, gate)))
    return found


def read(
    one: Named, documents: Sequence[str], catalogue: Catalogue, cache: VectorCache, gate: Gate | None = None
) -> Encoded:
    """The catalogue as an encoder reads it.

    Args:
        one: The encoder.
        documents: The text of every row.
        catalogue: The items; must not change from now on.
        cache: Keeps the vectors.
        gate: What the encoder's calls pass, if they do.

    Raises:
        LanguageModelError: the texts could not be encoded; what was encoded is kept.
    """
    if one.encoder is None:
        return Encoded(one.name, one.settings, catalogue.read_by(None), 0, 0.0, 0)
    timed, before = Timed(one.encoder), _spent(gate, one.settings.model)
    meaning = Meaning.fit(documents, Cached(timed, cache))
    cost = _spent(gate, one.settings.model) - before
    return Encoded(
        one.name, one.settings, catalogue.read_by(meaning), timed.texts, timed.seconds, cost
    )  # fmt: skip


def _spent(gate: Gate | None, model: str) -> int:
    return gate.totals()["embed", model, "cost"] if gate else 0


def _short(name: str, names: Sequence[str]) -> str:
    """The name without the way to its folder, where that tells it apart."""
    brief = {own: f"{own.partition(':')[0]}:{Path(own).name}" if "/" in own else own for own in names}
    return brief[name] if list(brief.values()).count(brief[name]) == 1 else name
