"""What a caller should know of an answer: what was not found, what was left out, why it is short."""

from __future__ import annotations

from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Request
from wellread.engine import search
from wellread.engine.profile import Known
from wellread.language.wishes.wish import Wish


def notes(request: Request, known: Known, wish: Wish | None, found: int, catalogue: Catalogue) -> list[str]:
    """Notes of an answer of `found` items."""
    told = [*_unknown_items(request, catalogue), *_unknown_person(request, known, wish, found)]
    if not len(catalogue):
        told.append("the catalogue is empty: add items with POST /v1/items or `wellread import --items`")
    elif request.query:
        told += search.notes(request.query, found, request.k, catalogue)
    elif found < request.k:
        told.append(
            f"{found} items are left after filters, caps and what was seen; {request.k} were asked for"
        )
    return told


def _unknown_items(request: Request, catalogue: Catalogue) -> list[str]:
    told = []
    unknown = [h.item for h in request.history if catalogue.row(h.item) is None]
    if unknown:
        told.append(
            f"{len(unknown)} items of the history are unknown and were left out: {', '.join(unknown[:3])}"
        )
    strange = [i for i in (*request.pin, *request.exclude) if catalogue.row(i) is None]
    if strange:
        told.append(f"{len(strange)} items to pin or exclude are unknown: {', '.join(strange[:3])}")
    return told


def _unknown_person(request: Request, known: Known, wish: Wish | None, found: int) -> list[str]:
    told = []
    silent = known.profile.words is None and known.profile.sense is None
    spoken = request.text or request.query
    if request.user is not None and not len(known.profile.rows) and silent and not spoken:
        instead = ": this is what is popular and new" if found else ""
        told.append(f"nothing is known of user '{request.user}' yet{instead}")
    if request.text and wish and silent and not (wish.likes or wish.dislikes or wish.avoid):
        told.append("the text holds no words to go by")
    return told
