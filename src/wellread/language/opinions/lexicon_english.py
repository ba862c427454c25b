"""English words of praise and blame, of denial and degree."""

from wellread.language.word_set import word_set

GOOD = word_set(
    """
    good great excellent amazing awesome wonderful fantastic superb brilliant perfect perfectly perfection
    best better beautiful beautifully lovely love loved loves loving like liked likes enjoy enjoyed enjoys
    enjoying enjoyable fun funny hilarious delightful delighted pleased pleasant pleasantly happy happily
    glad satisfied satisfying satisfaction recommend recommended recommends worth worthy favorite
    favourite favorites favourites impressive impressed impresses nice nicely fine solid sturdy durable
    reliable reliably comfortable comfy cozy fast quick quickly prompt promptly easy easily smooth
    smoothly handy useful helpful convenient affordable bargain value delicious tasty yummy fresh crisp
    clean neat tidy bright sharp clear vivid gripping engaging engrossing compelling captivating absorbing
    riveting moving touching heartwarming charming charm clever witty smart original inventive creative
    inspired inspiring inspirational masterpiece gem classic outstanding exceptional remarkable stunning
    gorgeous terrific marvelous marvellous magnificent splendid phenomenal incredible unforgettable
    memorable thoughtful powerful rich elegant stylish flawless polished friendly polite attentive
    professional kind generous thanks thank thankful grateful worked works winner win superior strong cool
    exciting thrilling fascinating interesting entertaining refreshing pleasure joy treat treasure adore
    adored adorable admire praise brilliance talented accurate efficient ideal
    """
)
BAD = word_set(
    """
    bad badly terrible terribly awful awfully horrible horribly horrid worst worse poor poorly
    disappointing disappointed disappointment disappoints disappoint boring bored bore dull tedious slow
    slowly sluggish lame weak mediocre forgettable pointless useless worthless waste wasted wasting hate
    hated hates dislike disliked dislikes regret regretted annoying annoyed annoys irritating irritated
    frustrating frustrated frustration broken broke break breaks cracked crack damaged damage defective
    defect faulty fault fail failed fails failure flimsy fragile junk garbage trash trashy rubbish crap
    crappy cheaply ugly dirty filthy stained smelly stinks stink smell noisy loud leaking leaked leaks
    leak torn ripped scratched wrong missing incomplete incorrect misleading mislead false fake
    counterfeit scam fraud lie lied lies dishonest rude unhelpful unprofessional ignored refused refund
    refunded returned returning complaint complain complained complaining problem problems issue issues
    trouble troubles unhappy unsatisfied dissatisfied unpleasant uncomfortable painful pain disgusting
    gross inedible stale bland tasteless cold soggy overpriced expensive ridiculous stupid silly dumb
    nonsense confusing confused mess messy clumsy clunky predictable shallow hollow flat lifeless soulless
    lacking lacks lack lacked unfortunately sadly sad shame unwatchable unreadable unbearable insufferable
    overrated cliche cliched contrived forced sloppy careless avoid beware unacceptable inferior dreadful
    dismal atrocious abysmal appalling pathetic miserable unreliable unstable unusable impossible hard
    difficult died dead dies stopped jammed stuck crash crashed crashes error errors bug bugs buggy glitch
    late delayed delay
    """
)
NOT = word_set(
    """
    not no never none nobody neither nor without hardly barely scarcely cannot cant can't dont don't
    doesnt doesn't didnt didn't isnt isn't wasnt wasn't arent aren't werent weren't wont won't wouldnt
    wouldn't couldnt couldn't shouldnt shouldn't hasnt hasn't havent haven't hadnt hadn't aint ain't
    """
)
MORE = word_set(
    """
    very really extremely incredibly absolutely totally completely truly highly so too such super utterly
    thoroughly deeply exceptionally particularly especially most
    """
)
LESS = word_set(
    """
    slightly somewhat rather fairly quite bit little kinda mildly partly almost
    """
)
NEITHER = frozenset(
    {
        "like to", "would like", "look like", "looks like", "looked like", "feel like", "feels like",
        "kind of", "just like",
        "no problem", "no problems", "no issues", "not only", "no wonder", "hard drive",
        "hard cover",
    }
)  # fmt: skip
"""Where these words say neither."""
