from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def test_a_folder_is_imported_once(run: Run, books: Path, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    first = run("import", books, "-w", shop)
    again = run("import", books, "-w", shop)

    assert "3 items, 0 users, 2 events were new or changed" in first.stdout
    assert "the workspace holds 3 items, 1 users, 2 events" in first.stdout
    assert "wellread fit" in first.stderr
    assert "0 new: everything was there already" in again.stdout


def test_bad_rows_are_said_loudly_and_kept(run: Run, books: Path, tmp_path: Path) -> None:
    result = run("import", books, "-w", tmp_path / "shop")

    quarantine = tmp_path / "shop" / "quarantine" / "books.jsonl"
    assert "warning: 1 rows were not taken" in result.stderr
    assert str(quarantine) in result.stderr
    assert json.loads(quarantine.read_text())["line"] == 4


def test_files_are_named_and_mapped(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("who,what,stars\nu1,dune,4.5\nu2,dune,2\n")
    mapping = ["--map", "user=who", "--map", "item=what", "--map", "value=stars", "--map", "kind==rate"]

    result = run("import", "--events", log, *mapping, "-w", tmp_path / "shop", "--json")

    found = json.loads(result.stdout)
    assert found["written"]["events"] == 2
    assert found["workspace"]["items"] == 1
    assert found["quarantine"] is None


def test_texts_join_their_items(run: Run, books: Path, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("id,title\nulysses,Ulysses\n")
    (tmp_path / "texts.csv").write_text("id,text\nulysses,A day in Dublin\n")

    run("import", tmp_path / "items.csv", "--texts", tmp_path / "texts.csv", "-w", tmp_path / "shop")
    run("export", "items", tmp_path / "out.jsonl", "-w", tmp_path / "shop")

    assert "A day in Dublin" in (tmp_path / "out.jsonl").read_text()


def test_an_encoding_can_be_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_bytes("id,title\nsan,三体\n".encode("gb18030"))

    run("import", tmp_path / "items.csv", "--encoding", "gb18030", "-w", tmp_path / "shop")
    run("export", "items", tmp_path / "out.jsonl", "-w", tmp_path / "shop")

    assert "三体" in (tmp_path / "out.jsonl").read_text("utf-8")


def test_nothing_at_all_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("user,item,kind\n,,like\n")

    result = run("import", tmp_path / "events.csv", "-w", tmp_path / "shop", code=2)

    assert "none of 1 rows could be used" in result.stderr


def test_what_cannot_be_read_is_an_error(run: Run, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    assert "does not exist" in run("import", tmp_path / "nowhere", "-w", shop, code=3).stderr
    assert not shop.exists()
    assert "no file was named" in run("import", "-w", shop, code=2).stderr
    for pair in ("kind", "=x", "kind="):
        assert "field=column" in run("import", "x.csv", "--map", pair, "-w", shop, code=2).stderr
