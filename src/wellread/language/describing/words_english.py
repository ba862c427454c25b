"""English words of descriptions: which say nothing of an item, which are never said, which turn a meaning."""

from __future__ import annotations

from wellread.language.word_set import word_set

NEUTRAL = word_set(
    """
    a an the this that these those it its itself which who whose what where when while as at by for from in
    into
    of on onto to with and or but so then there here is are was were be being been has have having do does
    can will about
    around through across you your yours we us our he she they them their his her him one both each such also
    too
    if
    title item piece titled called named known
    tell tells told telling say says follow follows following come comes coming give gives take takes bring
    brings
    find finds meet meets feature features featuring include includes including offer offers describe
    describes
    show shows showing go goes get gets let lets see look looks read listen watch start starts begin begins
    belong belongs fall falls under list listed tag tagged cover covers covering
    part side word words description detail details fact facts thing things
    hello hi meet curious say welcome time hand yourself home well please enjoy make s marked
    """
)
"""They name nothing and judge nothing. Words of degree and number ("very", "all", "only") are not here."""
KINDS = {
    "film": word_set("film films movie movies picture"),
    "book": word_set("book books volume"),
    "song": word_set("song songs track piece music"),
    "post": word_set("post posts"),
    "course": word_set("course courses class"),
    "product": word_set("product item article"),
    "item": frozenset[str](),
}
"""What an item of a kind may be called."""
PUFFERY = word_set(
    """
    best greatest finest top ultimate perfect perfectly flawless unbeatable unrivalled unrivaled unmatched
    unparalleled unique leading world-class must-have must-see must-read must-listen masterpiece legendary
    revolutionary unforgettable incredible amazing exceptional outstanding extraordinary premium superior
    state-of-the-art cutting-edge first-class award-winning best-selling bestselling bestseller bestsellers
    critically-acclaimed acclaimed beloved everyone's everybody's world's most-loved
    """
)
"""Praise, which no field can bear out: never said, whatever the item's own text says."""
COMMERCE = word_set(
    """
    guarantee guaranteed guarantees warranty refund refunds discount discounted sale off bargain deal deals
    cheap
    cheapest free shipping ships shipped delivery delivered stock available availability order buy limited
    hurry
    offer-ends certified approved recommended official exclusive exclusively authentic genuine hypoallergenic
    safest safe
    """
)
"""Promises of a shop, which change or bind: never said of what is sold or offered."""
HEALTH = word_set(
    """
    cure cures cured heal heals healing therapeutic medicinal medical clinically clinical doctor doctors
    doctor's
    dermatologist dermatologists detox antibacterial antiviral slimming immune immunity treats treat treatment
    prevents prevent relieves relieve relief pain disease diseases cancer anti-aging anti-ageing healthy
    health
    """
)
"""Promises of health: never said of what is sold or offered."""
ALWAYS_HEALTH = word_set("cure cures cured clinically detox")
"""Of these never said of anything."""
BEFORE = {
    word: sense
    for sense, words in {
        "not": """not no never without nor neither cannot non un isn't aren't wasn't weren't doesn't don't
            didn't won't can't couldn't hasn't haven't hadn't wouldn't shouldn't lacks lack""",
        "perhaps": """may might could would should if unless except almost nearly partly partially hardly
            barely rarely sometimes allegedly reportedly supposedly planned expected upcoming optional
            optionally formerly previously once maybe perhaps possibly""",
        "unreal": "faux fake imitation artificial synthetic toy replica mock simulated inspired resembling",
        "for": "for fits compatible replaces suits against",
        "bound over": "over more above exceeding beyond",
        "bound under": "under less below fewer",
        "bound least": "least minimum",
        "bound most": "most up maximum",
    }.items()
    for word in words.split()
}
"""Word -> how it turns the words, or bounds the numbers, behind it."""
BEHIND = (
    dict.fromkeys(
        word_set("style look effect print scented scent flavoured flavored inspired like"), "unreal"
    )
    | dict.fromkeys(word_set("optional separately excluded"), "perhaps")
    | {"free": "not", "less": "not"}
)
"""Word -> how it turns the words before it."""
SAME = [
    word_set(group)
    for group in """
    film movie
    photo photograph
    colour color
    child kid
    town village
    begin start
    story tale
    happy glad
    big large
    small little
    silent mute
    comedy comic
    sci-fi science-fiction
    television tv
    """.strip().splitlines()
]
"""Words that mean the same."""
ENDINGS_KEPT = word_set(
    """
    forest interest guest quest west test rest nest chest honest harvest protest request contest modest arrest
    conquest digest invest suggest priest tempest latest northwest southwest midwest everest vest pest crest
    jest
    manifest ernest earnest
    """
)
"""Words in -est that are no superlatives."""
