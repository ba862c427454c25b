"""Reading: sentiment, headlines, tags, categories, personal data, on real texts.

    python benchmarks/reading.py DATA_FOLDER

Sentiment: shop reviews in ten categories, of each text one copy, 80 % to learn from, 10 % to decide by, 10 %
to ask about (random, by the seed below). The classifier chooses its penalty and its temperature on a tenth of
what it learns from. "Elsewhere" are reviews of other kinds, none of which was learnt from. The lexicon learnt
nothing; a text in which it knows no word counts as a complaint.

Headlines: THUCNews has no training part here; its `dev` part is learnt from, and its `test` part without the
headlines that stand in both is asked about. TNEWS is the few-shot task: some 80 headlines a kind, the public
test.

Tags and categories: a fifth of the items have theirs hidden. Precision and recall are micro-averages over the
items; the baseline gives everybody the commonest tags. A category is given where it is likely enough; the
threshold is chosen on what is learnt from.

Personal data: made up and planted in English, Chinese and mixed sentences
(`tests/language/privacy/planted.py`), and product numbers that must be left alone.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.engine.tagging import Tagging
from wellread.language.lexical import LexicalEncoder
from wellread.language.opinions.sentiment import FEWEST, Sentiment
from wellread.language.privacy.scrub import scrub
from wellread.language.topics.classifier import Classifier
from wellread.settings import Content, Language

SEED = 7
AMOUNTS = (100, 200, 400, 800, 1_600, 6_400)
COMMONEST = (1, 2, 3, 5)
LANGUAGE = Language()


class Reviews(NamedTuple):
    """Texts and whether they praise."""

    texts: list[str]
    good: list[bool]

    def at(self, places: Sequence[int]) -> Reviews:
        """Some of them."""
        return Reviews([self.texts[i] for i in places], [self.good[i] for i in places])


def shopping(folder: Path) -> Reviews:
    """The shop reviews, of each text one copy."""
    with zipfile.ZipFile(folder / "online_shopping_10_cats.zip") as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    found: dict[str, bool] = {}
    for row in csv.DictReader(io.StringIO(text)):
        review = " ".join(row["review"].split())
        if review:
            found.setdefault(review, row["label"] == "1")
    return Reviews(list(found), list(found.values()))


def elsewhere(path: Path) -> Reviews:
    """Reviews of another kind."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    return Reviews([row["review"] for row in rows], [row["label"] == "1" for row in rows])


def macro_f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """Mean of the F1 of praise and of complaints."""
    own, given = np.array(truth), np.array(said)
    parts = [
        2 * np.sum((own == kind) & (given == kind)) / max(np.sum(own == kind) + np.sum(given == kind), 1)
        for kind in (True, False)
    ]
    return float(np.mean(parts))


def read(sentiment: Sentiment, reviews: Reviews) -> tuple[list[bool], float]:
    """What is said of each, and how far the confidences are from the truth (expected calibration error)."""
    opinions = sentiment.read(reviews.texts)
    said = [opinion.value > 0 for opinion in opinions]
    right = np.array(said) == np.array(reviews.good)
    sure = np.array([opinion.confidence for opinion in opinions])
    bins = np.minimum((sure * 20).astype(int), 19)
    gaps = [
        abs(sure[bins == b].mean() - right[bins == b].mean()) * np.mean(bins == b) for b in set(bins.tolist())
    ]
    return said, float(np.sum(gaps))


def sentiments(folder: Path) -> str:
    """How well reviews are read."""
    reviews = shopping(folder)
    order = np.random.default_rng(SEED).permutation(len(reviews.texts)).tolist()
    cuts = int(0.8 * len(order)), int(0.9 * len(order))
    train, test = reviews.at(order[: cuts[0]]), reviews.at(order[cuts[1] :])
    validation = reviews.at(order[cuts[0] : cuts[1]])
    begin = time.perf_counter()
    learnt, lexicon = Sentiment(LANGUAGE).fit(train.texts, train.good), Sentiment(LANGUAGE)
    fitted = time.perf_counter() - begin
    rows = []
    for name, own in (
        ("shop reviews, held out", test),
        ("elsewhere: meals brought home", elsewhere(folder / "waimai_10k.csv")),
        ("elsewhere: hotels", elsewhere(folder / "ChnSentiCorp_htl_all.csv")),
    ):
        begin = time.perf_counter()
        said, gap = read(learnt, own)
        micros = (time.perf_counter() - begin) / len(own.texts) * 1e6
        usual = Counter(own.good).most_common(1)[0][0]
        scored = [macro_f1(own.good, found) for found in (said, read(lexicon, own)[0], [usual] * len(said))]
        rows.append([name, len(said), *(f"{value:.3f}" for value in (*scored, gap)), f"{micros:.0f}"])
    head = ["reviews", "texts", "learnt, macro-F1", "lexicon", "majority", "calibration error", "µs a text"]
    alone = macro_f1(validation.good, read(lexicon, validation)[0])
    few = [[n, f"{few_labels(train, validation, n):.3f}"] for n in AMOUNTS]
    return (
        f"Learnt from {len(train.texts):,} reviews in {fitted:.0f} s; seed {SEED}.\n\n"
        + table(head, rows)
        + f"\n\nWith fewer labels, on the reviews to decide by. The lexicon has {alone:.3f} there and\n"
        f"stands in for a language with fewer than {FEWEST:,} labels.\n\n"
        + table(["labels", "macro-F1 of the classifier"], few)
    )


def few_labels(train: Reviews, asked: Reviews, n: int) -> float:
    """What is learnt from the first `n` reviews."""
    encoder = LexicalEncoder(LANGUAGE.model_copy(update={"stop_words": False, "stem": False}))
    own = train.at(range(n))
    rows = encoder.fit(own.texts).encode(own.texts)
    learnt = Classifier.fit(rows, [str(good) for good in own.good], balanced=True)
    found = learnt.probabilities(encoder.encode(asked.texts)).argmax(axis=1)
    return macro_f1(asked.good, [learnt.labels[code] == "True" for code in found])


class Headlines(NamedTuple):
    """Texts and what they are about."""

    texts: list[str]
    kinds: list[str]


def thucnews(path: Path) -> Headlines:
    """One part of THUCNews."""
    lines = [line.rsplit("\t", 1) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return Headlines([text for text, _ in lines], [kind for _, kind in lines])


def tnews(path: Path) -> Headlines:
    """One part of TNEWS."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return Headlines([line["sentence"] for line in lines], [line["label_desc"] for line in lines])


def headlines(folder: Path) -> str:
    """How well headlines are sorted."""
    known = thucnews(folder / "thucnews_dev.txt")
    asked = thucnews(folder / "thucnews_test.txt")
    fresh = [i for i, text in enumerate(asked.texts) if text not in {*known.texts}]
    asked = Headlines([asked.texts[i] for i in fresh], [asked.kinds[i] for i in fresh])
    sets = {
        "THUCNews (learnt from `dev`)": (known, asked),
        "TNEWS, few-shot": (
            tnews(folder / "tnews_train_few_all.json"),
            tnews(folder / "tnews_test_public.json"),
        ),
    }
    rows = []
    for name, (train, test) in sets.items():
        encoder = LexicalEncoder(LANGUAGE.model_copy(update={"stop_words": False, "stem": False}))
        learnt = Classifier.fit(encoder.fit(train.texts).encode(train.texts), train.kinds, seed=SEED)
        found = learnt.probabilities(encoder.encode(test.texts)).argmax(axis=1)
        right = np.mean([learnt.labels[code] == kind for code, kind in zip(found, test.kinds, strict=True)])
        usual = Counter(test.kinds).most_common(1)[0][1] / len(test.kinds)
        rows.append(
            [name, len(learnt.labels), len(train.texts), len(test.texts), f"{right:.3f}", f"{usual:.3f}"]
        )
    return table(["headlines", "kinds", "learnt from", "asked", "accuracy", "majority"], rows)


def films(data: Path) -> list[Item]:
    """Films with their plots, genres as tags."""
    import pyarrow.parquet as pq

    rows = pq.read_table(data / "tmdb-overviews" / "overview_by_movielens_id.parquet").to_pylist()
    plots = {row["movieId"]: row["overview"] for row in rows if row["overview"]}
    with (data / "ml-latest-small" / "movies.csv").open(encoding="utf-8") as file:
        return [
            Item(
                id=row["movieId"],
                title=row["title"],
                text=plots[int(row["movieId"])],
                tags=genres(row["genres"]),
            )
            for row in csv.DictReader(file)
            if int(row["movieId"]) in plots and genres(row["genres"])
        ]


def genres(written: str) -> list[str]:
    """Genres as MovieLens writes them."""
    return [] if written == "(no genres listed)" else written.split("|")


def books(data: Path) -> list[Item]:
    """Chinese books with blurbs, and the lists they stand in."""
    import pyarrow.parquet as pq

    folder = data / "zh-douban-books"
    blurbs = json.loads((folder / "book_descriptions.json").read_text("utf-8"))
    lists: dict[str, list[str]] = {}
    for row in pq.read_table(folder / "tags_membership.parquet").to_pylist():
        lists.setdefault(row["book_id"], []).append(row["list_id"])
    titles = {
        row["book_id"]: row["title"] for row in pq.read_table(folder / "tags_books.parquet").to_pylist()
    }
    return [
        Item(id=id, title=titles[id], text=text, tags=lists[id])
        for id, text in blurbs.items()
        if id in lists and id in titles
    ]


def office(data: Path) -> list[Item]:
    """Office products with their brand as category."""
    path = data / "amazon-office" / "Office_Products.item.json"
    found = json.loads(path.read_text("utf-8"))
    return [
        Item(id=id, title=own["title"], text=own["description"], category=own["brand"])
        for id, own in found.items()
        if own["brand"]
    ]


def news(data: Path) -> list[Item]:
    """Headlines as items."""
    own = thucnews(data / "zh-headlines" / "thucnews_dev.txt")
    return [
        Item(id=str(i), title=text, category=kind)
        for i, (text, kind) in enumerate(zip(own.texts, own.kinds, strict=True))
    ]


def hidden(items: list[Item], field: str) -> tuple[list[tuple[int, Item]], list[int]]:
    """The items, a fifth of them without `field`; and which these are."""
    places = np.random.default_rng(SEED).permutation(len(items))[: len(items) // 5]
    bare = {int(place) for place in places}
    nothing: object = [] if field == "tags" else ""
    shown = [item.model_copy(update={field: nothing}) if i in bare else item for i, item in enumerate(items)]
    return list(enumerate(shown)), sorted(bare)


def tags(data: Path) -> str:
    """How well hidden tags are found."""
    rows = []
    for name, items in (
        ("films: genres from plots", films(data)),
        ("Chinese books: lists from blurbs", books(data)),
    ):
        shown, bare = hidden(items, "tags")
        catalogue = Catalogue.of([item for _, item in shown], LexicalEncoder(LANGUAGE))
        begin = time.perf_counter()
        tagging = Tagging.fit(shown, catalogue, Content(), LANGUAGE)
        found = [{*own} for own in tagging.tags_of([shown[i] for i in bare], catalogue)]
        seconds = time.perf_counter() - begin
        truth = [{*items[i].tags} for i in bare]
        common = [tag for tag, _ in Counter(tag for _, item in shown for tag in item.tags).most_common()]
        best = max(
            (scores([{*common[:n]}] * len(truth), truth) for n in COMMONEST), key=lambda scored: scored[2]
        )
        own = scores(found, truth)
        rows.append(
            [name, len(items), len(common), *(f"{value:.3f}" for value in (*own, *best)), f"{seconds:.1f}"]
        )
    head = ["items", "of them", "tags", "precision", "recall", "F1", "popular: precision", "recall", "F1"]
    head.append("seconds")
    return table(head, rows)


def scores(found: Sequence[set[str]], truth: Sequence[set[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right = sum(len(own & given) for own, given in zip(truth, found, strict=True))
    precision, recall = right / max(sum(map(len, found)), 1), right / max(sum(map(len, truth)), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def categories(data: Path) -> str:
    """How well hidden categories are found."""
    rows = []
    for name, items in (
        ("headlines: their kind", news(data)),
        ("office products: their brand", office(data)),
    ):
        shown, bare = hidden(items, "category")
        catalogue = Catalogue.of([item for _, item in shown], LexicalEncoder(LANGUAGE))
        begin = time.perf_counter()
        tagging = Tagging.fit(shown, catalogue, Content(), LANGUAGE)
        found = tagging.categories_of([shown[i] for i in bare], catalogue)
        seconds = time.perf_counter() - begin
        given = [(own, items[i].category) for own, i in zip(found, bare, strict=True) if own]
        usual = Counter(items[i].category for i in bare).most_common(1)[0][1] / len(bare)
        right = np.mean([own == truth for own, truth in given]) if given else 0.0
        kinds = len({item.category for _, item in shown} - {""})
        rows.append(
            [
                name, len(items), kinds, f"{len(given) / len(bare):.3f}", f"{right:.3f}", f"{usual:.3f}",
                f"{seconds:.1f}",
            ]
        )  # fmt: skip
    return table(
        ["items", "of them", "categories", "given to", "of these right", "majority", "seconds"], rows
    )


def personal() -> str:
    """How much planted personal data is found, and how many product numbers are left alone."""
    sys.path.append(str(Path(__file__).parent.parent))
    from tests.language.privacy.planted import planted, products

    asked, found = Counter[str](), Counter[str]()
    for case in planted():
        asked[case.kind] += 1
        found[case.kind] += case.value not in scrub(case.text).text
    left = [not scrub(text).found for text in products()]
    rows = [[kind, n, f"{found[kind] / n:.3f}"] for kind, n in sorted(asked.items())]
    rows += [["all of these", asked.total(), f"{found.total() / asked.total():.3f}"]]
    rows += [["product numbers left alone", len(left), f"{np.mean(left):.3f}"]]
    return table(["kind", "sentences", "recall"], rows)


def main(data: Path) -> None:
    """Measure everything and publish it."""
    parts = {
        "Sentiment of reviews": sentiments(data / "zh-reviews"),
        "Headlines": headlines(data / "zh-headlines"),
        "Tags of items that have none": tags(data),
        "Categories of items that have none": categories(data),
        "Personal data": personal(),
    }
    told = (__doc__ or "").split("\n\n", 2)[2].strip()
    publish("Reading", told + "".join(f"\n\n### {name}\n\n{text}" for name, text in parts.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
