"""Which hyper-parameters are worth a search, and between which ends."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from wellread.settings import Pipeline, Settings

Number = int | float


class Suggest(Protocol):
    """What proposes values: a trial of Optuna, or anything like it."""

    def suggest_float(self, name: str, low: float, high: float, *, log: bool = False) -> float:
        """A number between `low` and `high`; `log`: evenly on a logarithmic scale."""
        ...

    def suggest_int(self, name: str, low: int, high: int, *, log: bool = False) -> int:
        """A whole number between `low` and `high`."""
        ...


class Range(NamedTuple):
    """Between which ends a hyper-parameter is looked for."""

    low: Number
    high: Number
    log: bool = False


RIDGE = {
    "ridge": Range(5.0, 2000.0, True), "neighbours": Range(30, 200, True), "fade": Range(0.0, 1.5),
    "text_prior": Range(0.05, 20.0, True), "text_prior_cold": Range(0.05, 20.0, True),
    "text_prior_half": Range(0.3, 30.0, True),
}  # fmt: skip
RANGES: dict[str, dict[str, Range]] = {
    "item_to_item": RIDGE,
    "next_item": RIDGE
    | {"decay": Range(0.2, 1.0), "backward": Range(0.0, 1.0), "half_life_days": Range(30.0, 3000.0, True)},
    "content": {"neighbours": Range(20, 200, True), "fade": Range(0.0, 1.5)},
    "popular": {"half_life_days": Range(7.0, 1000.0, True)},
    "trending": {"half_life_days": Range(1.0, 60.0, True)},
    "latest": {"half_life_days": Range(3.0, 300.0, True)},
    "user_to_user": {
        "neighbours": Range(50, 500, True), "shrink": Range(1.0, 100.0, True), "damping": Range(0.0, 0.6),
        "fade": Range(0.0, 1.5),
    },
    "graph": {
        "shrink": Range(1.0, 100.0, True), "low_pass": Range(0.0, 1.0), "text_prior": Range(0.05, 20.0, True),
        "text_prior_cold": Range(0.05, 20.0, True), "fade": Range(0.0, 1.5),
    },
}  # fmt: skip
"""Section of `[models]` -> key -> ends."""


def ranges(pipeline: Pipeline) -> dict[str, Range]:
    """Ends of the hyper-parameters of the sources that a pipeline weighs, by "section.key"."""
    used = ["content" if name == "words" else name for name, weight in pipeline.sources.items() if weight > 0]
    return {
        f"{section}.{key}": own
        for section in dict.fromkeys(used)
        for key, own in RANGES.get(section, {}).items()
    }


def present(settings: Settings, wanted: dict[str, Range]) -> dict[str, Number]:
    """The values of the settings, brought within the ends."""
    found = {}
    for name, (low, high, _) in wanted.items():
        section, key = name.split(".")
        found[name] = min(max(getattr(getattr(settings.models, section), key), low), high)
    return found


def suggested(suggest: Suggest, wanted: dict[str, Range]) -> dict[str, Number]:
    """A value for each, floats with three digits: what is tried is what is written down."""
    found: dict[str, Number] = {}
    for name, (low, high, log) in wanted.items():
        if isinstance(low, int) and isinstance(high, int):
            found[name] = suggest.suggest_int(name, low, high, log=log)
        else:
            found[name] = rounded(suggest.suggest_float(name, low, high, log=log))
    return found


def rounded(value: Number) -> Number:
    """Three digits of a float; a whole number as it is."""
    return value if isinstance(value, int) else float(f"{value:.3g}")


def applied(settings: Settings, values: dict[str, Number]) -> Settings:
    """The settings with other values; `values` by "section.key" of `[models]`."""
    changes: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        section, key = name.split(".")
        changes.setdefault(section, {})[key] = value
    sections = {
        section: getattr(settings.models, section).model_copy(update=own) for section, own in changes.items()
    }
    return settings.model_copy(update={"models": settings.models.model_copy(update=sections)})


def toml(values: dict[str, Number]) -> str:
    """The values as sections of `wellread.toml`."""
    lines: list[str] = []
    for name, value in sorted(values.items(), key=lambda one: one[0].split(".")[0]):
        section, key = name.split(".")
        if f"[models.{section}]" not in lines:
            lines += ["", f"[models.{section}]"]
        lines.append(f"{key} = {value!r}")
    return "\n".join(lines).strip() + "\n"
