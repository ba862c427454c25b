from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from tests.evaluation.hand_made import Scripted, catalogue, right, world, wrong

from wellread.evaluation import glossary
from wellread.evaluation.metrics import ACCURACY
from wellread.evaluation.report import page
from wellread.evaluation.results import Results
from wellread.evaluation.run import evaluate

EVIL = "<script>alert('x')</script>&"
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Every element closed where it should be; what stands in the row heads, and every address."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.heads: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "th":
            self.heads.append(data)


@pytest.fixture(scope="module")
def results() -> Results:
    contenders = [Scripted("home", right), Scripted(EVIL, wrong), Scripted("popular", wrong)]
    return evaluate(contenders, world(), catalogue(), ("ndcg@10", "mrr@5"), learning=2)


def read(results: Results) -> Reader:
    reader = Reader()
    reader.feed(page(results))
    reader.close()
    return reader


def test_the_report_is_whole_and_alone(results: Results) -> None:
    reader = read(results)

    assert not reader.open
    assert not reader.addresses
    assert not reader.tags["script"]
    assert results.hash in page(results)
    assert results.protocol in page(results)


def test_every_contender_stands_in_every_table(results: Results) -> None:
    reader = read(results)

    # accuracy, two comparisons, one table for each bucketing, what lists are like
    n = 1 + len(results.tables) + 1
    heads = Counter(reader.heads)
    assert heads["home"] == n
    assert heads["popular"] == n + len(results.metrics)
    assert "".join(reader.heads).count(EVIL) == n + len(results.metrics)


def test_names_and_notes_cannot_break_out(results: Results) -> None:
    text = page(replace(results, protocol=EVIL, notes=(EVIL,)))

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_every_plot_has_a_title_and_is_told_in_words(results: Results) -> None:
    text = page(results)
    drawings = [part.split("</svg>")[0] for part in text.split("<svg")[1:]]

    # one a metric, one a bucket, one of the deciles
    assert len(drawings) == 2 + sum(len(table.buckets) for table in results.tables) + 1
    for drawing in drawings:
        root = ElementTree.fromstring(f"<svg{drawing}</svg>")
        assert root.get("role") == "img"
        assert "home" in root.get("aria-label", "")
        assert root.findtext("title")


def test_a_loaded_evaluation_makes_the_same_page(results: Results) -> None:
    assert page(Results.loaded(results.saved())) == page(results)


def test_one_contender_alone_needs_no_comparison() -> None:
    found = evaluate([Scripted("home", lambda split, case: [])], world(), catalogue(), ("ndcg@10",))

    assert "Beside" not in page(found)


def test_every_metric_and_table_has_its_sentence(results: Results) -> None:
    assert set(glossary.ACCURACY) == set(ACCURACY)
    assert set(glossary.BEYOND) == set(results.rows[0].beyond)
    assert {table.name for table in results.tables} <= set(glossary.TABLES)
