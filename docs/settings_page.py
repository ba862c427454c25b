"""Prints docs/settings.md from the settings themselves: python docs/settings_page.py > docs/settings.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic_core import PydanticUndefined

from wellread.settings import BUILT_IN, Experiment, Exploration, Pipeline, Price, Rerank, Settings

HEAD = """# Settings

`wellread.toml` in the workspace. Every key has a default and can be overridden by an environment variable,
`WELLREAD_<SECTION>_<KEY>` (`WELLREAD_SERVER_PORT=9000`); tables are given as JSON. An unknown key is an error
that names the nearest known one. This page is made from the code by `docs/settings_page.py`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for model, name in _sections() for line in _section(model, name))])


def _sections() -> Iterator[tuple[type[BaseModel], str]]:
    for name, field in Settings.model_fields.items():
        model = field.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield model, name
            for key, inner in model.model_fields.items():
                if isinstance(inner.annotation, type) and issubclass(inner.annotation, BaseModel):
                    yield inner.annotation, f"{name}.{key}"
    yield Pipeline, "pipelines.NAME"
    yield Exploration, "pipelines.NAME.explore"
    yield Rerank, "pipelines.NAME.rerank"
    yield Price, "budget.prices.MODEL"
    yield Experiment, "experiments.NAME"


def _section(model: type[BaseModel], name: str) -> Iterator[str]:
    yield f"## [{name}]\n\n{(model.__doc__ or '').strip()}\n"
    yield "| key | type | default | meaning |\n| --- | --- | --- | --- |"
    for key, field in model.model_fields.items():
        if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            meaning = " ".join((field.description or "").split())
            yield f"| `{key}` | {_type(field.annotation)} | {_default(field.default)} | {meaning} |".replace(
                "\\", ""
            )
    if model is Pipeline:
        yield "\nBuilt in, with what differs from the defaults above:\n"
        for name, own in BUILT_IN.items():
            yield f"- `{name}`: {_differences(own)}"
    yield ""


def _differences(own: BaseModel) -> str:
    return ", ".join(f"`{key} = {value}`" for key, value in own.model_dump(exclude_defaults=True).items())


def _type(kind: Any) -> str:
    choices = [arg for arg in get_args(kind) if isinstance(arg, str)]
    if choices:
        return " or ".join(f'`"{choice}"`' for choice in choices)
    names = {SecretStr: "string"}
    return (
        names.get(kind)
        or f"`{getattr(kind, '__name__', str(kind)) if not get_args(kind) else _generic(kind)}`"
    )


def _generic(kind: Any) -> str:
    return str(kind).split("[")[0].rsplit(".", 1)[-1] if "|" not in str(kind) else "list"


def _default(value: Any) -> str:
    if isinstance(value, SecretStr):
        return ""
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, dict) and value:
        return "<br>".join(f"`{k} = {v}`" for k, v in value.items())
    return f"`{value}`" if value not in ("", None, {}, []) else ""


if __name__ == "__main__":
    sys.stdout.write(page())
