"""From the record to fitted models: read the log, fit, write a snapshot; and load one."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import SAID_CHARS, Catalogue, document
from wellread.catalogue.meaning import Meaning, later
from wellread.engine.belief import Belief, Counts
from wellread.engine.deadline import Pace
from wellread.engine.engine import Engine
from wellread.engine.mixing import settle
from wellread.engine.profile import segment
from wellread.engine.read_columns import take_up as take_up_reading
from wellread.engine.reading import Reading
from wellread.engine.snapshot import Snapshots
from wellread.engine.spreads import measure
from wellread.engine.strength import strength
from wellread.engine.teaching import Taught, teach, wanting
from wellread.errors import LanguageModelError, SnapshotError
from wellread.language.encoders.cached import Cached
from wellread.language.lexical import LexicalEncoder
from wellread.models import create
from wellread.models.base import NOTHING, Floats, Interactions, Model
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.ranking.fusion import comparable
from wellread.ranking.ranker import loaded
from wellread.settings import Events, Settings
from wellread.store import EventLog, Store

CATALOGUE, VECTORS, BELIEF = "catalogue", "vectors", "belief"
READING = "reading"
"""Folders of a snapshot beside those of the models."""
RESET = "rankers_reset"
"""Key of the record, and of manifests: when it was last asked that rankers forget what they learnt."""
Progress = Callable[[str, int, int], None]
"""Called with the name of the step that begins, its number and how many there are."""

log = logging.getLogger(__name__)


def fit(
    store: Store,
    settings: Settings,
    snapshots: Snapshots,
    progress: Progress,
    encoder: Cached | None = None,
) -> Engine:
    """Fit everything on the whole record and publish a snapshot.

    Args:
        store: The record.
        settings: Pipelines and hyper-parameters.
        snapshots: Where it is published.
        progress: Told of each step.
        encoder: Gives texts vectors; None, or where it fails: texts are read by their words alone.
    """
    begin = _numbered(progress, settings, encoder is not None)
    begin("reading items")
    item_version, seq = store.item_version(), store.last_seq()
    catalogue = Catalogue(LexicalEncoder(settings.language), settings.language)
    items = list(store.items())
    catalogue.put(items, encode=False)
    begin("reading texts")
    said = _said(store)
    catalogue.fit([document(item, said.get(row, "")) for row, item in items])
    if encoder:  # of what the items say of themselves: what people wrote of them stays here, and is erased
        begin("encoding texts")
        catalogue.meaning = _meaning([document(item) for _, item in items], encoder)
    begin("reading events")
    erasure, events = _whole_log(store, settings, seq)
    begin("reading opinions, tags and categories")
    read = Reading.fit(store, items, catalogue, settings, seq)
    models, spreads, (rankers, metrics), belief, noise = fit_models(events, catalogue, settings, begin, read)
    begin("writing")

    def fill(folder: Path) -> dict[str, Any]:
        catalogue.save(folder / CATALOGUE)
        if catalogue.meaning:
            catalogue.meaning.save(folder / VECTORS)
        belief.save(folder / BELIEF)
        read.save(folder / READING)
        for name, model in models.items():
            model.save(folder / name)
        return {
            "settings": fingerprint(settings), "seq": seq, "erasure": erasure, "item_version": item_version,
            "models": list(models), "spreads": spreads,
            "rankers": {name: ranker.saved() for name, ranker in rankers.items()},
            RESET: store.get_meta(RESET) or "", "fitted_seq": seq, "fitted_items": len(catalogue),
            "events": len(events.last(settings.models.max_history)), "users": len(np.unique(events.users)),
            "noise": noise, "metrics": metrics, **_of_catalogue(catalogue), "dropped": _dropped(models),
        }  # fmt: skip

    return Engine(settings, catalogue, models, snapshots.write(fill), spreads, rankers)


def _numbered(progress: Progress, settings: Settings, encodes: bool) -> Callable[[str], None]:
    """Tells `progress` of a step by its name."""
    steps = [
        "reading items", "reading texts", *(["encoding texts"] if encodes else []), "reading events",
        "reading opinions, tags and categories", "lessons",
        *(f"ranker of {name}" for name in wanting(settings)), *settings.sources(), "measuring", "writing",
    ]  # fmt: skip
    numbers = {name: index for index, name in enumerate(steps)}
    return lambda name: progress(name, numbers[name], len(steps))


def _of_catalogue(catalogue: Catalogue) -> dict[str, Any]:
    """What a manifest says of the items."""
    meaning = catalogue.meaning
    return {
        "items": len(catalogue),
        "encoder": meaning.identity if meaning else "",
        "mix": meaning.mix._asdict() if meaning else {},
    }


def _dropped(models: Mapping[str, Model]) -> dict[str, float]:
    """What of the sums was left out for lack of memory, by model."""
    return {
        name: model.sums.dropped
        for name, model in models.items()
        if isinstance(model, NeighbourhoodModel) and model.sums.dropped
    }


def _meaning(documents: list[str], encoder: Cached) -> Meaning | None:
    """The vectors of all texts; None where the encoder fails: a fit must not wait for another's server."""
    try:
        return Meaning.fit(documents, encoder)
    except LanguageModelError as error:
        log.warning("texts are read by their words alone: %s", error)
        return None


def _whole_log(store: Store, settings: Settings, seq: int) -> tuple[int, Interactions]:
    """The number of the last erasure, and the log up to `seq` without those who were erased."""
    while True:
        erasure = store.tail(seq).erasure
        log = interactions(store, settings, seq)
        if store.tail(seq, erasure).erasure == erasure:  # else somebody was erased while it was read
            return erasure, log


class Fitted(NamedTuple):
    """What is learnt from a log."""

    models: dict[str, Model]
    spreads: dict[str, float]
    taught: Taught
    """The rankers, and how well they foretold."""
    belief: Belief
    """Weighs the histories that are learnt or forgotten later."""
    noise: Counts
    """What was weighed down."""


def fit_models(
    log: Interactions,
    catalogue: Catalogue,
    settings: Settings,
    begin: Callable[[str], None] = lambda name: None,
    reading: Reading | None = None,
) -> Fitted:
    """Fit every model that some pipeline weighs, and the rankers: these first, on models of an earlier time.

    Noise is weighed down or left out, then at most `max_history` events of each person are learnt from.

    Args:
        log: Every event, in order of person and time.
        catalogue: The items.
        settings: Pipelines and hyper-parameters.
        begin: Told what begins.
        reading: What people wrote of the items, where it was read.
    """
    belief = Belief.of(log, len(catalogue), settings.events.noise)
    log, noise = belief.weighed(log)
    log = log.last(settings.models.max_history)
    settle(catalogue, log, settings.encoder)
    taught = teach(settings, log, catalogue, begin, reading)
    models = create(settings.models, settings.sources())
    for name, model in models.items():
        begin(name)
        model.fit(log, catalogue)
    begin("measuring")
    spreads = measure(models, log, catalogue, settings.events.history)
    return Fitted(models, spreads, taught, belief, noise)


def load(
    store: Store, settings: Settings, snapshots: Snapshots, version: str, encoder: Cached | None = None
) -> Engine:
    """Load a snapshot and bring it up to date with items that came or changed since.

    Of its models those that a pipeline names are loaded. Where the snapshot lacks one, requests to that
    pipeline fail; the others are answered. Texts that are new get the vectors that `encoder` has kept.

    Raises:
        SnapshotError: missing, damaged or written by another version.
    """
    folder, manifest = snapshots.read(version)
    missing = {"seq", "erasure", "items", "item_version", "models", "spreads", "rankers"} - manifest.keys()
    if missing:
        raise files.damaged(folder, f"its manifest lacks {', '.join(sorted(missing))}")
    words = LexicalEncoder.load(folder / CATALOGUE / "encoder", settings.language)
    catalogue = Catalogue(words, settings.language)
    catalogue.put(list(store.items()), encode=False)
    if len(catalogue) < manifest["items"]:
        raise SnapshotError(
            f"snapshot {version} knows {manifest['items']} items, the record {len(catalogue)}",
            "models fitted on this record",
            "Fit again with `wellread fit`.",
        )
    catalogue.load(folder / CATALOGUE)
    if manifest.get("encoder"):
        catalogue.meaning = Meaning.load(folder / VECTORS, encoder)
    catalogue.put(list(store.items(manifest["item_version"])))
    return _answering(settings, catalogue, folder, manifest, {})


def take_up(engine: Engine, snapshots: Snapshots, version: str) -> Engine:
    """What was learnt since `engine`, in another on the same catalogue; models that never learn are shared.

    Args:
        engine: Of the same fit as `version`; its catalogue has all items that the snapshot knows.
        snapshots: Where it is.
        version: Which.

    Raises:
        SnapshotError: missing, damaged or written by another version.
    """
    folder, manifest = snapshots.read(version)
    if manifest.get("encoder"):
        engine.catalogue.take_meaning(*later(folder / VECTORS))
    still = {name: model for name, model in engine.models.items() if not model.learns}
    return _answering(engine.settings, engine.catalogue, folder, manifest, still, engine.pace)


def _answering(
    settings: Settings,
    catalogue: Catalogue,
    folder: Path,
    manifest: dict[str, Any],
    held: Mapping[str, Model],
    pace: Pace | None = None,
) -> Engine:
    """An engine on the models below `folder`, but for those that are held already."""
    take_up_reading(folder / READING, catalogue)
    items = catalogue.version
    models = create(settings.models, [name for name in settings.sources() if name in manifest["models"]])
    for name, model in models.items():
        if name not in held:
            model.load(folder / name, catalogue)
            model.update(NOTHING, NOTHING, catalogue, most=0)  # new items; a learner sees to the others
    rankers = {name: loaded(saved) for name, saved in manifest["rankers"].items()}
    made = models | dict(held)
    found = Engine(
        settings, catalogue, made, manifest["version"], manifest["spreads"], rankers, pace=pace, items=items
    )
    found.prepare()
    return found


def outdated(manifest: Mapping[str, Any], settings: Settings) -> bool:
    """Whether a fit by these settings would give other models, or models that the snapshot lacks."""
    lacking = set(settings.sources()) - set(manifest.get("models", ()))
    return bool(lacking) or manifest["settings"] != fingerprint(settings)


def encoded_by(manifest: Mapping[str, Any], encoder: Cached | None) -> bool:
    """Whether a snapshot's vectors are those of `encoder`; None: that it has none."""
    return bool(manifest.get("encoder", "") == (encoder.identity if encoder else ""))


def joined(manifest: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    """Pipeline -> the ranker it is answered by, of those that want a learnt one.

    "learnt" or "trees"; "weighted" where there was too little to learn from; "reciprocal_rank" where there
    was nothing.
    """
    rankers: dict[str, Any] = manifest.get("rankers", {})
    found = {}
    for name, pipeline in wanting(settings).items():
        saved = rankers.get(name)
        told = {str(source): weight for source, weight in pipeline.sources.items() if weight > 0}
        fallback = "weighted" if comparable(told, manifest.get("spreads", {})) else "reciprocal_rank"
        found[name] = saved["kind"] if saved and set(saved["sources"]) == set(told) else fallback
    return found


def fingerprint(settings: Settings) -> str:
    """Hash of the settings that decide what is fitted."""
    kept = settings.model_dump(mode="json", include={"models", "language", "events"})
    kept["reading"] = settings.reading.model_dump(mode="json", include={"sentiment", "tags"})
    kept["encoder"] = settings.encoder.model_dump(mode="json", include={"kind", "model", "url", "share"})
    kept["rankers"] = {
        name: pipeline.model_dump(mode="json", include={"ranker", "sources", "filter"})
        for name, pipeline in wanting(settings).items()
    }
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def interactions(
    store: Store, settings: Settings, until: int | None = None, synthetic: bool = True
) -> Interactions:
    """The log as arrays, with signed weights; what is noise and what is too old still stands in it.

    Args:
        store: The record.
        settings: Weights of kinds, and the trait that makes segments.
        until: Seq of the last event to learn from: later ones may be about items not read; None: all.
        synthetic: Simulated events too.
    """
    log = store.log(until=until, synthetic=synthetic)
    trait = settings.models.popular.segment
    people = segments_of(store, trait) if trait else {}
    rows = range(int(log.users.max(initial=-1)) + 1) if trait else ()
    return weighted(log, settings, tuple(people.get(row, "") for row in rows))


def segments_of(store: Store, trait: str) -> dict[int, str]:
    """User row -> segment."""
    return {row: segment(user, trait) for row, user in store.users()}


def weighted(log: EventLog, settings: Settings, segments: tuple[str, ...]) -> Interactions:
    """Events as histories, with signed weights."""
    return Interactions.of(log.users, log.items, strengths(log, settings.events), log.times, segments)


def strengths(log: EventLog, settings: Events) -> Floats:
    """(n_events,) signed weight of each event, as `strength` gives it."""
    table = np.array([strength(kind, None, settings) for kind in log.kind_names], np.float32)
    weights = table[log.kinds] if len(log) else np.zeros(0, np.float32)
    if "rate" in log.kind_names:
        rated = (log.kinds == log.kind_names.index("rate")) & ~np.isnan(log.values)
        reach = settings.rating_high - settings.rating_neutral
        weights[rated] = np.clip((log.values[rated] - settings.rating_neutral) / reach, -1, 1)
    return weights


def _said(store: Store) -> dict[int, str]:
    """Item row -> what people wrote about it, as much as its document takes."""
    texts: dict[int, list[str]] = defaultdict(list)
    length: dict[int, int] = defaultdict(int)
    for said in store.texts():
        if said.item_row >= 0 and length[said.item_row] < SAID_CHARS:
            texts[said.item_row].append(said.text)
            length[said.item_row] += len(said.text)
    return {row: "\n".join(parts) for row, parts in texts.items()}
