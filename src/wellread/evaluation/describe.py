"""What a contender is, in a line with its hyper-parameters."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from wellread.evaluation.contenders import Contender, ModelContender, PipelineContender
from wellread.evaluation.encoders import EncodedContender


def describe(contender: Contender) -> str:
    """Such as "ItemKNN(neighbours=100, shrink=10.0)", or a pipeline with what its sources have changed."""
    if isinstance(contender, EncodedContender):
        share = f", vectors weigh {contender.share:g}" if contender.encoded.catalogue.meaning else ""
        return f"{describe(contender.contender)}; texts by {contender.encoded.name}{share}"
    if isinstance(contender, PipelineContender):
        return _pipeline(contender)
    return _model(contender.model) if isinstance(contender, ModelContender) else type(contender).__name__


def _pipeline(contender: PipelineContender) -> str:
    found = contender.settings.pipeline(contender.pipeline)
    if found is None:
        return f"pipeline {contender.pipeline}"
    sources = [name for name, weight in found.sources.items() if weight > 0]
    own = ", ".join(
        f"{name}={_text(value)}" for name, value in found.model_dump(exclude_defaults=True).items()
    )
    tuned = [
        name + _changed(getattr(contender.settings.models, section))
        for name in sources
        if hasattr(contender.settings.models, section := "content" if name == "words" else name)
    ]
    parts = [f"pipeline {contender.pipeline}", f"ranker {found.ranker}", f"sources {', '.join(tuned)}"]
    return "; ".join([*parts, *([own] if own else [])])


def _changed(settings: BaseModel) -> str:
    """What differs from the defaults, in brackets; nothing where nothing does."""
    defaults = type(settings)()
    found = [f"{name}={_text(value)}" for name, value in settings if value != getattr(defaults, name)]
    return f"({', '.join(found)})" if found else ""


def _model(model: object) -> str:
    return f"{type(model).__name__}({', '.join(_parameters(model))})"


def _parameters(model: object) -> Iterator[str]:
    """Of the constructor, as the model holds them: settings key by key, and plain values."""
    for name in inspect.signature(type(model)).parameters:
        value = getattr(model, name, None)
        if isinstance(value, BaseModel):
            own = "" if name == "settings" else f"{name}."
            yield from (f"{own}{key}={_text(held)}" for key, held in value)
        elif isinstance(value, bool | int | float | str):
            yield f"{name}={_text(value)}"


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
