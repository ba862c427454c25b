"""How far the sources' scores usually spread: measured on a sample of people when the models are fitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from scipy.sparse import csr_array

from wellread.catalogue.catalogue import Catalogue
from wellread.models.base import Floats, Interactions, Model, Profile, top
from wellread.ranking.fusion import usual_spread

PEOPLE = 300
WORDS = 4
"""Each of the people says this many words of some item's text, as somebody might type them."""
SEARCHED = 2
"""Each of them searches for so many words of some item's title."""
SPOKEN = {"titles", "words", "meaning"}
"""Models that go by what was said alone."""
NOBODY = np.array([-1])
PROPOSED = 300
"""As many as a pipeline's source proposes."""


def measure(
    models: Mapping[str, Model], log: Interactions, catalogue: Catalogue, history: int
) -> dict[str, float]:
    """The usual spread of every model; without behaviour of those alone that go by what was said.

    Args:
        models: Fitted ones by name.
        log: What they were fitted on.
        catalogue: The items.
        history: Length of a profile, events.
    """
    if not len(catalogue):
        return {}
    people = list(_people(log, catalogue, history))
    if not len(log):
        models = {name: model for name, model in models.items() if name in SPOKEN}
    return {
        name: usual_spread(_proposals(model, person) for person in people) for name, model in models.items()
    }


def _people(log: Interactions, catalogue: Catalogue, history: int) -> Iterator[Profile]:
    """Profiles of a sample of the log's people, each with a sentence drawn from the texts.

    Where there are few people they come several times, so that the words are a sample nevertheless.
    """
    rng, searching = np.random.default_rng(0), np.random.default_rng(1)
    told = np.flatnonzero(np.diff(catalogue.vectors.indptr))
    users = np.unique(log.users) if len(log) else NOBODY
    for user in np.resize(rng.permutation(users), PEOPLE):
        begin, end = np.searchsorted(log.users, [user, user + 1])
        latest = slice(max(begin, end - history), end)
        spoken = int(rng.choice(told)) if len(told) else -1
        sense = catalogue.meaning.vectors[spoken] if catalogue.meaning and spoken >= 0 else None
        yield Profile(
            rows=log.items[latest][::-1],
            weights=log.weights[latest][::-1],
            words=_sentence(catalogue.vectors, spoken, rng) if spoken >= 0 else None,
            sense=sense,
            text=_search(catalogue, int(searching.integers(len(catalogue))), searching),
            segment=log.segments[user] if log.segments else "",
            now=float(log.times.max(initial=0.0)),
        )


def _sentence(vectors: csr_array, row: int, rng: np.random.Generator) -> csr_array:
    columns = vectors.indices[vectors.indptr[row] : vectors.indptr[row + 1]]
    words = np.sort(rng.permutation(columns)[:WORDS])
    weights = np.full(len(words), 1 / np.sqrt(len(words)), np.float32)
    return csr_array((weights, words, [0, len(words)]), shape=(1, vectors.shape[1]))


def _search(catalogue: Catalogue, row: int, rng: np.random.Generator) -> str:
    words = catalogue.title(row).split()
    return " ".join(words[place] for place in np.sort(rng.permutation(len(words))[:SEARCHED]))


def _proposals(model: Model, person: Profile) -> Floats:
    """Scores of what the model proposes to the person, without what they know."""
    scores = model.score(person)
    mask = np.ones(len(scores), bool)
    mask[person.rows[person.rows < len(scores)]] = False
    return top(scores, PROPOSED, mask).scores
