from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from tests.finetune import world

from wellread.domain import Item
from wellread.errors import InvalidInput
from wellread.finetune.instructions import TASKS, Task, Wording, divide, questions, write_chat
from wellread.models.base import Interactions

ITEMS = [
    Item(id=f"secret-{i}", title=f"Title {i}", category=("sea", "land")[i % 2]) for i in range(12)
]  # fmt: skip


def log(*events: tuple[int, int, float, float]) -> Interactions:
    """Of (person, item, time, weight)."""
    users, items, times, weights = (np.array(column) for column in zip(*events, strict=True))
    return Interactions.of(users, items, weights.astype(np.float32), times.astype(np.float64))


def test_the_past_is_told_and_the_present_asked_for() -> None:
    found = questions(log((0, 3, 1, 1), (0, 4, 2, -1), (0, 5, 3, 1)), ITEMS, "next-category")
    assert len(found) == 1  # of the first nothing is known, the second is disliked
    assert found[0].answer == "land" and found[0].options == ("land",)
    assert found[0].text.splitlines()[:3] == [
        "Chosen before, the oldest first:", "- Title 3 (land)", "- Title 4 (sea): not liked",
    ]  # fmt: skip
    assert "Title 5" not in found[0].text


def test_events_of_one_moment_do_not_know_of_each_other() -> None:
    found = questions(log((0, 0, 1, 1), (0, 1, 2, 1), (0, 2, 2, 1)), ITEMS, "next-category")
    assert len(found) == 2
    assert all("Title 1" not in q.text and "Title 2" not in q.text for q in found)


def test_history_is_cut_to_the_newest() -> None:
    events = [(0, i, float(i), 1.0) for i in range(12)]
    found = questions(log(*events), ITEMS, "next-category", Wording(history=2))
    assert "Title 9" in found[-1].text and "Title 10" in found[-1].text and "Title 8 " not in found[-1].text


def test_options_are_what_others_chose_until_then() -> None:
    others = [(user, row, float(user), 1.0) for user in range(1, 9) for row in (user, user + 1)]
    found = questions(log((0, 0, 50, 1), (0, 10, 51, 1), (9, 11, 99, 1), (9, 3, 100, 1), *others), ITEMS,
                      "next-item", Wording(options=4))  # fmt: skip
    own = next(q for q in found if q.user == 0)
    assert own.answer == "Title 10" and own.answer in own.options and len(set(own.options)) == 4
    assert "Title 0" not in own.options  # chosen already
    assert "Title 11" not in own.options  # nobody knew it yet
    assert [f"Title {row}" for row in own.rows] == list(own.options)


def test_yes_and_no_are_likes_and_dislikes_as_often_as_each_other() -> None:
    events = [(0, i, float(i), -1.0 if i % 3 == 0 else 1.0) for i in range(12)]
    found = questions(log(*events), ITEMS, "yes-no")
    answers = [q.answer for q in found]
    assert answers.count("yes") == answers.count("no") == 3
    for q in found:
        assert q.answer == ("no" if q.item % 3 == 0 else "yes")


def test_without_dislikes_no_means_never_chosen() -> None:
    found = questions(world.log(), world.items(), "yes-no")
    chosen = {(int(u), int(i)) for u, i in zip(world.log().users, world.log().items, strict=True)}
    assert {q.answer for q in found} == {"yes", "no"}
    for q in found:
        assert ((q.user, q.item) in chosen) == (q.answer == "yes")


@pytest.mark.parametrize("task", TASKS)
def test_nobodys_future_and_nobody_else_is_known_in_training(task: Task) -> None:
    parts = divide(questions(world.log(), world.items(), task))
    people = [{q.user for q in part} for part in parts]
    assert not people[0] & people[1] and not people[0] & people[2] and not people[1] & people[2]
    last = max(q.time for q in parts.train)
    assert all(q.time > last for part in parts[1:] for q in part)


def test_a_log_too_short_to_divide_is_refused() -> None:
    found = questions(log((0, 3, 1, 1), (0, 4, 2, 1), (0, 5, 3, 1)), ITEMS, "next-category")
    with pytest.raises(InvalidInput, match="one part empty"):
        divide(found)
    with pytest.raises(InvalidInput, match="answers no question"):
        questions(log((0, 3, 1, 1)), ITEMS, "next-category")


def test_the_same_seed_writes_the_same_and_busy_people_no_more_than_allowed() -> None:
    one, two = (questions(world.log(), world.items(), "next-item", Wording(each=3)) for _ in range(2))
    assert one == two
    assert np.bincount([q.user for q in one]).max() == 3


def test_files_are_chat_messages_without_ids_or_personal_data(tmp_path: Path) -> None:
    items = [*ITEMS[:-1], Item(id="x", title="Call me: 555-010-9988 or bob@example.com", category="sea")]
    found = questions(log((7, 11, 1, 1), (7, 2, 2, 1), (7, 3, 3, 1)), items, "next-category")
    path = tmp_path / "new" / "train.jsonl"
    write_chat(path, found)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == len(found)
    for line, q in zip(lines, found, strict=True):
        assert list(line) == ["messages"]
        assert [m["role"] for m in line["messages"]] == ["system", "user", "assistant"]
        assert line["messages"][2]["content"] == q.answer
    whole = path.read_text("utf-8")
    assert "bob@" not in whole and "9988" not in whole and "[email-1]" in whole
    assert not re.search(r"secret-|\"x\"|\b7\b", whole)
