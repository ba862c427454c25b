import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.encoders import Concepts
from tests.evaluation import topics

from wellread.catalogue.catalogue import document
from wellread.errors import InvalidInput, NotFound, SettingsError
from wellread.evaluation.contenders import ModelContender, PipelineContender
from wellread.evaluation.describe import describe
from wellread.evaluation.encoders import EncodedContender, Named, named, read
from wellread.evaluation.run import evaluate
from wellread.evaluation.splits.leave_one_out import leave_one_out
from wellread.language.budget.gate import Gate
from wellread.language.encoders.base import Floats
from wellread.models.content import Content as ContentModel
from wellread.settings import Budget, Content, Encoder, Events, Price, Settings
from wellread.store import Store


class Numbers:
    """Knows the topic of an item by the first number in its text."""

    identity = "numbers"
    quick = True

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        numbers = [re.findall(r"\d+", text) for text in texts]
        return np.array([np.eye(4)[int(found[0]) % 4] + 0.01 for found in numbers], np.float32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        yield opened


def test_the_same_cases_by_each_encoder(store: Store) -> None:
    """No two texts have a word in common; only the encoder knows what they are about."""
    items = topics.items()
    for i, item in enumerate(items):
        item.title, item.text = f"number{i}", f"word{i} other{i}"
    catalogue = topics.catalogue()
    documents = [document(item) for item in items]
    catalogue.fit(documents)
    split = leave_one_out(topics.log(), Events())
    lexical = read(Named("lexical", Encoder(), None), documents, catalogue, store)
    dense = read(Named("concepts", Encoder(kind="static"), Numbers()), documents, catalogue, store)
    content = [
        EncodedContender(ModelContender("content", lambda: ContentModel(Content())), one)
        for one in (lexical, dense)
    ]
    home = EncodedContender(PipelineContender("similar", Settings()), dense)
    found = evaluate([*content, home], split, catalogue)
    assert [row.name for row in found.rows] == ["content, lexical", "content, concepts", "similar, concepts"]
    by_words, by_meaning, _ = (row.metrics["ndcg@10"].mean for row in found.rows)
    assert by_meaning > by_words + 0.1
    assert content[1].share > 0
    assert content[0].share == 0
    assert "texts by lexical" in found.rows[0].what and "weigh" not in found.rows[0].what
    assert f"vectors weigh {content[1].share:g}" in describe(content[1])
    assert catalogue.meaning is None


def test_what_it_took_is_told(store: Store) -> None:
    catalogue = topics.catalogue()
    documents = [document(item) for item in topics.items()]
    one = Named("concepts", Encoder(kind="static"), Concepts())
    first, again = (read(one, documents, catalogue, store) for _ in range(2))
    assert first.texts == topics.N_ITEMS and first.seconds > 0
    assert "100 texts encoded" in first.told("USD") and "0.0000 USD per 1,000" in first.told("USD")
    assert (again.texts, again.cost) == (0, 0)
    assert again.told("USD") == "concepts: all vectors were kept from before"
    np.testing.assert_array_equal(
        first.catalogue.meaning and first.catalogue.meaning.vectors,
        again.catalogue.meaning and again.catalogue.meaning.vectors,
    )
    words = read(Named("lexical", Encoder(), None), documents, catalogue, store)
    assert words.told("USD") == "lexical: no vectors"


def test_what_an_endpoint_costs_is_told(store: Store) -> None:
    from tests.language.encoders import embeddings_stub

    with embeddings_stub.running() as stub:
        own = Encoder(kind="endpoint", url=stub.url, model="letters")
        settings = Settings(encoder=own, budget=Budget(prices={"letters": Price(input=2.0)}))
        gate = Gate(settings.budget, store)
        (one,) = named(["endpoint"], settings, gate)
        documents = [document(item) for item in topics.items()]
        found = read(one, documents, topics.catalogue(), store, gate)
    assert found.texts == len(documents)
    assert found.cost == sum(map(len, documents)) * 2_000


def test_encoders_by_name(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "words.vec").write_text("storm 1 0\n")
    settings = Settings(encoder=Encoder(kind="static", model=str(tmp_path / "a"), share=0.4))
    found = named(["lexical", "static", f"static:{tmp_path}/a"], settings)
    assert [one.name for one in found] == ["lexical", "static", "static:a"]
    assert [one.encoder is None for one in found] == [True, False, False]
    assert found[2].settings.share == 0.4
    assert named([], settings) == []


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "model").mkdir(parents=True)
        (tmp_path / name / "model" / "words.vec").write_text("storm 1 0\n")
    names = [f"static:{tmp_path}/{name}/model" for name in ("a", "b")]
    assert [one.name for one in named(names, Settings())] == names


@pytest.mark.parametrize(
    ("name", "error", "match"),
    [
        ("statics:x", NotFound, "did you mean 'static'"),
        ("static:/no/such/folder", NotFound, "no folder"),
        ("static", SettingsError, "'encoder.model' is empty"),
        ("endpoint:model", SettingsError, "'encoder.url' is empty"),
    ],
)
def test_what_cannot_be_used_is_refused(name: str, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        named(["lexical", name], Settings())


def test_an_encoder_twice() -> None:
    with pytest.raises(InvalidInput, match="encoders lexical, lexical"):
        named(["lexical", "lexical"], Settings())
