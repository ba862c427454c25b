"""Descriptions without a language model: sentences from facts, each of them verified like anybody's."""

from __future__ import annotations

import re
from typing import Literal, get_args

from wellread.language.describing import template_chinese, template_english
from wellread.language.describing.facts import Facts
from wellread.language.describing.sentences import sentences
from wellread.language.describing.support import support_of
from wellread.language.describing.verify import LONGEST, SHORTEST, check
from wellread.language.detect import detect
from wellread.language.scripts import HAN_RUN

Tone = Literal["plain", "warm", "playful"]
TONES: tuple[Tone, ...] = get_args(Tone)
_QUOTED = 260, 120
"""Characters of a sentence of the item's own text that is taken over, English and Chinese, at most."""
_HALF_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")


def template(facts: Facts, tone: Tone) -> str:
    """A description from `facts` alone; "" where there is too little to say.

    It ends with a sentence of the item's own text where one in the language stands the same checks.
    """
    form = template_chinese if facts.language == "zh" else template_english
    if not (facts.table or facts.texts):
        return ""
    support = support_of(facts)
    lines = form.sentences(facts, tone)
    if own := _own_sentence(facts):
        lines.append(own)
    sound = [line for line in lines if not any(check(one, facts, support) for one in sentences(line))]
    if not sound or sound[0] != lines[0]:
        return ""
    joint = "" if facts.language == "zh" else " "
    while len(joint.join(sound)) > LONGEST[facts.language] - 80:
        sound.pop()
    if end := form.closing(facts, tone):
        sound.append(end)
    text = joint.join(sound)
    return text if len(text) >= SHORTEST[facts.language] else ""


def _own_sentence(facts: Facts) -> str:
    """The first sentence of the item's text in the language, if it is of a fit length."""
    most = _QUOTED[facts.language == "zh"]
    for text in facts.texts:
        if detect(text) != facts.language:
            continue
        first = next(iter(sentences(text)), "")
        if 12 * (1 if facts.language == "en" else 0.5) <= len(first) <= most and first[-1] in ".!?。！？":
            return _wide(first) if facts.language == "zh" else first
    return ""


def _wide(sentence: str) -> str:
    """Chinese punctuation, which reading had made narrow, as it is written."""
    mended = re.sub(
        r"(?<=[^\x00-\x7f])[,;:!?()]|[,;:!?()](?=[^\x00-\x7f])",
        lambda match: match[0].translate(_HALF_WIDTH),
        sentence,
    )
    return mended if HAN_RUN.search(mended) else sentence
