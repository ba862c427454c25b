"""Reasons in words, one template a kind and language. English stands in for languages without templates."""

from __future__ import annotations

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "liked": "because you liked “{about}”",
        "used": "because you chose “{about}”",
        "named": "because you named “{about}”",
        "similar": "is like “{about}”",
        "disliked": "unlike “{about}”, which you disliked",
        "against": "“{about}” speaks against it",
        "word": "matches “{about}”",
        "text": "matches your words",
        "popular": "popular now",
        "segment": "popular with people like you ({about})",
        "recent": "new",
        "boost": "promoted",
        "leaning": "{about} as you asked",
        "order": "moved from place {about} by the language model",
        "popularity": "as well known as what you choose",
        "category": "of a kind you choose",
        "language": "in a language you choose",
        "attribute": "{about} close to what you choose",
        "silence": "little is known of it",
        "sentiment": "reviewers like it",
        "complaints": "reviewers do not like it",
        "unfit": "{about} unlike what you choose",
    },
    "zh": {
        "liked": "因为你喜欢《{about}》",
        "used": "因为你选过《{about}》",
        "named": "因为你提到《{about}》",
        "similar": "与《{about}》相似",
        "disliked": "不同于你不喜欢的《{about}》",
        "against": "“{about}”是减分项",
        "word": "符合“{about}”",
        "text": "符合你的描述",
        "popular": "近期热门",
        "segment": "与你相似的人群中热门（{about}）",
        "recent": "新上架",
        "boost": "推广",
        "leaning": "{about}如你所愿",
        "order": "由语言模型从第{about}位移来",
        "popularity": "热度与你的选择相近",
        "category": "属于你常选的类别",
        "language": "你常选的语言",
        "attribute": "{about}与你的选择相近",
        "silence": "关于它所知不多",
        "sentiment": "评价很好",
        "complaints": "评价不佳",
        "unfit": "{about}与你的选择不同",
    },
}

FEATURES = {"popularity", "category", "language", "silence", "sentiment"}
"""Features of the ranker that have a phrase of their own."""


def phrase(key: str, language: str, about: str = "") -> str:
    """The template `key` in `language`, filled in."""
    return PHRASES.get(language, PHRASES["en"])[key].replace("{about}", about)
