"""The phrases by which people say what they like, dislike, have seen, want and do not want: English and Chinese.

One pattern a kind, for text in which every character of a name is `NAME` and apostrophes are straight.
"""

from __future__ import annotations

import re

NAME = "\ue000"
"""A title's own words ("Love Actually", "No Country for Old Men") are no cues."""

_NOT = (
    r"\b(?:not|never|hardly|no longer|cannot|dont|doesnt|didnt|(?:do|does|did|ca|could|wo|would|is|are|was|were|have|has"
    r"|ai)n't)\s+(?:(?:really|much|particularly|especially|that|so|very|too|a|an|the|big|huge|great|actually|even|all|quite"
    r"|ever|exactly|going|to|be|have|been)\s+){0,3}"
)
_NOT_ZH = (
    "(?:不|[没沒]有?|(?<![特分个個])[别別]|未)(?:是|太|怎[么麼]|很|特[别別]|那[么麼]|再|要|想|能|大|非常|[会會]|[觉覺]得|敢|[愿願]意)*"
)
_WHO = (
    r"\b(?:i|we|you|he|she|they|who|that|wife|husband|kids|also|really|do|does|did|still|absolutely|always|truly|only"
    r"|particularly|especially|both|all|just|and|to|quite|much)\s+"
)
_TOPIC = r"(?!\s+(?:stor|song|triang|affair|interest|letter|poem|life\b|film|movie|com|of\b|and\b|or\b))"
"""Behind "love" the noun: a film about love, a love story."""
_VERB = rf"(?:(?:like|enjoy|adore|appreciate|prefer)\b|love\b{_TOPIC})"
_PAST = r"\b(?:liked|likes|loved|loves|enjoys|enjoyed|enjoying|adores|adored|appreciated|prefers|preferred)\b"
_FOND = (
    r"\b(?:a\s+)?(?:big\s+|huge\s+|great\s+)?fans?\s+of\b|\bfond\s+of\b|\bkeen\s+on\b|\bobsessed\s+with\b|\bcrazy\s+about\b"
    r"|\bfell\s+in\s+love\s+with\b|(?:\bi'm|\bi\s+am|\bim|\breally|\bnot|\bn't)\s+into\b"
)
_FAVOURITE = (
    r"\b(?:my\s+|our\s+)?(?:all[- ]time\s+)?favou?rites?\b"
    r"(?:(?:\s+[a-z]+){0,3}?(?:\s+(?:is|are|was|were|includes?|would\s+be)\b|\s*:))?"
)
_LIKE_ZH = (
    "(?:我|也|都|最|很|非常|特[别別]|超[级級]?|真的?|比[较較]|一直|挺|[还還]|更)*(?:喜[欢歡](?:看|[读讀]|[过過])?|喜[爱愛]|最[爱愛]"
    "|[爱愛]看|[热熱][爱愛]|[钟鍾][爱愛]|偏[爱愛]|偏好|迷[恋戀]|欣[赏賞]|(?<=[我很超真都也])[爱愛](?![情心国國好因人恨])了?)"
    r"(?:的(?:电影|電影|影片|片子|[书書]|小[说說]|作品)?(?:有|是|包括|:|\s)*)?"
)
_DISLIKE = (
    r"\b(?:dislikes?|disliked|hates?|hated|hating|loathes?|loathed|despises?|despised|detests?|detested)\b"
    r"|\b(?:can't|cant|cannot|couldn't|can\s+not)\s+(?:really\s+)?(?:stand|bear)\b"
    r"|\b(?:bored|annoyed|disappointed)\s+(?:by|with|of)\b|\b(?:tired|sick)\s+of\b|\bfed\s+up\s+with\b|\bavoid(?:ing)?\b"
    r"|\b(?:steer\s+clear\s+of|stay\s+away\s+from)\b|\bexclud(?:e|es|ing)\b|\bskip\b|\bneither\b"
    r"|\b(?:except(?:\s+for)?|apart\s+from|aside\s+from|other\s+than|rather\s+than|instead\s+of|unlike"
    r"|(?:anything|everything|all)\s+but)\b"
)
_DISLIKE_ZH = (
    "我?(?:很|最|也|真的)*(?:[讨討][厌厭]|[厌厭][恶惡]|反感|受不了|受[够夠]了|看[腻膩]了?|拒[绝絕]|避免|避[开開]|排除|嫌|不[爱愛]看?)"
    "|除了|除去|除[开開]|不包括|不包含"
)
_SEEN = r"(?:\b(?:i|we|i've|have|just|already|recently)\s+)*\b(?:seen|watched|saw|read|finished|bought|played|listened\s+to)\b"
_SEEN_ZH = "我?(?:[刚剛]|已[经經]|最近|以前)*(?:看|[读讀]|追|刷|[听聽]|玩|[买買])(?:[过過]|完了?|了)"
_WANT = (
    r"(?:\bi\s+)?(?:\b(?:want|need|wish|would\s+like)\b|'d\s+like\b|\bid\s+like\b)(?:\s+to\s+(?:see|watch|read|find|buy|try))?"
    r"|(?:\bi'm\s+|\bi\s+am\s+)?\b(?:(?:looking|searching|search|look)\s+for|in\s+the\s+mood\s+for)\b"
    r"|(?:\b(?:can|could|would)\s+you\s+)?(?:please\s+)?\b(?:(?:give|show|find)\s+(?:me|us)|(?:recommend|suggest)(?:\s+(?:me|us))?)\b"
    r"|\bplease\b|\b(?:what|how)\s+about\b|\bfeel\s+like\b(?:\s+watching)?"
)
_WANT_ZH = (
    "(?:[请請]|[帮幫]我|[给給]我|能不能|可不可以|可以|我)*(?:推[荐薦](?:一下)?|想看|想要|想[读讀找]|希望|求|[来來](?=[一点點部本首])"
    "|在找|有[没沒]有)(?:我|[几幾一]?[些点點部本首个個])*|[请請]|最好是?"
)
_NEW = r"(?:^|(?<=[,;:.!?]\s)|\band\s+)(?:something|anything)\b|(?<=[,;]\s)(?:an?|some|maybe|preferably|more)\b"
"""A new request begins: what was disliked before says nothing of it."""

_KINDS = {
    "stop": r"[.](?=\s|$|[^\w\s])|[!?;。…]+",
    "like": r"\bnot\s+only\b|\bbut\s+also\b|\b(?:can't|cannot)\s+get\s+enough\s+of\b|除了(?=[^。!?;]{1,60}?(?:[还還]|也))",
    "weak": rf"{_NOT}(?:{_DISLIKE}|{_SEEN})|(?:[没沒]有?|未|不曾)(?:{_SEEN_ZH})|不(?:{_DISLIKE_ZH})",
    "unlike": rf"{_NOT}(?:{_VERB}|{_PAST}|{_FOND}|{_FAVOURITE}|{_WANT}|into\b)|{_NOT_ZH}(?:{_LIKE_ZH}|{_WANT_ZH})",
    "dislike": f"{_DISLIKE}|{_DISLIKE_ZH}",
    "like2": (
        rf"{_WHO}{_VERB}|(?:^|(?<=[.!?;,]\s))love\b{_TOPIC}|{_PAST}|{_FOND}|{_LIKE_ZH}"
        rf"|(?<!is )(?<!are )(?<!was )(?<!were ){_FAVOURITE}"
    ),
    "want": f"{_WANT}|{_WANT_ZH}|{_NEW}",
    "seen": f"{_SEEN}|{_SEEN_ZH}",
    "similar": (
        r"\b(?:like|similar\s+to|such\s+as|in\s+the\s+(?:style|vein|spirit)\s+of|reminds?\s+me\s+of|along\s+the\s+lines\s+of"
        r"|comparable\s+to|akin\s+to|for\s+(?:example|instance)|including)\b"
        r"|[类類]似于?(?:的是)?|(?:就|好)?(?<![想图圖偶影录錄雕画畫肖头頭摄攝佛塑])像(?![素话話])(?:是)?|如同|相似|比如[说說]?|例如|譬如|接近于?"
    ),
    "no": r"\b(?:no|without|fewer|free\s+of)\b(?!\s*[,.!?;]|\s+(?:idea|matter|doubt|problem|one|rush|need|way|reason)\b)",
    "not": (
        r"\b(?:not|nor|nothing|isn't|aren't|less)\b"
        r"(?!\s*[,.!?;]|\s+(?:sure|bad|much|necessarily|yet|than|just|really|because|know|care|mind)\b)"
    ),
    "bu": (
        "不要(?:有|看|太|那[么麼]|再)*|(?<![特分个個])[别別](?![人的墅致离離样樣])(?:太|再|有|看)*"
        "|(?:(?<!有)[没沒]有|不[带帶含]有?|不想看?|不看|不是|不太|不那[么麼]|不[够夠])太?"
        "|不(?=恐怖|血腥|暴力|[压壓]抑|悲|沉重|[无無]聊|[吓嚇]人|[残殘]忍|黑暗|煽情|狗血|[复複]|[难難]|[伤傷]感|色情|低俗)"
    ),
    "bad": (
        r"\b(?:is|was|are|were|'s|looks?|seems?|felt)\s+(?:(?:so|very|really|quite|pretty|just|a\s+bit|a|an|the|my)\s+)*"
        r"(?:bad|terrible|awful|boring|dull|overrated|horrible|stupid|worst|disappointing|trash|garbage|rubbish|lame"
        r"|mediocre|pretentious|annoying|ridiculous|too\s+\w+|not\s+(?:\w+\s+){0,2}?(?:good|great|fun|for\s+me))\b"
        r"|\b(?:isn't|wasn't|aren't|weren't)\s+(?:\w+\s+){0,2}?(?:good|great|fun|for\s+me)\b|\bsuck(?:s|ed)?\b"
        r"|\b(?:bored|disappointed|annoyed)\s+me\b"
        "|(?:不好看|不怎[么麼]好|[难難]看|[无無]聊|太?[烂爛]片?|失望|太差|[没沒]意思|不行|一般般)(?!的|片)了?"
    ),
    "good": (
        r"\b(?:is|was|are|were|'s|looks?|seems?|felt)\s+(?:not\s+bad|(?:(?:so|very|really|quite|pretty|just|a|an|the|my|one"
        r"|of|among|both|all|absolutely|also)\s+)*(?:good|great|amazing|awesome|brilliant|excellent|fantastic|wonderful"
        r"|beautiful|perfect|superb|incredible|lovely|masterpieces?|classics?|fun|best|favou?rites?))\b"
        r"|\b(?:rocks|blew\s+me\s+away|moved\s+me)\b"
        "|(?:都|很|太|真|非常|特[别別]|挺|超)*(?:好看|精彩|不[错錯]|[经經]典|感人|[棒赞讚]|神作)(?!的|片)了?"
    ),
    "alike": "[这這那][样樣]的?|一[样樣]的?|差不多的?|[类類]似的",
    "contrast": r"\b(?:but|however|although|though|whereas)\b|但是?|不[过過](?!去|于)|可是|然而",
    "comma": r"[,、]|\band\b|[和与與]",
}
"""In the order in which they are tried where several begin at one place."""
EVENT = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)
"""The next thing that changes what is said of the names and words behind it (or before it: "bad", "good")."""

TAIL = re.compile(
    r"\s*(?:(?:it|them|that|this|one|both|all|so\s+much|very\s+much|a\s+lot|too|的|了|[过過])\s*)*(?=$|[,.!?;。…]|but\b|但)",
    re.IGNORECASE,
)
"""Nothing follows a cue, so it is about what came before: "Titanic I hated", "《泰坦尼克号》我不喜欢"."""

_FILLER = r"\s*(?:(?:too|so|very|that|really|overly|as|a|an|any|the|much|more|with|about|of|in|is)\s+)*"
_NOUN = r"[\w'-]+(?:\s+(?!(?:please|set|with|and|or|but|in|about|for|to|on|that|who|which|from|if|at|thanks?|just)\b)[\w'-]+)?"
PHRASES = {
    "no": re.compile(rf"{_FILLER}{_NOUN}(?:\s+n?or\s+(?:no\s+)?{_FILLER}{_NOUN})*", re.IGNORECASE),
    "not": re.compile(rf"{_FILLER}[\w'-]+(?:\s+n?or\s+{_FILLER}[\w'-]+)*", re.IGNORECASE),
    "bu": re.compile(r"[^,。!?;、\s的但]*"),
}
"""How far "no", "not" and 不 reach when no name follows."""
