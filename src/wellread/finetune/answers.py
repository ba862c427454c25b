"""How well questions are answered: by a language model, and by what needs none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wellread.evaluation.bootstrap import Comparison, Interval, interval, paired
from wellread.evaluation.metrics.auc import auc
from wellread.finetune.causal import Causal
from wellread.finetune.instructions import Question
from wellread.models.base import Doubles, Ints

Scores = Sequence[npt.NDArray[np.float64]]
"""Of each question a number for every option."""


class Answered(NamedTuple):
    """What one way to answer achieves."""

    name: str
    metric: str
    """"accuracy", or "AUC" where the answer is yes or no."""
    value: Interval
    cases: Doubles
    """(n_cases,) 0 to 1: right or wrong; for yes or no each person's AUC."""
    users: Ints
    """(n_cases,) whose they are."""


def judge(name: str, questions: Sequence[Question], scores: Scores) -> Answered:
    """Accuracy of the best option, ties shared; of yes-no questions each person's AUC of yes over no.

    AUC within a person: over all people together it would tell who likes much from who likes little.

    Args:
        name: Who answered.
        questions: At least one; for yes-no somebody has both answers.
        scores: Their numbers, higher is more likely.
    """
    users = np.array([question.user for question in questions], np.int64)
    if questions[0].options == ("yes", "no"):
        cases, users = _within(questions, np.array([own[0] - own[1] for own in scores]), users)
        return Answered(name, "AUC", interval(cases, users), cases, users)
    right = np.array([_right(q, own) for q, own in zip(questions, scores, strict=True)])
    return Answered(name, "accuracy", interval(right, users), right, users)


def answered(name: str, model: Causal, questions: Sequence[Question]) -> Answered:
    """How well a language model answers, by the probability that it gives each option."""
    return judge(name, questions, model.scores(questions))


def simple(train: Sequence[Question], questions: Sequence[Question]) -> Answered:
    """How well the commonest answer does: of categories the commonest, of items the one chosen most often.

    Args:
        train: Where is counted.
        questions: Of the same task.
    """
    named = "popularity" if questions[0].rows or questions[0].options == ("yes", "no") else "majority"
    if named == "majority":
        counts = Counter(question.answer for question in train)
        scores = [np.array([counts[option] for option in q.options], np.float64) for q in questions]
        return judge(named, questions, scores)
    wanted = Counter(question.item for question in train if question.answer != "no")
    if questions[0].rows:
        return judge(named, questions, [np.array([wanted[r] for r in q.rows], np.float64) for q in questions])
    return judge(named, questions, [np.array([wanted[q.item], 0.0]) for q in questions])


def compared(after: Answered, before: Answered) -> Comparison:
    """The tuned model less the untuned one, people drawn together."""
    return paired(after.cases, before.cases, after.users)


def _right(question: Question, scores: npt.NDArray[np.float64]) -> float:
    best = np.flatnonzero(scores == scores.max())
    return float(np.mean([question.options[at] == question.answer for at in best]))


def _within(questions: Sequence[Question], scores: Doubles, users: Ints) -> tuple[Doubles, Ints]:
    """Each person's AUC, and whose it is; people with one answer alone have none."""
    from scipy.stats import rankdata

    yes = np.array([question.answer == "yes" for question in questions])
    both = np.intersect1d(users[yes], users[~yes])
    kept = np.isin(users, both)
    yes, scores, owner = yes[kept], scores[kept], np.searchsorted(both, users[kept])
    ranks = np.zeros(len(owner))
    for user in range(len(both)):
        ranks[owner == user] = rankdata(-scores[owner == user])
    return auc(ranks[yes], owner[yes], np.bincount(owner)), both
