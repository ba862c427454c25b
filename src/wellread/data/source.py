"""A file, a few files or a folder, as one stream of batches: items before users before events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

from wellread.data.batches import batches
from wellread.data.intake import Intake, Progress, What
from wellread.data.mapping import mapping_of
from wellread.data.movielens import detect_layout, movielens_files
from wellread.data.part import Part
from wellread.data.quarantine import Quarantine
from wellread.data.report import Report
from wellread.data.rows import SUFFIXES, file_rows
from wellread.data.synonyms import SYNONYMS, folded
from wellread.data.texts import read_texts, with_text
from wellread.domain import Event, Item, User
from wellread.errors import InvalidInput, NotFound

KINDS: tuple[What, ...] = get_args(What)


class Batch(NamedTuple):
    """Some records of one kind."""

    kind: What
    records: list[Item] | list[User] | list[Event]


def open_source(
    path: Path | None = None,
    *,
    items: Path | None = None,
    users: Path | None = None,
    events: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    texts: Path | None = None,
    encoding: str | None = None,
    quarantine: Quarantine | None = None,
    report: Report | None = None,
    progress: Progress | None = None,
) -> Iterator[Batch]:
    """Read everything there is, in batches.

    Args:
        path: A MovieLens folder, a folder with `items.*`, `users.*`, `events.*`, or one file that says by its
            name or its columns what it holds.
        items: A file of items; likewise `users` and `events`: instead of `path`, or besides it.
        users: A file of users.
        events: A file of events.
        mapping: Field -> column or `=value`, for every kind that has the field; "events.time": of events.
        texts: A file of item ids and texts, for items without one.
        encoding: Of text files; None: UTF-8, or what the layout is known to have.
        quarantine: Where rows go that cannot be used; None: they are only counted in the report.
        report: The account to add to.
        progress: Called now and then with (bytes done, bytes in total), over all files.

    Raises:
        NotFound: a file or folder does not exist.
        InvalidInput: there is nothing to read, it cannot be told what a file holds, or it cannot be read.
    """
    quarantine, report = quarantine or Quarantine(), report or Report()
    named = {"items": items, "users": users, "events": events}
    parts = _parts(path, {what: named[what] for what in KINDS if named[what]}, mapping or {}, encoding)
    joined = read_texts(Intake(texts, quarantine, report, encoding or "utf-8")) if texts else {}
    return _stream(parts, joined, encoding, quarantine, report, progress)


def _stream(
    parts: list[Part],
    texts: dict[str, str],
    encoding: str | None,
    quarantine: Quarantine,
    report: Report,
    progress: Progress | None,
) -> Iterator[Batch]:
    sizes = [part.path.stat().st_size for part in parts]
    for place, part in enumerate(parts):
        told = partial(_tell, progress, sum(sizes[:place]), sum(sizes)) if progress else None
        for records in part.open(Intake(part.path, quarantine, report, encoding or part.encoding, told)):
            if part.what == "items" and texts:
                records = [with_text(item, texts) for item in records]
            yield Batch(part.what, records)


def _tell(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)


def _parts(
    path: Path | None, named: Mapping[What, Any], mapping: Mapping[str, str], encoding: str | None
) -> list[Part]:
    layout = detect_layout(path) if path else None
    found = movielens_files(path, layout) if path and layout else []
    files = {what: [file] for what, file in named.items()}
    if path and not layout:
        for what, file in _look(path, encoding):
            files.setdefault(what, []).insert(0, file)
    for what, several in files.items():
        own = mapping_of(what, mapping, files)
        found += [Part(what, file, partial(_read, what, own)) for file in several]
    missing = next((part.path for part in found if not part.path.exists()), None)
    if missing:
        raise NotFound(f"{missing} does not exist", "an existing file", "Check the path.")
    if not found:
        raise InvalidInput("no file was named", "a folder or a file", "Name a path, or --items FILE.")
    return sorted(found, key=lambda part: KINDS.index(part.what))


def _read(what: What, mapping: Mapping[str, str], intake: Intake) -> Iterator[list[Any]]:
    return batches(file_rows(intake), what, intake, mapping)


def _look(path: Path, encoding: str | None) -> Iterator[tuple[What, Path]]:
    """The files at `path`, and what each holds."""
    if not path.exists():
        raise NotFound(f"{path} does not exist", "an existing file or folder", "Check the path.")
    if path.is_file():
        yield _guess(path, encoding or "utf-8"), path
        return
    found = [
        (what, file)
        for what in KINDS
        for file in sorted(path.iterdir())
        if file.name.split(".")[0] == what and file.name.lower().removesuffix(".gz").endswith(SUFFIXES)
    ]
    if not found:
        names = ", ".join(sorted(file.name for file in path.iterdir())[:10]) or "nothing"
        raise InvalidInput(
            f"{path} is no known layout (it holds {names})",
            "a MovieLens folder, or files called items, users and events (.csv, .jsonl, .parquet)",
            "Name the files one by one: --items FILE --users FILE --events FILE.",
        )
    yield from found


def _guess(path: Path, encoding: str) -> What:
    """What a file holds: as its name says, else as its columns do."""
    for what in KINDS:
        if path.name.split(".")[0] == what:
            return what
    first = next(file_rows(Intake(path, encoding=encoding)), None)
    columns = {folded(column) for column in first.cells} if first else {"title"}
    user, item, title = (
        bool(columns & set(names.split()))
        for names in (SYNONYMS["events"]["user"], SYNONYMS["events"]["item"], SYNONYMS["items"]["title"])
    )
    if user:
        return "events" if item else "users"
    if item or title:
        return "items"
    raise InvalidInput(
        f"{path.name} does not say what it holds",
        "columns of users, items or titles",
        f"Say it: --items {path.name}, --users {path.name} or --events {path.name}.",
    )
