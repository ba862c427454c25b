"""Validated records out of files."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from wellread.data import Quarantine, Report, read
from wellread.domain import Event, Item
from wellread.errors import InvalidInput, NotFound

HEADER = "user_id,item_id,rating,timestamp\n"
T = 1_500_000_000


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def events(path: Path, mapping: dict[str, str] | None = None) -> tuple[list[Event], Report]:
    report = Report()
    found = [event for batch in read(path, "events", mapping, report=report) for event in batch]
    return found, report


def items(path: Path, mapping: dict[str, str] | None = None) -> tuple[list[Item], Report]:
    report = Report()
    found = [item for batch in read(path, "items", mapping, report=report) for item in batch]
    return found, report


def test_ratings(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", f"{HEADER} u1 ,i1,4.5,{T}\nu2,i1,3,{T}000\n")
    (one, two), report = events(path)
    assert (one.user, one.item, one.kind, one.value, one.time) == ("u1", "i1", "rate", 4.5, T)
    assert two.time == T
    assert report.records == {"events": 2}
    assert report.cleaned == {"ids trimmed or normalised": 1, "times in milliseconds": 1}
    assert report.seconds > 0


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (f"u,i,-1,{T}", "a negative rating"),
        (f"u,i,NaN,{T}", "value: a number that is not finite"),
        (f"u,i,inf,{T}", "value: a number that is not finite"),
        (f"u,i,good,{T}", "value: not a number"),
        (f"u,i,,{T}", "a rating without a value"),
        ("u,i,4,4102444800", "time in the future"),
        ("u,i,4,2099-01-01", "time in the future"),
        ("u,i,4,-5", "time before 1970"),
        ("u,i,4,1955-11-05", "time before 1970"),
        ("u,i,4,noon", "time: a time that is not understood"),
        ("u,i,4,nan", "time: a time that is not finite"),
        (f",i,4,{T}", "no user"),
        (f"u\x00v,i,4,{T}", "user: Value error, an id holds printable characters only"),
        (f"u,,4,{T}", "Value error, an event names an item"),
        (f"{'u' * 600},i,4,{T}", "user: String should have at most 512 characters"),
        ("u,i,4", "wrong number of fields (3, the header has 4)"),
    ],
)
def test_bad_rows_go_to_quarantine_and_the_rest_goes_in(tmp_path: Path, row: str, cause: str) -> None:
    path = write(tmp_path / "r.csv", f"{HEADER}a,i,5,{T}\n{row}\nb,i,5,{T}\n")
    report = Report()
    with Quarantine(tmp_path / "bad.jsonl") as quarantine:
        (batch,) = read(path, "events", quarantine=quarantine, report=report)
    assert [event.user for event in batch] == ["a", "b"]
    (line,) = (tmp_path / "bad.jsonl").read_text().splitlines()
    bad = json.loads(line)
    assert bad["line"] == 3
    assert bad["cause"].startswith(cause)
    assert bad["file"] == str(path)
    assert report.quarantined == quarantine.counts
    assert report.rows == 3


def test_event_ids_depend_on_the_content_alone(tmp_path: Path) -> None:
    first, _ = events(write(tmp_path / "a.csv", f"{HEADER}u,i,4,{T}\nu,j,5,{T}\n"))
    again, _ = events(write(tmp_path / "b.csv", f"rating;sku;uid;ts\n5.0;j;u;{T}000\n4;i;u;{T}\n"))
    assert {event.id for event in first} == {event.id for event in again}
    assert len({event.id for event in first}) == 2


def test_exact_duplicates_are_counted(tmp_path: Path) -> None:
    rows = f"u,i,4,{T}\n" * 3 + f"u,i,5,{T}\n"
    found, report = events(write(tmp_path / "r.csv", HEADER + rows))
    assert [event.value for event in found] == [4, 5]
    assert report.duplicates == {"events": 2}
    assert report.rows == 4


def test_duplicates_across_batches(tmp_path: Path) -> None:
    rows = "".join(f"u{n % 6000},i,4,{T}\n" for n in range(12_000))
    path = write(tmp_path / "r.csv", HEADER + rows)
    sizes = [len(batch) for batch in read(path, "events")]
    assert sizes == [5000, 1000, 0]
    assert events(path)[1].duplicates == {"events": 6000}


def test_given_event_ids_are_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path / "e.csv", f"event_id,user,item,action,ts\nx1,u,i,VIEW,{T}\nx1,u,j,view,{T}\n,u,k,Like,{T}\n"
    )
    (one, two), report = events(path)
    assert (one.id, one.kind) == ("x1", "view")
    assert two.id and len(two.id) == 24
    assert report.duplicates == {"events": 1}


def test_events_without_a_time_get_that_of_the_import(tmp_path: Path) -> None:
    path = write(tmp_path / "e.csv", "user,item,action\nu,i,view\nu,i,view\nu,j,view\n")
    (one, two), report = events(path)
    assert one.time == two.time > T
    assert one.id == events(path)[0][0].id
    assert report.cleaned["events without a time: set to the time of the import"] == 3


def test_mapping_with_a_constant(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", f"who;what;when;shop\nu;i;{T};Berlin\n")
    (event,), _ = events(path, {"user": "who", "item": "what", "time": "when", "kind": "=Purchase"})
    assert (event.kind, event.context) == ("purchase", {"shop": "Berlin"})


def test_events_from_json(tmp_path: Path) -> None:
    row = {
        "user": 1, "kind": "search", "text": "tea  &amp; milk", "time": T + 0.5, "session": "s",
        "request": "r", "context": {"page": "home"}, "device": {"os": "x"}, "synthetic": True,
    }  # fmt: skip
    path = write(tmp_path / "e.jsonl", json.dumps(row) + "\n")
    (event,), _ = events(path)
    assert event.user == "1"
    assert event.item is None
    assert event.text == "tea & milk"
    assert event.context == {"page": "home", "device": {"os": "x"}}
    assert (event.session, event.request, event.synthetic, event.time) == ("s", "r", True, T + 0.5)


def test_ratings_off_the_scale(tmp_path: Path) -> None:
    rows = "".join(f"u{n},i,{n % 5 + 1},{T}\n" for n in range(40))
    found, report = events(write(tmp_path / "r.csv", f"{HEADER}{rows}x,i,500,{T}\n"))
    assert len(found) == 40
    assert report.quarantined == {"a rating far above the others": 1}


def test_items(tmp_path: Path) -> None:
    header = "sku;name;description;genres;category;price;year;in_stock;colours;published;lang\n"
    row = 'a1; Green  Tea ;"Fresh &amp; mild";Drink|Hot;Tea;$12.50;1995;yes;red|green;2020-01-01;EN\n'
    (item, bare), report = items(write(tmp_path / "p.csv", f"\ufeff{header}{row}b2;;;;;;;no;;;\n"))
    assert item == Item(
        id="a1", title="Green Tea", text="Fresh & mild", tags=["Drink", "Hot"], category="Tea", language="en",
        attributes={"price": 12.5, "year": 1995, "colours": ["red", "green"]}, time=1_577_836_800,
    )  # fmt: skip
    assert bare == Item(id="b2", available=False)
    assert report.cleaned["numbers with currency signs or separators"] == 1


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2004", 1_072_915_200),
        ("1950", None),
        ("1961-05-01", None),
        ("", None),
        ("soon", None),
        ("01/02/2003", None),
        ("2999-01-01", 32_472_144_000),
    ],
)
def test_times_of_items(tmp_path: Path, time: str, expected: float | None) -> None:
    (item,), _ = items(write(tmp_path / "p.csv", f"id,published\na,{time}\n"))
    assert item.time == expected


def test_the_last_of_duplicate_items_wins(tmp_path: Path) -> None:
    found, report = items(write(tmp_path / "p.csv", "id,title\na,old\nb,x\na,new\n"))
    assert [(item.id, item.title) for item in found] == [("a", "new"), ("b", "x")]
    assert report.duplicates == {"items": 1}
    assert report.rows == 3


def test_the_last_wins_across_batches_too(tmp_path: Path) -> None:
    rows = "".join(f"i{n},old\n" for n in range(5000))
    first, second = read(write(tmp_path / "p.csv", f"id,title\n{rows}i7,new\n"), "items")
    assert len(first) == 5000
    assert [(item.id, item.title) for item in second] == [("i7", "new")]


def test_items_from_json_with_translations(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "a", "title": "Tea", "translations": {"zh": {"title": "茶"}}, "attributes": {"zip": "02138"}},
        {"id": "b", "translations": "none", "size": 4},
        {"id": "c", "available": False, "attributes.title": "hidden"},
    ]
    path = write(tmp_path / "p.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    (tea, last), report = items(path)
    assert tea.titled("zh") == "茶"
    assert tea.attributes == {"zip": "02138"}
    assert (last.available, last.attributes) == (False, {"title": "hidden"})
    assert report.quarantined == {"translations: no JSON object": 1}


def test_columns_that_appear_late(tmp_path: Path) -> None:
    rows = [json.dumps({"id": n}) for n in range(5000)] + ['{"id": "z", "overview": "At last", "size": "4"}']
    *_, last = read(write(tmp_path / "p.jsonl", "\n".join(rows)), "items")
    assert (last[0].text, last[0].attributes) == ("At last", {"size": 4})


def test_users(tmp_path: Path) -> None:
    path = write(tmp_path / "u.csv", "user_id,country,age,member,bio\nu1,DE,41,yes,I read\nu2,a|b,,no,\n")
    (batch,) = read(path, "users")
    assert batch[0].traits == {"country": "DE", "age": 41.0, "member": True}
    assert batch[0].text == "I read"
    assert batch[1].traits == {"country": "a|b", "member": False}


def test_users_from_json(tmp_path: Path) -> None:
    row = {"id": 5, "traits": {"likes": ["tea"]}, "age": 3, "consents": {"mail": True}}
    ((user,),) = read(write(tmp_path / "u.jsonl", json.dumps(row)), "users")
    assert user.traits == {"likes": '["tea"]', "age": 3.0}
    assert user.consents == {"mail": True}


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "e.parquet"
    table = {"user": [1, 2, 3], "item": ["a", "b", "c"], "stars": [5.0, None, -1.0], "ts": [T, T, T * 1000]}
    parquet.write_table(pyarrow.table(table), path)
    (event,), report = events(path)
    assert (event.user, event.value, event.time) == ("1", 5.0, T)
    assert report.quarantined == {"a rating without a value": 1, "a negative rating": 1}


def test_gz(tmp_path: Path) -> None:
    path = tmp_path / "r.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}u,i,4,{T}\n".encode()))
    assert len(events(path)[0]) == 1


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.csv.gz"])
def test_an_empty_file_holds_no_rows(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    with pytest.raises(InvalidInput, match="holds no rows"):
        events(path)


def test_a_header_alone_holds_no_rows(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds no rows"):
        events(write(tmp_path / "r.csv", HEADER))


def test_a_file_of_bad_rows_alone_is_told_in_the_report(tmp_path: Path) -> None:
    found, report = events(write(tmp_path / "r.csv", f"{HEADER}only,three,fields\n"))
    assert (found, report.rows) == ([], 1)


def test_missing_column(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", "a,b\n1,2\n")
    with pytest.raises(InvalidInput, match=r"its columns: a, b"):
        events(path)


def test_files_that_are_not_there_or_not_readable(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        read(tmp_path / "none.csv", "items")
    with pytest.raises(InvalidInput, match="known format"):
        read(write(tmp_path / "a.xlsx", "x"), "items")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InvalidInput, match="known format"):
        read(tmp_path / "folder.csv", "items")


def test_field_limit_of_other_readers_is_never_lowered(tmp_path: Path) -> None:
    before = csv.field_size_limit(50_000_000)
    try:
        events(write(tmp_path / "r.csv", f"{HEADER}u,i,4,{T}\n"))
        assert csv.field_size_limit() == 50_000_000
    finally:
        csv.field_size_limit(before)
