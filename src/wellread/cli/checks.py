"""What the doctor looks at, one thing a function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from wellread.errors import WellreadError

if TYPE_CHECKING:
    from wellread.engine.workspace import Workspace
    from wellread.settings import Settings

STALE = 0.1
"""Share of the events that the models may not have seen before it is worth a warning."""
NOISY = 0.1
"""Share of the events that may be noise before it is."""


class Check(NamedTuple):
    """One finding."""

    name: str
    state: Literal["ok", "warning", "problem"]
    found: str
    do: str = ""


def examine(folder: Path) -> Iterator[Check]:
    """Look at everything in a workspace; what depends on something broken is left out."""
    from wellread import settings as settings_file
    from wellread.cli.model_checks import language_models
    from wellread.engine.workspace import Workspace

    try:
        settings = settings_file.load(folder)
    except WellreadError as error:
        yield _problem("settings", error)
        return
    yield Check("settings", "ok", f"{folder / settings_file.FILE} can be read")
    yield from language_models(settings)
    try:
        workspace = Workspace(folder)
    except WellreadError as error:
        yield _problem("database", error)
        return
    with workspace:
        yield from _tried("server", lambda: [server(settings, stored=bool(workspace.store.keys()))])
        yield from _tried("database", lambda: [database(workspace)])
        yield from _tried("items", lambda: items(workspace))
        yield from _tried("users", lambda: [users(workspace)])
        yield from _tried("models", lambda: models(workspace))
        for name in workspace.settings.pipeline_names():
            yield from _tried("pipelines", partial(pipeline, workspace, name))


def _tried(name: str, look: Callable[[], list[Check]]) -> list[Check]:
    try:
        return look()
    except WellreadError as error:
        return [_problem(name, error)]


def _problem(name: str, error: WellreadError) -> Check:
    return Check(name, "problem", f"{error.given}; expected {error.expected}", error.do)


def server(settings: Settings, stored: bool) -> Check:
    """Whether the server could be started, and who could reach it."""
    from wellread.server.serve import check_bind

    own = settings.server
    check_bind(own.host, settings, stored)
    keyed = stored or own.api_key.get_secret_value()
    who = "with API keys" if keyed else "without a key, from this machine only"
    return Check("server", "ok", f"would listen on {own.host}, port {own.port}, {who}")


def database(workspace: Workspace) -> Check:
    """Whether the record can be read, and how much it holds."""
    counts = workspace.store.counts()
    found = ", ".join(f"{n:,} {noun}" for noun, n in counts.items())
    if not counts["items"]:
        return Check("database", "warning", found, "Import items: `wellread import DATA`.")
    return Check("database", "ok", found)


def items(workspace: Workspace) -> list[Check]:
    """Whether items can be read about and told apart."""
    shown = [item for _, item in workspace.store.items() if item.available]
    mute = sum(not item.text and not any(t.text for t in item.translations.values()) for item in shown)
    titles = Counter(item.title for item in shown)
    doubles = sum(n - 1 for n in titles.values())
    return [
        _count("texts", mute, f"{mute:,} of {len(shown):,} items have no text", "Add texts: `--texts FILE`."),
        _count(
            "titles", doubles, f"{doubles:,} items share another's title", "Look whether they are the same."
        ),
    ]


def _count(name: str, n: int, found: str, do: str) -> Check:
    return Check(name, "warning", found, do) if n else Check(name, "ok", found)


def users(workspace: Workspace) -> Check:
    """How many people there is little known of."""
    import numpy as np

    events = np.bincount(workspace.store.log().users)
    once, there = int((events == 1).sum()), int((events > 0).sum())
    found = f"{once:,} of {there:,} users have a single event"
    many = once > there / 2
    return _count("users", many, found, "Look whether their events are split over several ids.")


def models(workspace: Workspace) -> list[Check]:
    """Whether there are fitted models, and whether they are of today."""
    from wellread.settings import LEARNT

    if workspace.snapshots.current() is None:
        return [Check("models", "warning", "nothing was fitted yet", "Run `wellread fit`.")]
    engine, status = workspace.engine, workspace.status()
    rankers = ", ".join(f"{name} {kind}" for name, kind in status["rankers"].items())
    learnt = all(kind in LEARNT for kind in status["rankers"].values())
    why = "" if learnt else ": too little behaviour, or not fitted since; the settings' weights are used"
    late, events = status["events_behind"], status["events"]
    fresh = f"{late:,} of {events:,} events are not learnt yet"
    changed = "settings of the models have changed since the fit"
    refit = "Run `wellread learn`, or `wellread fit`."
    return [
        Check("models", "ok", f"snapshot {engine.version} can be read"),
        _count("freshness", late > STALE * events, fresh, refit),
        _noise(workspace.snapshots.read(engine.version)[1].get("noise", {}), events),
        _count("fit", status["settings_changed"], changed, refit)
        if status["settings_changed"]
        else Check("fit", "ok", "the models were fitted with the present settings"),
        Check("rankers", "ok", rankers + why if rankers else "no pipeline wants a learnt one"),
    ]


def _noise(noise: dict[str, dict[str, int]], events: int) -> Check:
    """What the fit believed less."""
    causes = ", ".join(
        f"{n['events']:,} events of {n['people']:,} people ({cause})" for cause, n in noise.items()
    )
    found = f"believed less: {causes}" if noise else "every event is believed as it stands"
    many = sum(n["events"] for n in noise.values()) > NOISY * events
    return _count("noise", many, found, "Look at where they come from; [events.noise] has the thresholds.")


def pipeline(workspace: Workspace, name: str) -> list[Check]:
    """Whether a pipeline of the settings gives somebody unknown a list, with fields that items have."""
    if workspace.snapshots.current() is None or name not in workspace.settings.pipelines:
        return []
    answer = workspace.recommend(pipeline=name, k=10, seen=False)
    found = f"'{name}' gives a list of {len(answer.items)}"
    return [
        _count(
            "pipelines", not answer.items, found, f"Look at [pipelines.{name}]: what does its filter leave?"
        )
    ]
