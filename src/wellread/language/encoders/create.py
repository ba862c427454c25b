"""The encoder that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellread.errors import SettingsError
from wellread.language.encoders.base import DenseEncoder
from wellread.settings import Encoder

if TYPE_CHECKING:
    from wellread.language.budget.gate import Gate


def create(settings: Encoder, gate: Gate | None = None) -> DenseEncoder | None:
    """The dense encoder of the settings, not cached; None for `lexical`, which has none.

    Args:
        settings: Kind, model and what it needs.
        gate: Through which calls of an endpoint pass; without one they are not counted.

    Raises:
        SettingsError: no model, or no URL, is named where one is needed.
        NotFound: the folder is not there.
        InvalidInput: the folder holds no model of this kind.
        MissingExtra: its library is not installed.
    """
    if settings.kind == "lexical":
        return None
    if not settings.model:
        raise SettingsError(
            f"'encoder.kind' is '{settings.kind}' and 'encoder.model' is empty",
            "the folder or the name of a model",
            'Set encoder.model, or encoder.kind = "lexical".',
        )
    if settings.kind == "endpoint" and not settings.url:
        raise SettingsError(
            "'encoder.kind' is 'endpoint' and 'encoder.url' is empty",
            "the base URL of an endpoint, such as https://api.openai.com/v1",
            'Set encoder.url, or encoder.kind = "lexical".',
        )
    if settings.kind == "static":
        from wellread.language.encoders.static import StaticEncoder

        return StaticEncoder(settings.model)
    if settings.kind == "transformer":
        from wellread.language.encoders.transformer import TransformerEncoder

        return TransformerEncoder(settings.model, settings.max_tokens, settings.batch)
    from wellread.language.encoders.endpoint import EndpointEncoder

    return EndpointEncoder(settings, gate)
