from __future__ import annotations

import pytest

from wellread.server.api_key import digest, id_of, mint


def test_a_key_is_told_once_and_stored_hashed() -> None:
    text, key = mint("shop", ["read", "ingest"], lifetime=60.0)

    assert id_of(text.encode()) == key.id
    assert digest(text.encode()) == key.digest
    assert text.rpartition("_")[2] not in str(key)
    assert key.scopes == {"read", "ingest"}
    assert key.expires == pytest.approx(key.created + 60)


def test_a_secret_has_160_bits_and_is_never_the_same() -> None:
    made = {mint("shop", ["read"])[0] for _ in range(100)}

    assert len(made) == 100
    assert {len(text.rpartition("_")[2]) * 4 for text in made} == {160}


@pytest.mark.parametrize(
    "text", [b"", b"wr_", b"wr_0123456789ab_", b"wr_0123456789ab_" + b"0" * 41, b"\xff\xfe", b"xx_0_0"]
)
def test_what_is_no_key_has_no_id(text: bytes) -> None:
    assert id_of(text) == ""
