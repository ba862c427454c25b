"""What a conversation answers, in words, by templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellread.domain import Recommended
from wellread.language.wishes.language_names import named

_TEMPLATES = {
    "en": {
        "start over": "Starting over.", "undo": "Took back the last step.",
        "nothing to undo": "There is nothing to take back.",
        "help": (
            "I recommend from this catalogue. Say what you like or name a title, give bounds such as"
            " “before 2000” or “no horror”, then refine: “shorter”, “more like the second”, “not that one”,"
            " “why the first?”, “something I haven't seen”, “undo”, “start over”."
        ),
        "others": "Others than those shown before.", "likes": "You like {}.", "dislikes": "Not {}.",
        "seen": "Left out: {}.", "bounds": "Only: {}.", "excluded": "Without: {}.",
        "avoid": "Not wanted: {}.", "words": "Looking for: {}.",
        "more": "More: {}.", "less": "Less: {}.", "found": "I suggest {}.",
        "none": "Nothing is left to suggest.", "missing": "The list has no {}.", "why": "“{}”: {}.",
        "no reasons": "“{}” is there for want of better reasons.",
        "unclear": "I understood nothing new in that.", "why what": "Which one do you mean?",
        ", ": ", ", "title": "“{}”",
        "year": "year", "price": "price",
    },
    "zh": {
        "start over": "重新开始。", "undo": "已撤回上一步。", "nothing to undo": "没有可以撤回的。",
        "help": (
            "我从这里的目录中推荐。你可以说喜欢什么、提到片名书名，给出条件，如“2000年以前”“不要恐怖”；"
            "然后继续细化：“短一点”“像第二个那样的”“不要这个”“为什么推荐第一个？”“没看过的”"
            "“撤销”“重新开始”。"
        ),
        "others": "换一批没有出现过的。", "likes": "你喜欢{}。", "dislikes": "不要{}。",
        "seen": "不再出现：{}。",
        "bounds": "只看：{}。", "excluded": "不含：{}。", "avoid": "不想要：{}。",
        "words": "想找：{}。", "more": "多一些：{}。", "less": "少一些：{}。", "found": "推荐{}。",
        "none": "没有剩下可以推荐的了。",
        "missing": "列表里没有{}。",
        "why": "《{}》：{}。", "no reasons": "《{}》没有更好的理由。",
        "unclear": "这句话里没有听懂新的要求。", "why what": "你指的是哪一个？",
        ", ": "、", "title": "《{}》",
        "year": "年份", "price": "价格",
    },
}  # fmt: skip
_SIGNS = {"lt": "<", "lte": "≤", "gt": ">", "gte": "≥", "eq": "=", "in": "="}


def say(key: str, language: str, *values: str) -> str:
    """The template `key` in `language`, filled in; English stands in for languages without templates."""
    text = _TEMPLATES.get(language, _TEMPLATES["en"])[key]
    for value in values:
        text = text.replace("{}", value, 1)
    return text


def listed(values: Sequence[str], language: str) -> str:
    """Words one after the other."""
    return say(", ", language).join(values)


def titles(names: Sequence[str], language: str) -> str:
    """Titles one after the other, in the marks of the language."""
    return listed([say("title", language, name) for name in names], language)


def why(item: Recommended, language: str) -> str:
    """The reasons of an item."""
    reasons = list(dict.fromkeys(reason.text for reason in item.reasons if reason.value > 0 and reason.text))
    if not reasons:
        return say("no reasons", language, item.title)
    return say("why", language, item.title, listed(reasons, language))


def bounds(filter: dict[str, Any], language: str) -> tuple[list[str], list[str]]:
    """What a filter asks for, and what it excludes, as people read it."""
    wanted = [
        _test(column, tests, language) for column, tests in filter.items() if column not in ("not", "any")
    ]
    wanted += [
        _test(column, tests, language) for part in filter.get("any", [])[:1] for column, tests in part.items()
    ]
    unwanted = filter.get("not", {})
    parts = unwanted.get("any", [unwanted]) if unwanted else []
    excluded = [value for part in parts for tests in part.values() for value in _values(tests)]
    return wanted, list(dict.fromkeys(excluded))


def _test(column: str, tests: Any, language: str) -> str:
    if not isinstance(tests, dict):
        tests = {"eq": tests}
    known = _TEMPLATES.get(language, _TEMPLATES["en"])
    name = known[column] if column in ("year", "price") else column.replace("_", " ")
    if column.endswith("language") and isinstance(tests.get("eq"), str):
        return named(tests["eq"], language)
    return " ".join([name, *(f"{_SIGNS.get(op, op)} {_plain(value)}" for op, value in tests.items())])


def _values(tests: Any) -> list[str]:
    held = tests.get("in", tests.get("eq", [])) if isinstance(tests, dict) else tests
    return [_plain(value) for value in (held if isinstance(held, list) else [held])]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
