"""The account of an import."""

from __future__ import annotations

from collections import Counter

from wellread.data import Report


def test_lines() -> None:
    report = Report(
        records=Counter({"items": 2, "events": 1500}),
        duplicates=Counter({"events": 3}),
        quarantined=Counter({"no user": 2, "time in the future": 7}),
        cleaned=Counter({"times in milliseconds": 4}),
        seconds=1.26,
    )
    assert report.rows == 1514
    assert report.lines() == [
        "1,514 rows read in 1.3 s: 2 items, 1,500 events",
        "3 duplicate events",
        "7 quarantined: time in the future",
        "2 quarantined: no user",
        "4 mended: times in milliseconds",
    ]


def test_nothing_read() -> None:
    assert Report().lines() == ["0 rows read in 0.0 s: no records"]
