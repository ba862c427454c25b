"""The MovieLens data sets of GroupLens, as they come out of their archives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

from wellread.data import clean
from wellread.data.batches import batches
from wellread.data.intake import Intake, Row, What
from wellread.data.lines import lines, undecodable
from wellread.data.part import Part
from wellread.data.rows import file_rows
from wellread.data.times import first_of
from wellread.data.titles import film_title
from wellread.domain import Item

Layout = Literal["ml-latest", "ml-100k", "ml-1m"]
_Cells = Callable[[dict[str, str]], dict[str, Any]]

_FILES: dict[Layout, tuple[str, ...]] = {
    "ml-latest": ("movies.csv", "ratings.csv"),
    "ml-100k": ("u.data", "u.item", "u.genre"),
    "ml-1m": ("movies.dat",),
}
"""The files by which a layout is known."""
_RATING = ("user", "item", "rating", "timestamp")
_NO_GENRE = {"(no genres listed)", "unknown"}
_GENRES = {"Sci-Fi": "Science Fiction", "Children's": "Children"}
"""Genres as people write them, so that a sentence finds them."""
_AGES = {
    "1": "under 18", "18": "18-24", "25": "25-34", "35": "35-44", "45": "45-49", "50": "50-55", "56": "56+",
}  # fmt: skip
_OCCUPATIONS = (
    "other", "academic", "artist", "clerical", "college student", "customer service", "doctor", "executive",
    "farmer", "homemaker", "school student", "lawyer", "programmer", "retired", "sales", "scientist",
    "self-employed", "technician", "tradesman", "unemployed", "writer",
)  # fmt: skip


def detect_layout(folder: Path) -> Layout | None:
    """Which MovieLens data set a folder holds; None when it is none."""
    for layout, names in _FILES.items():
        if all((folder / name).is_file() for name in names):
            return layout
    return None


def movielens_files(folder: Path, layout: Layout) -> list[Part]:
    """The files of a MovieLens data set, items first; optional ones that are absent are passed over.

    Titles are put in order ("Postman, The (1994)" is "The Postman" of the year 1994), ratings become events
    of the kind `rate`, user tags events of the kind `tag`, demographics traits. Postal codes are personal and
    dropped.
    """
    return [part for part in _LAYOUTS[layout](folder) if part.path.is_file()]


def _latest(folder: Path) -> list[Part]:
    # Their column `tag` is words of the user; genres are the item's tags.
    tagged = {"user": "userId", "item": "movieId", "text": "tag", "time": "timestamp", "kind": "=tag"}
    rated = {"user": "userId", "item": "movieId", "value": "rating", "time": "timestamp", "kind": "=rate"}
    return [
        Part("items", folder / "movies.csv", partial(_latest_films, folder / "links.csv")),
        Part("events", folder / "ratings.csv", lambda to: batches(file_rows(to), "events", to, rated)),
        Part("events", folder / "tags.csv", lambda to: batches(file_rows(to), "events", to, tagged)),
    ]


def _100k(folder: Path) -> list[Part]:
    genres = [line.partition("|")[0] for line in _text(folder / "u.genre").splitlines() if line]
    film = ("id", "title", "released", "video", "url", *genres)
    person = ("id", "age", "gender", "occupation", "zip")
    return [
        _part("items", folder / "u.item", film, "|", partial(_genres, genres)),
        _part("users", folder / "u.user", person, "|", _person),
        _part("events", folder / "u.data", _RATING, "\t", dict),
    ]


def _1m(folder: Path) -> list[Part]:
    person = ("id", "gender", "age", "occupation", "zip")
    parts = [
        _part("items", folder / "movies.dat", ("id", "title", "genres"), "::", dict),
        _part("users", folder / "users.dat", person, "::", _person),
        _part("events", folder / "ratings.dat", _RATING, "::", dict),
    ]
    # MovieTweetings has the same layout, but what it tells of people is who they are elsewhere: left alone
    return [part for part in parts if part.what != "users" or _fields(part.path) == len(person)]


def _fields(path: Path) -> int:
    """How many fields the first line of a file has; 0 where there is none."""
    if not path.is_file():
        return 0
    with path.open(encoding="latin-1") as file:
        return len(file.readline().split("::"))


_LAYOUTS: dict[Layout, Callable[[Path], list[Part]]] = {"ml-latest": _latest, "ml-100k": _100k, "ml-1m": _1m}


def _latest_films(links: Path, intake: Intake) -> Iterator[list[Item]]:
    ids = _links(links, intake) if links.is_file() else {}
    mapping = {"id": "movieId", "title": "title", "tags": "genres"}
    for films in batches(file_rows(intake), "items", intake, mapping):
        yield [_film(film, ids.get(film.id, {})) for film in films]


def _links(path: Path, intake: Intake) -> dict[str, dict[str, str]]:
    """Item id -> its ids at IMDb (the seven digits with their `tt`) and TMDB."""
    links, fixes = {}, intake.report.cleaned
    for row in file_rows(Intake(path, intake.quarantine, intake.report, intake.encoding)):
        key, imdb, tmdb = (clean.text(row.cells.get(name), fixes) for name in ("movieId", "imdbId", "tmdbId"))
        found = {"imdb": imdb and f"tt{imdb}", "tmdb": tmdb}
        links[key] = {name: value for name, value in found.items() if value}
    return links


def _film(item: Item, attributes: dict[str, Any]) -> Item:
    title, year, aliases = film_title(item.title)
    mended: dict[str, Any] = {
        "title": title,
        "aliases": aliases,
        "tags": [_GENRES.get(tag, tag) for tag in item.tags if tag not in _NO_GENRE],
        "attributes": ({"year": year} if year else {}) | attributes,
        "time": first_of(year) if year else None,
    }
    return item.model_copy(update=mended)


def _part(what: What, path: Path, columns: tuple[str, ...], delimiter: str, cells: _Cells) -> Part:
    """A file without a header; `cells` makes the cells of a record out of those of its line."""

    def opened(intake: Intake) -> Iterator[list[Any]]:
        rows = (Row(row.line, cells(row.cells)) for row in _split(intake, columns, delimiter))
        mapping = {"kind": "=rate"} if what == "events" else None
        for found in batches(rows, what, intake, mapping):
            yield [_film(record, {}) for record in found] if what == "items" else found

    return Part(what, path, opened, "utf-8" if path.is_file() and _is_utf8(path) else "latin-1")


def _split(intake: Intake, columns: tuple[str, ...], delimiter: str) -> Iterator[Row]:
    """Rows of a file that knows no quotes; lines with too few or too many fields are refused."""
    for number, line in enumerate(lines(intake), start=1):
        if not (line := line.rstrip("\r\n")):
            continue
        parts = line.split(delimiter)
        if len(parts) != len(columns):
            intake.refuse(number, f"wrong number of fields ({len(parts)}, not {len(columns)})", line)
        elif undecodable(line):
            intake.refuse(number, f"bytes that are not {intake.encoding}", line)
        else:
            yield Row(number, dict(zip(columns, parts, strict=True)))


def _genres(names: list[str], cells: dict[str, str]) -> dict[str, Any]:
    """The film of an ml-100k line, whose genres are columns of 0 and 1."""
    genres = [name for name in names if cells[name] == "1"]
    return {"id": cells["id"], "title": cells["title"], "genres": genres}


def _person(cells: dict[str, str]) -> dict[str, Any]:
    """The traits; ml-1m codes ages by the first year of their band, and occupations by number."""
    job = cells["occupation"]
    coded = job.isdecimal()
    known = coded and int(job) < len(_OCCUPATIONS)
    return {
        "id": cells["id"],
        "gender": cells["gender"],
        "age": _AGES.get(cells["age"], cells["age"]) if coded else cells["age"],
        "occupation": _OCCUPATIONS[int(job)] if known else job,
    }


def _text(path: Path) -> str:
    return path.read_text("utf-8" if _is_utf8(path) else "latin-1")


def _is_utf8(path: Path) -> bool:
    """Later copies of the old sets are in UTF-8, the originals in Latin-1; each file is small."""
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
