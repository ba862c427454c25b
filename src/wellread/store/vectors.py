"""What encoders said of texts, by hash of the text: functions on a connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, text

from wellread.store import rows
from wellread.store.schema import vectors

_FIND = select(vectors.c.digest, vectors.c.vector).where(
    vectors.c.encoder == bindparam("encoder"), vectors.c.digest.in_(bindparam("digests", expanding=True))
)
_PUT = text(
    "insert into vectors (encoder, digest, vector) values (:encoder, :digest, :vector) on conflict do nothing"
)


def find(connection: Connection, encoder: str, digests: Sequence[str]) -> dict[str, bytes]:
    """Digest -> vector, of those of `digests` that this encoder has read."""
    found: dict[str, bytes] = {}
    for chunk in rows.sliced(digests):
        asked = {"encoder": encoder, "digests": chunk}
        found.update((digest, bytes(vector)) for digest, vector in connection.execute(_FIND, asked))
    return found


def put(connection: Connection, encoder: str, found: Iterable[tuple[str, bytes]]) -> None:
    """Keeps vectors; one that is known stays as it was."""
    new = [{"encoder": encoder, "digest": digest, "vector": vector} for digest, vector in found]
    for chunk in rows.sliced(new):
        connection.execute(_PUT, chunk)
