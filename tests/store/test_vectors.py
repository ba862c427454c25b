from wellread.store import Store


def test_vectors_come_back_by_encoder_and_digest(store: Store) -> None:
    store.put_vectors("one", [("a", b"\x00\x3c"), ("b", b"\xff\x00")])
    store.put_vectors("two", [("a", b"\x01\x00")])
    assert store.vectors("one", ["a", "b", "c"]) == {"a": b"\x00\x3c", "b": b"\xff\x00"}
    assert store.vectors("two", ["a", "b"]) == {"a": b"\x01\x00"}
    assert store.vectors("three", ["a"]) == {}


def test_what_is_known_stays(store: Store) -> None:
    store.put_vectors("one", [("a", b"ab")])
    store.put_vectors("one", [("a", b"cd"), ("b", b"ef"), ("b", b"gh")])
    assert store.vectors("one", ["a", "b"]) == {"a": b"ab", "b": b"ef"}


def test_more_than_one_statement_takes(store: Store) -> None:
    many = [(f"{n:04}", n.to_bytes(2, "little")) for n in range(2500)]
    store.put_vectors("one", iter(many))
    assert store.vectors("one", [digest for digest, _ in many] + ["none"]) == dict(many)


def test_nothing(store: Store) -> None:
    store.put_vectors("one", [])
    assert store.vectors("one", []) == {}
