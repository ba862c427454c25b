"""What the doctor looks at of language models. Endpoints are asked for their list of models, nothing else."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from wellread.cli.checks import Check

if TYPE_CHECKING:
    from wellread.settings import Budget, Encoder, Settings, Writer

PATIENCE = 5.0
"""Seconds that an endpoint has to say which models it knows."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LIBRARY = {
    "endpoint": ("openai", "llm"),
    "local": ("transformers", "torch"),
    "transformer": ("sentence_transformers", "torch"),
}
"""Kind -> what it needs, and the extra that has it."""
REFUSED = {401, 403}


def language_models(settings: Settings) -> list[Check]:
    """Whether the language models that the settings name are there, may be used, and have a price."""
    found = [_model("writer", settings.writer), _model("encoder", settings.encoder)]
    used = [
        (name, own)
        for name, own in (("writer", settings.writer), ("encoder", settings.encoder))
        if own.kind == "endpoint" and own.model
    ]
    return [*found, *(_price(name, own, settings.budget) for name, own in used)]


def _model(name: str, own: Writer | Encoder) -> Check:
    if own.kind in ("none", "lexical"):
        alone = "rules and templates" if name == "writer" else "the words alone"
        return Check(name, "ok", f"no language model is set: {alone} do the work")
    do = f"Set {name}.model, or take [{name}] out of the settings."
    if not own.model:
        return Check(name, "problem", f"'{own.kind}' names no model", do)
    library, extra = LIBRARY.get(own.kind, ("numpy", ""))
    if find_spec(library) is None:
        install = f"Run: pip install 'wellread[{extra}]'"
        return Check(name, "problem", f"'{own.model}' needs {library}, which is not installed", install)
    if own.kind != "endpoint":
        return _folder(name, own.model)
    if not own.url:
        return Check(name, "problem", f"'{own.model}' has no URL", f"Set {name}.url.")
    return _endpoint(name, own.model, _asked(own.url, own.api_key.get_secret_value()))


def _folder(name: str, model: str) -> Check:
    if Path(model).is_dir():
        return Check(name, "ok", f"'{model}' is a folder")
    do = f"Name the folder of a checkpoint in {name}.model, where machines must not reach the hub."
    return Check(name, "warning", f"'{model}' is no folder: it is looked for on the hub", do)


class _Said(NamedTuple):
    """What an endpoint said of itself."""

    status: int
    """Of HTTP; 0: it was not reached."""
    models: tuple[str, ...] = ()
    failure: str = ""


def _asked(url: str, key: str) -> _Said:
    """Ask an endpoint which models it knows."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = httpx.get(f"{url.rstrip('/')}/models", headers=headers, timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return _Said(0, failure=type(error).__name__)
    try:
        listed = [one["id"] for one in answer.json()["data"]]
    except (ValueError, KeyError, TypeError):
        listed = []
    return _Said(answer.status_code, tuple(one for one in listed if isinstance(one, str)))


def _endpoint(name: str, model: str, said: _Said) -> Check:
    state: Literal["ok", "warning", "problem"] = "ok"
    found, do = f"'{model}': its endpoint answers", ""
    if not said.status:
        state, found = "warning", f"'{model}': its endpoint cannot be reached ({said.failure})"
        do = f"Check {name}.url and the network; answers go without the model meanwhile."
    elif said.status in REFUSED:
        state, found = "problem", f"'{model}': its endpoint refuses the key (status {said.status})"
        do = f"Set {name}.api_key."
    elif said.models and model not in said.models:
        state, found = (
            "warning",
            f"'{model}' is none of the {len(said.models)} models that its endpoint lists",
        )
        do = f"Check {name}.model; some endpoints know more than they list."
    elif said.status >= 500:
        state, found = "warning", f"'{model}': its endpoint answers with status {said.status}"
        do = "Look at its log."
    return Check(name, state, found, do)


def _price(name: str, own: Writer | Encoder, budget: Budget) -> Check:
    what = f"price of {name}"
    if own.model in budget.prices:
        if budget.day is not None:
            return Check(
                what, "ok", f"'{own.model}' has one, and a day costs at most {budget.day:g} {budget.currency}"
            )
        return Check(
            what, "warning", f"'{own.model}' has one, and a day may cost any amount", "Set budget.day."
        )
    if urlsplit(own.url).hostname in LOOPBACK:
        return Check(what, "ok", f"'{own.model}' has none: it is on this machine and counts as free")
    do = f'Set its price: [budget.prices."{own.model}"], with input and output for a million tokens.'
    return Check(what, "warning", f"'{own.model}' has none and counts as free: no limit holds for it", do)
