"""English cues, as patterns for clean text in lower or upper case; see `cues` for what the kinds mean."""

from __future__ import annotations


def _any(lines: str) -> str:
    """One alternative a line."""
    return "|".join(line.strip() for line in lines.strip().splitlines())


_AUXILIARIES = "(?:do|does|did|ca|could|wo|would|is|are|was|were|have|has|ai)n't"
_ADVERBS = (
    "really|much|particularly|especially|that|so|very|too|a|an|the|big|huge|great|actually|even|all|quite|ever|exactly"
    "|going|to|be|have|been"
)
_NOT = (
    rf"\b(?:not|never|hardly|no longer|cannot|dont|doesnt|didnt|{_AUXILIARIES}) "
    rf"(?:(?:{_ADVERBS}) ){{0,3}}"
)
_WHO = (
    r"\b(?:i|we|you|he|she|they|who|that|wife|husband|kids|also|really|do|does|did|still|absolutely|always|truly|only"
    "|particularly|especially|both|all|just|and|to|quite|much) "
)
_NO_NOUN = r"(?! (?:stor|song|triang|affair|interest|letter|poem|life\b|film|movie|com|of\b|and\b|or\b))"
"""Behind "love" the verb; not a love story, nor a film about love and death."""
_VERB = rf"(?:(?:like|enjoy|adore|appreciate|prefer)\b|love\b{_NO_NOUN})"
_PAST = r"\b(?:liked|likes|loved|loves|enjoys|enjoyed|enjoying|adores|adored|appreciated|prefers|preferred)\b"
_FOND = _any(r"""
    \b(?:a )?(?:big |huge |great )?fans? of\b
    \b(?:fond of|keen on|obsessed with|crazy about|fell in love with)\b
    (?:\bi'm|\bi am|\bim|\breally|\bnot|\bn't) into\b
""")
_FAVOURITE = (
    r"\b(?:my |our )?(?:all[- ]time )?favou?rites?\b"
    r"(?:(?: [a-z]+){0,3}?(?: (?:is|are|was|were|includes?|would be)\b| ?:))?"
)
_DISLIKE = _any(r"""
    \b(?:dislikes?|disliked|hates?|hated|hating|loathes?|loathed|despises?|despised|detests?|detested)\b
    \b(?:can't|cant|cannot|couldn't|can not) (?:really )?(?:stand|bear)\b
    \b(?:bored|annoyed|disappointed) (?:by|with|of)\b
    \b(?:(?:tired|sick) of|fed up with|avoid(?:ing)?|steer clear of|stay away from|skip|neither)\b
    \bexclud(?:e|es|ing)\b
    \b(?:except(?: for)?|apart from|aside from|other than|rather than|instead of|unlike)\b
    \b(?:anything|everything|all) but\b
""")
_SEEN = (
    r"(?:\b(?:i|we|i've|have|just|already|recently) ){0,6}"
    r"\b(?:seen|watched|saw|read|finished|bought|played|listened to)\b"
)
_WANT = _any(r"""
    (?:\bi )?(?:\b(?:want|need|wish|would like|id like)\b|'d like\b)(?: to (?:see|watch|read|find|buy|try))?
    (?:\bi'm |\bi am )?\b(?:(?:looking|searching|search|look) for|in the mood for)\b
    (?:\b(?:can|could|would) you )?(?:please )?\b(?:give|show|find) (?:me|us)\b
    (?:\b(?:can|could|would) you )?(?:please )?\b(?:recommend|suggest)\b(?: (?:me|us)\b)?
    \bplease\b
    \b(?:what|how) about\b
    \bfeel like\b(?: watching)?
""")
_NEW = _any(r"""
    (?:^|(?<=[,;:.!?] )|\band )(?:something|anything)\b
    (?<=[,;] )(?:an?|some|maybe|preferably|more)\b
""")
_BE = r"\b(?:is|was|are|were|'s|looks?|seems?|felt) "
_VERY = (
    "(?:(?:so|very|really|quite|pretty|just|a bit|a|an|the|my|one|of|among|both|all|absolutely|also) ){0,6}"
)
_BAD = (
    "bad|terrible|awful|boring|dull|overrated|horrible|stupid|worst|disappointing|trash|garbage|rubbish|lame|mediocre"
    r"|pretentious|annoying|ridiculous|too \w+"
)
_GOOD = (
    "good|great|amazing|awesome|brilliant|excellent|fantastic|wonderful|beautiful|perfect|superb|incredible|lovely"
    "|masterpieces?|classics?|fun|best|favou?rites?"
)

CUES = {
    "stop": r"[.](?=\s|$|[^\w\s])|[!?;…]+",
    "also": r"\bnot only\b|\bbut also\b|\b(?:can't|cannot) get enough of\b",
    "weak": rf"{_NOT}(?:{_DISLIKE}|{_SEEN})",
    "unlike": rf"{_NOT}(?:{_VERB}|{_PAST}|{_FOND}|{_FAVOURITE}|{_WANT}|into\b)",
    "dislike": _DISLIKE,
    "like": _any(rf"""
        {_WHO}{_VERB}
        (?:^|(?<=[.!?;,] ))love\b{_NO_NOUN}
        {_PAST}
        {_FOND}
        (?<!is )(?<!are )(?<!was )(?<!were ){_FAVOURITE}
    """),
    "want": f"{_WANT}|{_NEW}",
    "seen": _SEEN,
    "similar": _any(r"""
        \b(?:like|similar to|such as|in the (?:style|vein|spirit) of|reminds? me of|along the lines of)\b
        \b(?:comparable to|akin to|for (?:example|instance)|including)\b
    """),
    "no": (
        r"\b(?:no|without|fewer|free of)\b"
        r"(?! ?[,.!?;]| (?:idea|matter|doubt|problem|one|rush|need|way|reason)\b)"
    ),
    "not": (
        r"\b(?:not|nor|nothing|isn't|aren't|less)\b"
        r"(?! ?[,.!?;]| (?:sure|bad|much|necessarily|yet|than|just|really|because|know|care|mind)\b)"
    ),
    "bad": _any(rf"""
        {_BE}{_VERY}(?:{_BAD}|not (?:\w+ ){{0,2}}?(?:good|great|fun|for me))\b
        \b(?:isn't|wasn't|aren't|weren't) (?:\w+ ){{0,2}}?(?:good|great|fun|for me)\b
        \b(?:suck(?:s|ed)?|(?:bored|disappointed|annoyed) me)\b
    """),
    "good": _any(rf"""
        {_BE}(?:not bad|{_VERY}(?:{_GOOD}))\b
        \b(?:rocks|blew me away|moved me)\b
    """),
    "contrast": r"\b(?:but|however|although|though|whereas)\b",
    "comma": r",|\band\b",
}

TAIL = "it|them|that|this|one|both|all|so much|very much|a lot|too"
"""What may stand between a cue and the end of its clause without being what the cue is about."""

_FILLER = "(?:(?:too|so|very|that|really|overly|as|a|an|any|the|much|more|with|about|of|in|is|from|by) ){0,6}"
_BREAK = "please|set|with|and|or|but|in|about|for|to|on|that|who|which|from|if|at|thanks?|just"
_NOUN = rf"[\w'-]+(?: (?!(?:{_BREAK})\b)[\w'-]+)?"
_NAMED = r" (?:(?:the|an?|another|any|some|that|this|film|movie|book|song|from|by) ){0,4}\ue000+"
PHRASES = {
    "no": rf"{_NAMED}| ?{_FILLER}{_NOUN}(?: n?or (?:no )?{_FILLER}{_NOUN}){{0,6}}",
    "not": (
        rf"{_NAMED}| (?:an?|another|any) {_NOUN}"
        rf"| ?{_FILLER}[\w'-]+(?: n?or {_FILLER}[\w'-]+){{0,6}}(?: as \ue000+)?"
    ),
}
"""How far a negation reaches when no name follows: "no" two words, "not" one, and what is joined by "or"."""
