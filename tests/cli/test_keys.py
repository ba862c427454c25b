from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from wellread.engine.workspace import Workspace
from wellread.server.api_key import digest
from wellread.store import Key

from .conftest import Run


@pytest.fixture
def shop(run: Run, tmp_path: Path) -> Path:
    run("init", tmp_path / "shop")
    return tmp_path / "shop"


def stored(shop: Path) -> list[Key]:
    with Workspace(shop) as workspace:
        return list(workspace.store.keys())


def test_a_key_is_printed_alone_and_once(run: Run, shop: Path) -> None:
    made = run("keys", "add", "front page", "--scope", "read", "--scope", "ingest", "--days", 2, "-w", shop)

    text = made.stdout.strip()
    (key,) = stored(shop)
    assert digest(text.encode()) == key.digest
    assert text not in made.stderr
    assert (key.name, key.scopes) == ("front page", frozenset({"read", "ingest"}))
    assert key.expires == pytest.approx(key.created + 2 * 86_400)
    shown = run("keys", "list", "-w", shop).output + run("keys", "list", "-w", shop, "--json").output
    assert "front page" in shown
    assert text.rpartition("_")[2] not in shown
    assert key.digest not in shown


def test_a_key_as_json(run: Run, shop: Path) -> None:
    made = json.loads(run("keys", "add", "a", "--scope", "admin", "--json", "-w", shop).stdout)

    assert made.pop("key").startswith(f"wr_{made['id']}_")
    assert json.loads(run("keys", "list", "-w", shop, "--json").stdout) == [made]
    assert (made["scopes"], made["expires"], made["valid"]) == (["admin"], None, True)


def test_a_revoked_key_is_not_valid(run: Run, shop: Path) -> None:
    id = json.loads(run("keys", "add", "a", "--scope", "read", "--json", "-w", shop).stdout)["id"]

    run("keys", "revoke", id, "-w", shop)

    (key,) = stored(shop)
    assert key.expires is not None
    assert key.expires <= time.time()
    assert json.loads(run("keys", "list", "-w", shop, "--json").stdout)[0]["valid"] is False
    for verb in ("revoke", "rotate"):
        assert "not valid any more" in run("keys", verb, id, "-w", shop, code=2).stderr
        assert "no key has the id 'x'" in run("keys", verb, "x", "-w", shop, code=3).stderr
    assert stored(shop) == [key]


def test_rotation_leaves_the_old_key_some_time(run: Run, shop: Path) -> None:
    old = run("keys", "add", "a", "--scope", "read", "--days", 30, "-w", shop).stdout.strip()

    new = run("keys", "rotate", old.split("_")[1], "--grace", 2, "-w", shop).stdout.strip()

    first, second = stored(shop)
    assert [digest(old.encode()), digest(new.encode())] == [first.digest, second.digest]
    assert first.expires == pytest.approx(time.time() + 2 * 3600, abs=60)
    assert second.expires == pytest.approx(second.created + 30 * 86_400)
    assert (second.name, second.scopes) == (first.name, first.scopes)


def test_grace_does_not_lengthen_a_life(run: Run, shop: Path) -> None:
    old = run("keys", "add", "a", "--scope", "read", "--days", 0.1, "-w", shop).stdout.strip()
    (before,) = stored(shop)

    run("keys", "rotate", old.split("_")[1], "-w", shop)

    assert stored(shop)[0].expires == before.expires


@pytest.mark.parametrize(
    "arguments",
    [["a"], ["a", "--scope", "write"], ["a", "--scope", "read", "--days", "0"], [" ", "--scope", "read"]],
)
def test_what_is_no_key_is_not_made(run: Run, shop: Path, arguments: list[str]) -> None:
    run("keys", "add", *arguments, "-w", shop, code=2)

    assert stored(shop) == []


def test_no_keys_are_no_table(run: Run, shop: Path) -> None:
    assert "wellread keys add" in run("keys", "list", "-w", shop).stderr
    assert run("keys", "list", "-w", shop, "--json").stdout.strip() == "[]"
