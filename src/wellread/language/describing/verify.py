"""The verifier: each sentence of a draft is held against the facts; what they do not bear out is refused.

What it knows: numbers with their units, names with their roles, words, negation and doubt, as they stand in
the record; words of one sentence of the item's text are not joined with those of another. What it cannot
know: whether the record is true, whether the words of one source sentence were put in another order, what
irony or an allusion says. What passes is made of what the record says; it may still say it badly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from wellread.language.clean import clean
from wellread.language.describing import words_chinese as zh
from wellread.language.describing import words_english as en
from wellread.language.describing.claims import Complaint, claims
from wellread.language.describing.facts import Facts
from wellread.language.describing.kinds import STORIES
from wellread.language.describing.sentences import sentences
from wellread.language.describing.support import Support, support_of
from wellread.language.describing.suspicious import speaks_to_models
from wellread.language.describing.tokens import Token, read
from wellread.language.detect import detect
from wellread.language.naming.quotes import quotes
from wellread.language.privacy.scrub import scrub
from wellread.language.scripts import HAN_RUN
from wellread.settings import Language

LANGUAGES = ("en", "zh")
"""Languages whose words the verifier knows: nothing is written in others."""
SHORTEST = {"en": 25, "zh": 8}
LONGEST = {"en": 900, "zh": 400}
"""Characters of a description."""
MOST_SENTENCES, LONGEST_SENTENCE = 8, 400
"""Sentences of a description, and characters of one, at most."""
_KEPT = 0.5
"""Share of a draft's sentences that must be borne out for the rest to be dropped."""
_URL = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|cn|io|shop|info)\b", re.IGNORECASE)
_META = re.compile(
    r"\b(?:as an? (?:ai|assistant)|language model"
    r"|i (?:cannot|can't|am|will|have)|here (?:is|are) (?:the|a|your)"
    r"|sure[,!]|instructions?|prompt|facts? (?:provided|given)|note:)|作为(?:一个)?(?:AI|人工智能)|以下是|"
    r"根据(?:所)?提供|抱歉|指令|提示词",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>{}\[\]`*#|\\_^~]|&\w+;|\ue000|^\s*[-–•·]\s")
_ODD = frozenset({"So", "Cf", "Co", "Cn", "Cs", "Cc", "Sk"})
"""Categories of characters that no description needs: pictures, controls, what has no meaning or no width."""
_FUNCTION_WORDS = 0.2
"""Share of English function words from which on a text is English, whatever the detector says."""
_FINISHED = re.compile(r"""[.!?…。！？]["”’'」』)）]*$""")
_DANGLING = re.compile(
    r"(?:he|she|they|his|her|their|this|these|those|such)\b|[他她]|这(?:使|让|也|样)|此外|因此", re.IGNORECASE
)
"""How sentences begin that lean on the one before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a draft."""

    complaints: tuple[Complaint, ...]
    """Empty: everything is borne out."""
    repaired: str
    """The draft without what was complained of; "" where too little is left."""

    @property
    def ok(self) -> bool:
        """Whether the whole draft is borne out."""
        return not self.complaints


def verify(draft: str, facts: Facts) -> Verdict:
    """Hold a draft against the facts.

    Args:
        draft: What was written.
        facts: `facts.language` is that in which it should be.
    """
    support = support_of(facts)
    complaints: list[Complaint] = []
    kept: list[str] = []
    whole = sentences(draft[: 2 * LONGEST[facts.language]])
    for place, sentence in enumerate(whole):
        if place >= 2 * MOST_SENTENCES or len(sentence) > LONGEST_SENTENCE:
            found = [Complaint(sentence[:80], "it", "is too long")]
        elif not _FINISHED.search(sentence):
            found = [Complaint(sentence[:80], sentence[-20:], "breaks off")]
        else:
            found = check(sentence, facts, support)
        if not found and _DANGLING.match(sentence) and len(kept) < place:
            found = [Complaint(sentence, sentence.split()[0], "leans on a sentence that was dropped")]
        complaints += found
        if not found:
            kept.append(sentence)
    if not LONGEST[facts.language] >= len(draft) >= SHORTEST[facts.language]:
        complaints.append(Complaint(draft[:80], f"{len(draft)} characters", "too short or too long"))
    kept = kept[:MOST_SENTENCES]
    joined = ("" if facts.language == "zh" else " ").join(kept)
    sized = SHORTEST[facts.language] <= len(joined) <= LONGEST[facts.language]
    enough = sized and bool(whole) and len(kept) >= _KEPT * len(whole)
    return Verdict(tuple(complaints), joined if enough else "")


def check(sentence: str, facts: Facts, support: Support) -> list[Complaint]:
    """What one sentence says that the facts do not bear out."""
    if found := _outside(sentence, facts):
        return found
    text = clean(sentence, Language())
    tokens = read(text, support.names)
    return [
        *_language(sentence, tokens, facts.language),
        *_quoted(sentence, text, support),
        *_never(sentence, tokens, facts, support),
        *claims(sentence, tokens, support),
    ]


def _outside(sentence: str, facts: Facts) -> list[Complaint]:
    """Whatever is no description at all."""
    names = (*facts.names, *(fact.value for fact in facts.table))
    return [Complaint(sentence, what, why) for what, why in not_plain(sentence, names)]


def not_plain(sentence: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """What makes a sentence no plain text about something: what it is, and why. `names` may hold anything."""
    bare = sentence
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, " ") if len(name) > 2 else bare
    if odd := [char for char in bare if unicodedata.category(char) in _ODD]:
        return [(repr(odd[0]), "is no character of a plain text")]
    for pattern, why in ((_URL, "is an address"), (_MARKUP, "is markup"), (_META, "speaks of the task")):
        if match := pattern.search(bare):
            return [(match[0], why)]
    if speaks_to_models(bare):
        return [(sentence[:40], "speaks to a language model")]
    return [(found.kind, "is personal data") for found in scrub(bare).found]


def script_of(tokens: Sequence[Token], language: str) -> str:
    """What of the words is in another language or script than `language`; "" where nothing is."""
    own = "".join(token.text + " " for token in tokens if token.kind in ("word", "run"))
    if any(char.isalpha() and char > "\u024f" and not HAN_RUN.match(char) for char in own):
        return "another script"
    han = sum(map(len, HAN_RUN.findall(own)))
    latin = sum(char.isalpha() and char.isascii() for char in own)
    wrong = han > 0 if language == "en" else latin > 2 * han and latin > 3
    known = [token.key in en.NEUTRAL for token in tokens if token.kind == "word"]
    if not wrong and language == "en" and latin >= 60 and sum(known) < _FUNCTION_WORDS * len(known):
        wrong = detect(own) != "en"
    return "another language" if wrong else ""


def _language(sentence: str, tokens: list[Token], language: str) -> list[Complaint]:
    other = script_of(tokens, language)
    return [Complaint(sentence, sentence[:40], f"is in {other}")] if other else []


def _quoted(sentence: str, text: str, support: Support) -> list[Complaint]:
    found = []
    for quote in quotes(text):
        inner = read(quote.inner, support.names)
        if [token.kind for token in inner] == ["name"] or support.names.covers(
            quote.start + 1, quote.end - 1, text
        ):
            continue
        if not any(_holds([t.key for t in s.tokens], [t.key for t in inner]) for s in support.sources):
            found.append(Complaint(sentence, quote.inner, "is quoted, but no name or words of the record"))
    return found


def _holds(row: list[str], part: list[str]) -> bool:
    return any(row[at : at + len(part)] == part for at in range(len(row) - len(part) + 1))


def _never(sentence: str, tokens: list[Token], facts: Facts, support: Support) -> list[Complaint]:
    """Praise and promises."""
    sold = facts.kind not in STORIES
    for token in tokens:
        if token.kind not in ("word", "run"):
            continue
        key = token.key
        borne = {said.role for said in support.fields.find(key)} - {"title", "tag", "category"}
        if key in en.PUFFERY | zh.PUFFERY or key in en.ALWAYS_HEALTH | zh.ALWAYS_HEALTH:
            return [Complaint(sentence, token.text, "is praise or a promise that no record bears out")]
        if sold and not borne and key in en.COMMERCE | en.HEALTH | zh.COMMERCE | zh.HEALTH:
            return [Complaint(sentence, token.text, "is a promise of shops or of health")]
        superlative = key == "most" or (key.endswith("est") and len(key) > 4 and key not in en.ENDINGS_KEPT)
        if (superlative or key.startswith("最")) and sold and not borne:
            return [Complaint(sentence, token.text, "is a superlative")]
    return []
