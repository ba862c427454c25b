"""From the record to fitted models: read the log, fit, write a snapshot; and load one."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from wellread import files
from wellread.catalogue.catalogue import SAID_CHARS, Catalogue, document
from wellread.engine.belief import Belief, Counts
from wellread.engine.engine import Engine
from wellread.engine.profile import segment
from wellread.engine.snapshot import Snapshots
from wellread.engine.spreads import measure
from wellread.engine.strength import strength
from wellread.engine.teaching import teach, wanting
from wellread.errors import SnapshotError
from wellread.language.lexical import LexicalEncoder
from wellread.models import create
from wellread.models.base import NOTHING, Floats, Interactions, Model
from wellread.models.neighbourhood import NeighbourhoodModel
from wellread.ranking.ranker import Ranker, loaded
from wellread.settings import Events, Settings
from wellread.store import EventLog, Store

Progress = Callable[[str, int, int], None]
"""Called with the name of the step that begins, its number and how many there are."""


def fit(store: Store, settings: Settings, snapshots: Snapshots, progress: Progress) -> Engine:
    """Fit everything on the whole record and publish a snapshot."""
    taught = ["lessons", *(f"ranker of {name}" for name in wanting(settings))]
    reading = ["reading items", "reading texts", "reading events"]
    steps = [*reading, *taught, *settings.sources(), "measuring", "writing"]
    numbered = {name: index for index, name in enumerate(steps)}

    def begin(name: str) -> None:
        progress(name, numbered[name], len(steps))

    begin("reading items")
    item_version, seq = store.item_version(), store.last_seq()
    catalogue = Catalogue(LexicalEncoder(settings.language), settings.language)
    items = list(store.items())
    catalogue.put(items, encode=False)
    begin("reading texts")
    said = _said(store)
    catalogue.fit([document(item, said.get(row, "")) for row, item in items])
    begin("reading events")
    log = interactions(store, settings, seq)
    models, spreads, rankers, _, noise = fit_models(log, catalogue, settings, begin)
    begin("writing")

    def fill(folder: Path) -> dict[str, Any]:
        catalogue.save(folder / "catalogue")
        for name, model in models.items():
            model.save(folder / name)
        return {
            "settings": fingerprint(settings), "seq": seq, "item_version": item_version,
            "models": list(models), "spreads": spreads,
            "rankers": {name: ranker.saved() for name, ranker in rankers.items()},
            "items": len(catalogue), "events": len(log.last(settings.models.max_history)),
            "users": len(np.unique(log.users)), "noise": noise,
            "dropped": {
                name: model.sums.dropped
                for name, model in models.items()
                if isinstance(model, NeighbourhoodModel) and model.sums.dropped
            },
        }  # fmt: skip

    return Engine(settings, catalogue, models, snapshots.write(fill), spreads, rankers)


class Fitted(NamedTuple):
    """What is learnt from a log."""

    models: dict[str, Model]
    spreads: dict[str, float]
    rankers: dict[str, Ranker]
    belief: Belief
    """Weighs the histories that are learnt or forgotten later."""
    noise: Counts
    """What was weighed down."""


def fit_models(
    log: Interactions,
    catalogue: Catalogue,
    settings: Settings,
    begin: Callable[[str], None] = lambda name: None,
) -> Fitted:
    """Fit every model that some pipeline weighs, and the rankers: these first, on models of an earlier time.

    Noise is weighed down or left out, then at most `max_history` events of each person are learnt from.

    Args:
        log: Every event, in order of person and time.
        catalogue: The items.
        settings: Pipelines and hyper-parameters.
        begin: Told what begins.
    """
    belief = Belief.of(log, len(catalogue), settings.events.noise)
    log, noise = belief.weighed(log)
    log = log.last(settings.models.max_history)
    rankers = teach(settings, log, catalogue, begin)
    models = create(settings.models, settings.sources())
    for name, model in models.items():
        begin(name)
        model.fit(log, catalogue)
    begin("measuring")
    spreads = measure(models, log, catalogue, settings.events.history)
    return Fitted(models, spreads, rankers, belief, noise)


def load(store: Store, settings: Settings, snapshots: Snapshots, version: str) -> Engine:
    """Load a snapshot and bring it up to date with items that came or changed since.

    Of its models those that a pipeline names are loaded. Where the snapshot lacks one, requests to that
    pipeline fail; the others are answered.

    Raises:
        SnapshotError: missing, damaged or written by another version.
    """
    folder, manifest = snapshots.read(version)
    missing = {"items", "item_version", "models", "spreads", "rankers"} - manifest.keys()
    if missing:
        raise files.damaged(folder, f"its manifest lacks {', '.join(sorted(missing))}")
    encoder = LexicalEncoder.load(folder / "catalogue" / "encoder", settings.language)
    catalogue = Catalogue(encoder, settings.language)
    catalogue.put(list(store.items()), encode=False)
    if len(catalogue) < manifest["items"]:
        raise SnapshotError(
            f"snapshot {version} knows {manifest['items']} items, the record {len(catalogue)}",
            "models fitted on this record",
            "Fit again with `wellread fit`.",
        )
    catalogue.load(folder / "catalogue")
    changed = list(store.items(manifest["item_version"]))
    if changed:
        catalogue.put(changed)
    models = create(settings.models, [name for name in settings.sources() if name in manifest["models"]])
    for name, model in models.items():
        model.load(folder / name, catalogue)
        if changed:
            model.update(NOTHING, NOTHING, catalogue)
    rankers = {name: loaded(saved) for name, saved in manifest["rankers"].items()}
    return Engine(settings, catalogue, models, version, manifest["spreads"], rankers)


def outdated(manifest: Mapping[str, Any], settings: Settings) -> bool:
    """Whether a fit by these settings would give other models, or models that the snapshot lacks."""
    lacking = set(settings.sources()) - set(manifest.get("models", ()))
    return bool(lacking) or manifest["settings"] != fingerprint(settings)


def joined(manifest: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    """Pipeline -> the ranker it is answered by, of those that want a learnt one.

    "learnt" or "trees"; "weighted" where there was too little to learn from; "reciprocal_rank" where there
    was nothing.
    """
    fallback = "weighted" if manifest.get("spreads") else "reciprocal_rank"
    rankers: dict[str, Any] = manifest.get("rankers", {})
    found = {}
    for name, pipeline in wanting(settings).items():
        saved = rankers.get(name)
        told = {source for source, weight in pipeline.sources.items() if weight > 0}
        found[name] = saved["kind"] if saved and set(saved["sources"]) == told else fallback
    return found


def fingerprint(settings: Settings) -> str:
    """Hash of the settings that decide what is fitted."""
    kept = settings.model_dump(mode="json", include={"models", "language", "events"})
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
    segments = [""] * (int(log.users.max(initial=-1)) + 1)
    if trait:
        for row, user in store.users():
            if row < len(segments):
                segments[row] = segment(user, trait)
    return Interactions.of(
        log.users, log.items, strengths(log, settings.events), log.times, tuple(segments) if trait else ()
    )


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
