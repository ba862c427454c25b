"""English descriptions from facts alone."""

from __future__ import annotations

from wellread.language.describing.facts import Facts
from wellread.language.describing.saying import genres, listed, measured, places, tongues, words

_NOUNS = {
    "film": "film", "book": "book", "song": "song", "post": "post", "course": "course", "product": "product",
    "item": "item",
}  # fmt: skip
_OPENINGS = {
    "plain": "{title} is {what}.",
    "warm": "Meet {title}, {what}.",
    "playful": "Say hello to {title}, {what}.",
}
_CLOSINGS = {
    "warm": {"song": "Take your time, and have a listen.", "": "Take your time, and have a look."},
    "playful": {"song": "Curious? Have a listen!", "": "Curious? Have a look!"},
}
_BY = {
    "film": (
        ("director", "directed by"),
        ("author", "written by"),
        ("actor", "starring"),
        ("studio", "from the studio"),
    ),
    "book": (
        ("author", "by"),
        ("translator", "translated by"),
        ("publisher", "published by"),
        ("series", "from the series"),
    ),
    "song": (
        ("artist", "sung by"),
        ("composer", "composed by"),
        ("album", "from the album"),
        ("label", "on the label"),
    ),
    "post": (("author", "by"),),
    "course": (("instructor", "taught by"), ("platform", "on the platform")),
    "product": (
        ("brand", "by the brand"),
        ("maker", "manufactured by"),
        ("designer", "designed by"),
        ("series", "from the series"),
    ),
    "item": (("author", "by"), ("artist", "by"), ("brand", "by the brand")),
}
_NUMBERS = {
    "duration": "It runs {}.", "pages": "It has {}.", "weight": "It weighs {}.",
    "capacity": "Its capacity is {}.",
    "height": "Its height is {}.", "width": "Its width is {}.", "depth": "Its depth is {}.",
    "price": "It costs {}.",
}  # fmt: skip
_MOST = 5
"""Values in one list."""


def sentences(facts: Facts, tone: str) -> list[str]:
    """The sentences, the first of which names the item."""
    title = f"“{facts.title}”" if facts.title else "This"
    opening = _OPENINGS[tone if facts.title else "plain"]
    found = [opening.replace("{what}", _what(facts)).replace("{title}", title)]
    found += [_origin(facts), _make(facts), *_numbers(facts), *_others(facts), _tags(facts)]
    return [sentence for sentence in found if sentence]


def closing(facts: Facts, tone: str) -> str:
    """What ends a description in that tone; "" for a plain one."""
    own = _CLOSINGS.get(tone, {})
    return own.get(facts.kind, own.get("", ""))


def _what(facts: Facts) -> str:
    """What it is: a 1922 horror and fantasy film directed by F. W. Murnau."""
    year = facts.amount("year")
    noun = " ".join(
        filter(None, [f"{year.value:g}" if year else "", listed(genres(facts), "en"), _NOUNS[facts.kind]])
    )
    if facts.kind in ("product", "item"):  # "a kitchen product" would say more than the category does
        noun = " ".join(filter(None, [f"{year.value:g}" if year else "", _NOUNS[facts.kind]]))
    parts = [
        f"{by} {listed(names[:_MOST], 'en')}" for role, by in _BY[facts.kind] if (names := facts.of(role))
    ]
    article = "an" if noun[0] in "aeiou8" or noun[:2] in ("11", "18") else "a"
    return f"{article} {noun}" + "".join(
        f"{', ' if place else ' '}{part}" for place, part in enumerate(parts)
    )


def _origin(facts: Facts) -> str:
    country, tongue = places(facts), tongues(facts)
    told = [f"it comes from {listed(country[:_MOST], 'en')}"] if country else []
    told += (
        [f"{'the language is' if len(tongue) == 1 else 'the languages are'} {listed(tongue[:_MOST], 'en')}"]
        if tongue
        else []
    )
    text = ", and ".join(told)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _make(facts: Facts) -> str:
    colours, materials = words(facts, "colour"), words(facts, "material")
    told = [f"comes in {listed(colours[:_MOST], 'en')}"] if colours else []
    told += [f"is made of {listed(materials[:_MOST], 'en')}"] if materials else []
    return f"It {' and '.join(told)}." if told else ""


def _numbers(facts: Facts) -> list[str]:
    found = []
    for role, said in _NUMBERS.items():
        amount = facts.amount(role)
        if amount and (text := measured(amount, "en")):
            found.append(said.replace("{}", text))
    return found


def _others(facts: Facts) -> list[str]:
    """Words of level and format, and what is marked "yes"."""
    found = [f"Its {role} is {value}." for role in ("level", "format") for value in words(facts, role)[:1]]
    flags = [
        fact.role
        for fact in facts.table
        if fact.sort == "flag" and fact.value == "yes" and fact.role.isascii()
    ]
    if flags:
        found.append(f"It is marked {listed(flags[:_MOST], 'en')}.")
    return found


def _tags(facts: Facts) -> str:
    """Topics and tags that the first sentence did not use."""
    used = {value.casefold() for value in genres(facts)} if facts.kind not in ("product", "item") else set()
    topics = words(facts, "topic")
    tags = [tag for tag in words(facts, "tag") if tag.casefold() not in used]
    under = [] if used else words(facts, "category")
    if topics:
        return f"It is about {listed(topics[:_MOST], 'en')}."
    if tags:
        return f"It is tagged {listed(tags[:_MOST], 'en')}."
    return f"It is listed under {listed(under[:1], 'en')}." if under else ""
