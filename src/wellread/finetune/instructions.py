"""Histories as text: questions that a language model is to answer as people did, and the files of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from wellread.domain import Item
from wellread.errors import InvalidInput
from wellread.language.privacy.scrub import scrub
from wellread.models.base import Interactions, Ints

Task = Literal["next-category", "next-item", "yes-no"]
TASKS: tuple[Task, ...] = ("next-category", "next-item", "yes-no")
MOST_CATEGORIES = 40
"""Categories that may be the answer; rarer ones are not asked for."""
SYSTEM = "You foretell what a person chooses, from what the person chose before. Give the answer alone."


@dataclass(frozen=True)
class Wording:
    """How much is written and asked."""

    history: int = 8
    """Items named of what came before, the newest."""
    options: int = 10
    """Titles to choose from where the next item is asked for."""
    each: int = 40
    """Questions about one person at most, drawn: else the busiest would be most of what is learnt."""
    seed: int = 0


@dataclass(frozen=True)
class Question:
    """One question, and what the person really did."""

    text: str
    answer: str
    options: tuple[str, ...]
    """What can be answered."""
    user: int = field(repr=False)
    """Whose it is: for dividing only, never written."""
    time: float = field(repr=False)
    """When the answer was given, seconds since 1970."""
    item: int = field(repr=False)
    """Row of the item that the answer is about."""
    rows: tuple[int, ...] = field(default=(), repr=False)
    """Row of each option, where options are items."""

    def messages(self, answered: bool = True) -> list[dict[str, str]]:
        """The question, and the answer, as chat messages."""
        asked = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": self.text}]
        return [*asked, {"role": "assistant", "content": self.answer}] if answered else asked


class Divided(NamedTuple):
    """Questions about three groups of people, those of training from an earlier time than the others."""

    train: list[Question]
    validation: list[Question]
    test: list[Question]


def questions(
    log: Interactions, items: Sequence[Item], task: Task, wording: Wording | None = None
) -> list[Question]:
    """Every question of one kind that a log can answer, in order of people and time.

    Of a person everything strictly before the moment asked about is known, and nothing else. Other items to
    choose from are drawn by how often people chose them until then, so that being popular tells nothing. The
    wrong ones of "yes-no" are dislikes; of a log without any they are drawn alike, and mean "not chosen".
    Personal data in titles is scrubbed; no id is written.

    Args:
        log: What people did, with signed weights.
        items: (n_items,) by catalogue row.
        task: What is asked.
        wording: How.

    Raises:
        InvalidInput: there is nothing to ask.
    """
    own = wording or Wording()
    asker = _Asker(log, items, own)
    ask = {"next-category": asker.category, "next-item": asker.next, "yes-no": asker.yes_no}[task]
    found = [question for at in asker.moments(task) if (question := ask(at)) is not None]
    if not found:
        raise InvalidInput(
            f"a log of {len(log):,} events that answers no question of '{task}'",
            "people with several choices, of items with titles (and categories)",
            "Import more, or take another task.",
        )
    return found


def divide(found: Sequence[Question], later: float = 0.3, people: float = 0.15, seed: int = 0) -> Divided:
    """Divide by person and by time: nobody's future, and nobody else's, is known in training.

    Args:
        found: Questions.
        later: Part of them, the last in time, that training does not see; in (0, 1).
        people: Part of the people that validation, and test, get each; in (0, 0.5).
        seed: Another seed, other people.

    Raises:
        InvalidInput: one of the three parts is empty.
    """
    users, cut = sorted({q.user for q in found}), float(np.quantile([q.time for q in found], 1 - later))
    drawn = np.random.default_rng(seed).permutation(users).tolist()
    size = max(1, round(people * len(drawn)))
    validation, test = set(drawn[:size]), set(drawn[size : 2 * size])
    parts = Divided(
        [q for q in found if q.time < cut and q.user not in validation and q.user not in test],
        [q for q in found if q.time >= cut and q.user in validation],
        [q for q in found if q.time >= cut and q.user in test],
    )
    if not all(parts):
        raise InvalidInput(
            f"{len(found):,} questions about {len(users):,} people, which leave one part empty",
            "some people who are active late, and others who are active early",
            "Import a longer time, or take another seed.",
        )
    return parts


def write_chat(path: Path, found: Sequence[Question]) -> None:
    """Write questions as hosted fine-tuning takes them: one {"messages": [...]} a line."""
    lines = (json.dumps({"messages": q.messages()}, ensure_ascii=False) + "\n" for q in found)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)


class _Asker:
    """Makes questions of a log."""

    def __init__(self, log: Interactions, items: Sequence[Item], own: Wording) -> None:
        self.log, self.own = log, own
        self.random = np.random.default_rng(own.seed)
        self.titles = [_line(item.title or item.id) for item in items]
        self.categories = [_line(item.category or next(iter(item.tags), "")) for item in items]
        liked = log.items[log.weights > 0]
        names, counts = np.unique([self.categories[row] for row in liked.tolist()], return_counts=True)
        usual = names[np.argsort(-counts, kind="stable")]
        self.known = tuple(str(name) for name in usual if name)[:MOST_CATEGORIES]
        times = log.times[log.weights > 0]
        order = np.argsort(times, kind="stable")
        self.times, self.drawn = times[order], liked[order]
        self.begins = np.searchsorted(log.users, np.arange(log.n_users + 1))
        self.dislikes = bool((log.weights < 0).any())

    def moments(self, task: Task) -> Iterator[int]:
        """Events to ask about, of each person at most so many."""
        for begin, end in pairwise(self.begins.tolist()):
            at = np.arange(begin, end)[self.log.times[begin:end] > self.log.times[begin : begin + 1]]
            good = at[self.log.weights[at] > 0]
            if task == "yes-no" and self.dislikes:
                bad = at[self.log.weights[at] < 0]
                size = min(len(good), len(bad), self.own.each // 2)
                kept = np.concatenate([self._some(good, size), self._some(bad, size)])
            else:
                kept = self._some(good, self.own.each)
            yield from np.sort(kept).tolist()

    def category(self, at: int) -> Question | None:
        """Which category is chosen next?"""
        category = self.categories[self.log.items[at]]
        if category not in self.known:
            return None
        ask = f"Of which category is the next choice? One of: {', '.join(self.known)}."
        return self._question(at, ask, category, self.known)

    def next(self, at: int) -> Question | None:
        """Which of these items is chosen next?"""
        target = int(self.log.items[at])
        rows = [target, *self._others(at, self.own.options - 1)]
        if len(rows) < self.own.options:
            return None
        rows = [rows[i] for i in self.random.permutation(len(rows))]
        options = tuple(self.titles[row] for row in rows)
        ask = "Which of these is the next choice?\n" + "\n".join(f"* {title}" for title in options)
        return self._question(at, ask, self.titles[target], options, tuple(rows))

    def yes_no(self, at: int) -> Question | None:
        """Does the person like this item?"""
        row, answer = int(self.log.items[at]), "yes" if self.log.weights[at] > 0 else "no"
        if not self.dislikes and self.random.random() < 0.5:
            others = self._others(at, 1, ever=True)
            if not others:
                return None
            row, answer = others[0], "no"
        told = f"{self.titles[row]} ({self.categories[row]})" if self.categories[row] else self.titles[row]
        return self._question(at, f"Is this one liked too? {told}", answer, ("yes", "no"), item=row)

    def _question(
        self, at: int, ask: str, answer: str, options: tuple[str, ...], rows: tuple[int, ...] = (),
        item: int = -1,
    ) -> Question:  # fmt: skip
        user, time = int(self.log.users[at]), float(self.log.times[at])
        row = int(self.log.items[at]) if item < 0 else item
        return Question(f"{self._history(at)}\n{ask}", answer, options, user, time, row, rows)

    def _history(self, at: int) -> str:
        lines = ["Chosen before, the oldest first:"]
        for event in self._before(at)[-self.own.history :].tolist():
            row = self.log.items[event]
            category = f" ({self.categories[row]})" if self.categories[row] else ""
            disliked = ": not liked" if self.log.weights[event] < 0 else ""
            lines.append(f"- {self.titles[row]}{category}{disliked}")
        return "\n".join(lines)

    def _before(self, at: int) -> Ints:
        """Events of the same person strictly before event `at`."""
        begin = int(self.begins[self.log.users[at]])
        return np.arange(begin, begin + int(np.searchsorted(self.log.times[begin:at], self.log.times[at])))

    def _others(self, at: int, n: int, ever: bool = False) -> list[int]:
        """At most `n` items that others chose before, drawn by how often, and the person did not.

        Args:
            at: The event asked about.
            n: How many.
            ever: Nor did the person touch them later.
        """
        user, target = int(self.log.users[at]), int(self.log.items[at])
        known = slice(self.begins[user], self.begins[user + 1]) if ever else self._before(at)
        barred = {self.titles[row] for row in [target, *self.log.items[known].tolist()]}
        found: list[int] = []
        earlier = int(np.searchsorted(self.times, self.log.times[at]))
        for place in self.random.integers(0, max(1, earlier), 20 * n).tolist() if earlier else ():
            row = int(self.drawn[place])
            if self.titles[row] not in barred and len(found) < n:
                found.append(row)
                barred.add(self.titles[row])
        return found

    def _some(self, at: Ints, n: int) -> Ints:
        return at if len(at) <= n else self.random.choice(at, n, replace=False)


def _line(text: str) -> str:
    """A title on one line, without personal data."""
    return scrub(" ".join(text.split())).text
