"""The model that writes, as the settings name it."""

from __future__ import annotations

from wellread.errors import SettingsError
from wellread.language.writing.chat_model import ChatModel
from wellread.settings import Writer


def create(settings: Writer) -> ChatModel | None:
    """The model of the settings, loaded; None for `none`.

    Raises:
        SettingsError: No model, or no URL, is named where one is needed.
        NotFound: The folder is not there.
        InvalidInput: The folder holds no causal language model.
        MissingExtra: Its library is not installed.
    """
    if settings.kind == "none":
        return None
    if not settings.model:
        raise SettingsError(
            f"'writer.kind' is '{settings.kind}' and 'writer.model' is empty",
            "the name of a model" + (", or its folder" if settings.kind == "local" else ""),
            'Set writer.model, or writer.kind = "none".',
        )
    if settings.kind == "endpoint" and not settings.url:
        raise SettingsError(
            "'writer.kind' is 'endpoint' and 'writer.url' is empty",
            "the base URL of an endpoint, such as https://api.openai.com/v1",
            'Set writer.url, or writer.kind = "none".',
        )
    if settings.kind == "endpoint":
        from wellread.language.writing.endpoint import EndpointModel

        return EndpointModel(settings)
    from wellread.language.writing.local import LocalModel

    return LocalModel(settings)
