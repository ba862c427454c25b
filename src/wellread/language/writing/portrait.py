"""A person's taste in a few words: what was counted, by template, or as a language model puts it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from pydantic import BaseModel, Field

from wellread.language.naming.quotes import quotes
from wellread.language.writing.writer import Prompt

LONGEST = 400
"""Characters that a language model may write."""
_NUMBER = re.compile(r"\d+")
_FORMS = {
    "en": {
        "kinds": "Mostly {kinds}", "years": ", {years}", "only_years": "Mostly {years}", "end": ".",
        "likes": "Likes {titles}.", "dislikes": "Dislikes {titles}.", "seldom": "Seldom {kinds}.",
        "title": "“{title}”", "and": " and ", "comma": ", ", "decade": "from the {year}s",
        "span": "from {first} to {last}", "between": " ",
    },
    "zh": {
        "kinds": "多为{kinds}", "years": "，{years}", "only_years": "多为{years}", "end": "。",
        "likes": "喜欢{titles}。", "dislikes": "不喜欢{titles}。", "seldom": "少看{kinds}。",
        "title": "《{title}》", "and": "和", "comma": "、", "decade": "{year}年代",
        "span": "{first}年至{last}年", "between": "",
    },
}  # fmt: skip
_INSTRUCTIONS = """\
Say in one or two plain sentences what kinds of things this person likes, in the language whose code is given.
Use only the facts; name no title, no number that is not among them, and nothing about the person otherwise.
Answer as JSON: {"taste": "..."}"""


class Portrait(NamedTuple):
    """What was counted in a history."""

    language: str
    """Code of the language to write in; English stands in for those without a template."""
    kinds: tuple[str, ...] = ()
    """Tags and categories, the commonest first."""
    against: tuple[str, ...] = ()
    """Those of what was disliked alone."""
    years: tuple[int, int] | None = None
    """Between which the middle half of the items appeared."""
    likes: tuple[str, ...] = ()
    """Titles."""
    dislikes: tuple[str, ...] = ()

    def written(self, taste: str = "") -> str:
        """Up to three lines: kinds and years, or `taste` in their place; what is liked; what is not."""
        form = _FORMS.get(self.language, _FORMS["en"])
        against = [self._titles(self.dislikes, "dislikes")] if self.dislikes else []
        if self.against:
            against.append(form["seldom"].replace("{kinds}", _listed(self.against, form)))
        likes = self._titles(self.likes, "likes") if self.likes else ""
        return "\n".join([taste or self._taste(form), likes, form["between"].join(against)]).rstrip("\n")

    def prompt(self) -> Prompt:
        """What a language model is asked for."""
        facts = {
            "language": self.language, "kinds": self.kinds, "seldom": self.against,
            "years": self._years(_FORMS["en"]), "likes": self.likes, "dislikes": self.dislikes,
        }  # fmt: skip
        told = json.dumps(facts, ensure_ascii=False)
        return Prompt("summary", "1", _INSTRUCTIONS, {"facts": told}, max_tokens=200, personal=True)

    def allows(self, taste: str, named: Iterable[str] = ()) -> bool:
        """Whether what a language model wrote says nothing that was not counted.

        Args:
            taste: What it wrote.
            named: Titles of the catalogue that it names.
        """
        known = {title.casefold() for title in (*self.likes, *self.dislikes)}
        said = {*(quote.inner.casefold() for quote in quotes(taste)), *(name.casefold() for name in named)}
        numbers = {*_NUMBER.findall(" ".join([*self.kinds, *known, self._years(_FORMS["en"])]))}
        short = 0 < len(taste.strip()) <= LONGEST and "\n" not in taste.strip()
        return short and said <= known and {*_NUMBER.findall(taste)} <= numbers

    def _taste(self, form: dict[str, str]) -> str:
        years = self._years(form)
        if self.kinds:
            text = form["kinds"].replace("{kinds}", _listed(self.kinds, form))
            text += form["years"].replace("{years}", years) if years else ""
        else:
            text = form["only_years"].replace("{years}", years) if years else ""
        return text + form["end"] if text else ""

    def _years(self, form: dict[str, str]) -> str:
        if self.years is None:
            return ""
        first, last = self.years
        if first // 10 == last // 10:
            return form["decade"].replace("{year}", str(first // 10 * 10))
        return form["span"].replace("{first}", str(first)).replace("{last}", str(last))

    def _titles(self, titles: tuple[str, ...], key: str) -> str:
        form = _FORMS.get(self.language, _FORMS["en"])
        quoted = tuple(form["title"].replace("{title}", title) for title in titles)
        return form[key].replace("{titles}", _listed(quoted, form))


class Taste(BaseModel):
    """What a language model answers."""

    taste: str = Field(max_length=LONGEST)


def _listed(words: tuple[str, ...], form: dict[str, str]) -> str:
    return form["and"].join([*([form["comma"].join(words[:-1])] if len(words) > 1 else []), words[-1]])
