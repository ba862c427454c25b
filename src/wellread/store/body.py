"""Bodies: the JSON in which the parts of items, users and events that no query asks for are kept.

Pydantic writes it, the standard library reads it: Pydantic's reader takes 200 levels of lists in
lists, its writer more, and an item that cannot be read would keep the others from being read.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_json

from wellread.domain import Item, Translation, User
from wellread.errors import InvalidInput


def dump(what: str, record: BaseModel, apart: set[str]) -> str:
    """The JSON of a record without its defaults and without the fields `apart`.

    Raises:
        InvalidInput: It holds something that JSON cannot say; `what` names the record.
    """
    try:
        return record.model_dump_json(exclude_defaults=True, exclude=apart)
    except PydanticSerializationError as error:
        raise _unsayable(what, error) from error


def dump_context(context: dict[str, Any]) -> str:
    """The JSON of an event's context; nothing for an empty one.

    Raises:
        InvalidInput: It holds something that JSON cannot say.
    """
    if not context:
        return ""
    try:
        return to_json(context, inf_nan_mode="null").decode()
    except PydanticSerializationError as error:
        raise _unsayable("the context of an event", error) from error


def load_context(body: str) -> dict[str, Any]:
    """What `dump_context` wrote."""
    return dict(json.loads(body)) if body else {}


def load_item(id: str, body: str, available: bool) -> Item:
    """The item, as it was validated when it came in: what is read back is not validated again."""
    fields = json.loads(body)
    if "translations" in fields:
        fields["translations"] = {
            language: Translation.model_construct(**one) for language, one in fields["translations"].items()
        }
    return Item.model_construct(**fields, id=id, available=available)


def load_user(id: str, body: str) -> User:
    """The user, not validated again."""
    return User.model_construct(**json.loads(body), id=id)


def _unsayable(what: str, error: PydanticSerializationError) -> InvalidInput:
    return InvalidInput(
        f"{what} holds a value that JSON cannot say ({error})",
        "text, numbers, booleans, null, lists and objects",
        "Convert the value to one of these before it is stored.",
    )
