"""MovieLens layouts, with films that nobody made."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from wellread.data import Report, detect_layout, open_source
from wellread.data.movielens import movielens_files

T = 1_100_000_000


def read_all(folder: Path, **options: Any) -> tuple[dict[str, list[Any]], Report]:
    """Records by kind, and the report."""
    report = Report()
    found: dict[str, list[Any]] = {}
    for batch in open_source(folder, report=report, **options):
        found.setdefault(batch.kind, []).extend(batch.records)
    return found, report


@pytest.fixture
def latest(tmp_path: Path) -> Path:
    films = '1,"Kettle, The (Bouilloire, La) (1995)",Comedy|Drama\n2,Spoons (1951),(no genres listed)\n'
    (tmp_path / "movies.csv").write_text(f"movieId,title,genres\n{films}", encoding="utf-8")
    (tmp_path / "ratings.csv").write_text(f"userId,movieId,rating,timestamp\n7,1,4.5,{T}\n7,2,2.0,{T}\n")
    return tmp_path


def test_ml_latest(latest: Path) -> None:
    assert detect_layout(latest) == "ml-latest"
    found, report = read_all(latest)
    kettle, spoons = found["items"]
    assert (kettle.title, kettle.aliases, kettle.tags) == (
        "The Kettle",
        ["La Bouilloire"],
        ["Comedy", "Drama"],
    )
    assert kettle.attributes == {"year": 1995}
    assert kettle.time == 788_918_400
    assert (spoons.tags, spoons.attributes, spoons.time) == ([], {"year": 1951}, None)
    assert [(e.user, e.item, e.kind, e.value) for e in found["events"]] == [
        ("7", "1", "rate", 4.5),
        ("7", "2", "rate", 2.0),
    ]
    assert list(found) == ["items", "events"]
    assert report.rows == 4


def test_ml_latest_with_links_tags_and_texts(latest: Path) -> None:
    (latest / "links.csv").write_text("movieId,imdbId,tmdbId\n1,0000007,42\n2,0000008,\n")
    (latest / "tags.csv").write_text(f"userId,movieId,tag,timestamp\n7,1,dry wit,{T}\n")
    texts = latest / "plots.csv"
    texts.write_text('movieId,overview\n1,"A kettle  boils.\x00"\n99,Nobody\n2.5,"x"\n', encoding="utf-8")
    found, report = read_all(latest, texts=texts)
    assert found["items"][0].attributes == {"year": 1995, "imdb": "tt0000007", "tmdb": "42"}
    assert found["items"][1].attributes == {"year": 1951, "imdb": "tt0000008"}
    assert found["items"][0].text == "A kettle boils."
    tag = found["events"][-1]
    assert (tag.kind, tag.item, tag.text, tag.value) == ("tag", "1", "dry wit", None)
    assert report.records == {"items": 2, "events": 3}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "u.genre").write_text("unknown|0\nAction|1\nDrama|2\n\n")
    films = "1|Café, Le (1996)|01-Jan-1996||http://x|0|1|1\n2|unknown||||1|0|0\n3|too|few\n"
    (tmp_path / "u.item").write_bytes(films.encode("latin-1"))
    (tmp_path / "u.user").write_text("\n5|24|F|writer|85711\n")
    (tmp_path / "u.data").write_text(f"5\t1\t3\t{T}\n")
    return tmp_path


def test_ml_100k(old: Path) -> None:
    assert detect_layout(old) == "ml-100k"
    found, report = read_all(old)
    cafe, unknown = found["items"]
    assert (cafe.title, cafe.tags, cafe.attributes) == ("Le Café", ["Action", "Drama"], {"year": 1996})
    assert (unknown.title, unknown.tags, unknown.attributes) == ("unknown", [], {})
    assert found["users"][0].traits == {"gender": "F", "age": 24.0, "occupation": "writer"}
    assert "85711" not in str(found["users"])
    assert (found["events"][0].kind, found["events"][0].value) == ("rate", 3)
    assert report.quarantined == {"wrong number of fields (3, not 8)": 1}


def test_ml_100k_later_saved_as_utf8(old: Path) -> None:
    path = old / "u.item"
    path.write_text(path.read_text("latin-1"), encoding="utf-8")
    assert read_all(old)[0]["items"][0].title == "Le Café"


def test_bytes_that_fit_no_named_encoding(old: Path) -> None:
    (old / "u.item").write_bytes(b"1|Tea (1996)||||0|1|1\n" * 400 + b"2|Caf\xe9||||0|1|1\n")
    assert read_all(old, encoding="utf-8")[1].quarantined == {"bytes that are not utf-8": 1}


def test_ml_1m_without_ratings(tmp_path: Path) -> None:
    (tmp_path / "movies.dat").write_bytes("1::Café, The (2000)::Comedy|Crime\n".encode("latin-1"))
    (tmp_path / "users.dat").write_text("1::F::1::10::48067\n2::M::99::77::1\n")
    assert detect_layout(tmp_path) == "ml-1m"
    found, _ = read_all(tmp_path)
    assert list(found) == ["items", "users"]
    assert found["items"][0].title == "The Café"
    assert found["users"][0].traits == {"gender": "F", "age": "under 18", "occupation": "school student"}
    assert found["users"][1].traits == {"gender": "M", "age": "99", "occupation": "77"}
    (tmp_path / "ratings.dat").write_text(f"1::1::5::{T}\n")
    assert read_all(tmp_path)[0]["events"][0].value == 5


def test_any_other_folder_is_none(tmp_path: Path) -> None:
    assert detect_layout(tmp_path) is None


@pytest.mark.slow
def test_the_real_thing() -> None:
    shared = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
    folder, texts = shared / "ml-latest-small", shared / "tmdb-overviews" / "overview_by_movielens_id.parquet"
    if not folder.is_dir() or not texts.is_file():
        pytest.skip(f"no MovieLens data at {shared}; SHARED_DATA names another folder")
    started = time.process_time()
    found, report = read_all(folder, texts=texts)
    assert time.process_time() - started < 10
    assert report.records == {"items": 9125, "events": 100_004 + 1_296}
    assert not report.quarantined
    items = {item.id: item for item in found["items"]}
    assert items["318"].title == "The Shawshank Redemption"
    assert items["318"].attributes["year"] == 1994
    assert sum(bool(item.text) for item in found["items"]) > 7_400
    assert {event.item for event in found["events"]} <= set(items)


def test_movietweetings_tells_nothing_of_people(tmp_path: Path) -> None:
    """Its layout is that of ml-1m, but users.dat names their accounts elsewhere."""
    (tmp_path / "movies.dat").write_text("0002844::Fantômas (1913)::Crime|Drama\n", "utf-8")
    (tmp_path / "ratings.dat").write_text("1::0002844::7::1365029107\n", "utf-8")
    (tmp_path / "users.dat").write_text("1::18405182\n", "utf-8")
    assert [part.what for part in movielens_files(tmp_path, "ml-1m")] == ["items", "events"]
