"""Files and folders as one stream of batches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wellread.data import Quarantine, Report, open_source
from wellread.errors import InvalidInput, NotFound

T = 1_500_000_000
ITEMS, USERS, EVENTS = "id,title\na,Tea\n", "id,country\nu,DE\n", f"user,item,kind,time\nu,a,view,{T}\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def kinds(*args: Any, **options: Any) -> list[str]:
    return [batch.kind for batch in open_source(*args, **options)]


def test_a_folder_of_our_own(tmp_path: Path) -> None:
    write(tmp_path / "events.csv", EVENTS)
    write(tmp_path / "users.tsv", USERS.replace(",", "\t"))
    write(tmp_path / "items.jsonl", '{"id": "a"}')
    write(tmp_path / "items.txt", "no format of ours")
    told: list[tuple[int, int]] = []
    assert kinds(tmp_path, progress=lambda *at: told.append(at)) == ["items", "users", "events"]
    total = len(EVENTS) + len(USERS) + len('{"id": "a"}')
    assert told[-1] == (total, total)
    assert {of for _, of in told} == {total}
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_files_named_one_by_one(tmp_path: Path) -> None:
    products, log = (
        write(tmp_path / "p.csv", "sku,t\na,Tea\n"),
        write(tmp_path / "log.csv", f"u;i;t\nu;a;{T}\n"),
    )
    mapping = {"title": "t", "events.time": "t", "user": "u", "item": "i", "kind": "=view"}
    batches = list(open_source(items=products, events=log, mapping=mapping))
    assert [batch.kind for batch in batches] == ["items", "events"]
    assert [record.id for record in batches[0].records] == ["a"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("x.csv", EVENTS, "events"),
        ("x.csv", "user_id,country\nu,DE\n", "users"),
        ("x.csv", "sku,price\na,1\n", "items"),
        ("x.csv", "id,title\na,Tea\n", "items"),
        ("users.csv", USERS, "users"),
    ],
)
def test_a_single_file_says_what_it_holds(tmp_path: Path, name: str, content: str, kind: str) -> None:
    assert kinds(write(tmp_path / name, content)) == [kind]


def test_a_single_file_that_does_not(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"--users x\.csv"):
        open_source(write(tmp_path / "x.csv", USERS))


def test_a_single_empty_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds no rows"):
        kinds(write(tmp_path / "x.csv", ""))


def test_a_file_besides_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    write(folder / "items.csv", ITEMS)
    more = write(tmp_path / "more.csv", "id,title\nb,Milk\n")
    found = list(open_source(folder, items=more))
    assert [batch.records[0].id for batch in found] == ["a", "b"]


def test_texts_join_where_there_is_none(tmp_path: Path) -> None:
    items = write(tmp_path / "items.csv", "id,text\na,own\nb,\nc,\n")
    texts = write(tmp_path / "t.jsonl", '{"item_id": "a", "body": "no"}\n{"item_id": "b", "body": "yes"}\n')
    (batch,) = open_source(items=items, texts=texts)
    assert [record.text for record in batch.records] == ["own", "yes", ""]


def test_texts_that_cannot_be_used(tmp_path: Path) -> None:
    items = write(tmp_path / "items.csv", ITEMS)
    with pytest.raises(InvalidInput, match="no column of texts"):
        open_source(items=items, texts=write(tmp_path / "t.csv", "id,year\na,1\n"))
    bad, report = write(tmp_path / "t.jsonl", '{"id": 1.5, "text": "x"}\n'), Report()
    with Quarantine() as quarantine:
        list(open_source(items=items, texts=bad, quarantine=quarantine, report=report))
    assert quarantine.counts == {"text of an item: an id that is a fraction": 1}


def test_an_encoding_for_all(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_bytes("id,title\na,Café\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match="latin-1"):
        kinds(tmp_path)
    (batch,) = open_source(tmp_path, encoding="latin-1")
    assert batch.records[0].model_dump()["title"] == "Café"


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no file was named"):
        open_source()
    with pytest.raises(NotFound):
        open_source(tmp_path / "none")
    with pytest.raises(NotFound):
        open_source(items=tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="it holds nothing"):
        open_source(tmp_path)
    write(tmp_path / "odd.bin", "x")
    with pytest.raises(InvalidInput, match=r"it holds odd\.bin"):
        open_source(tmp_path)
