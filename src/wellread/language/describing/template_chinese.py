"""Chinese descriptions from facts alone."""

from __future__ import annotations

from wellread.language.describing.facts import Facts
from wellread.language.describing.saying import genres, listed, measured, places, tongues, words

_NOUNS = {
    "film": "一部{}电影", "book": "一本{}书", "song": "一首{}歌曲", "post": "一篇{}文章",
    "course": "一门{}课程",
    "product": "一件{}产品", "item": "一件{}作品",
}  # fmt: skip
_OPENINGS = {
    "plain": "{title}是{what}。",
    "warm": "为你介绍{title}，{what}。",
    "playful": "来认识一下{title}吧，{what}。",
}
_CLOSINGS = {
    "warm": {"song": "欢迎慢慢听。", "book": "欢迎慢慢读。", "": "欢迎慢慢了解。"},
    "playful": {"song": "好奇吗？来听听吧！", "": "好奇吗？来看看吧！"},
}
_BY = {
    "film": (("director", "由{}执导"), ("author", "编剧是{}"), ("actor", "主演是{}"), ("studio", "由{}出品")),
    "book": (
        ("author", "作者是{}"),
        ("translator", "译者是{}"),
        ("publisher", "由{}出版"),
        ("series", "属于《{}》系列"),
    ),
    "song": (
        ("artist", "由{}演唱"),
        ("composer", "作曲是{}"),
        ("lyricist", "作词是{}"),
        ("album", "来自专辑《{}》"),
    ),
    "post": (("author", "作者是{}"),),
    "course": (("instructor", "由{}主讲"), ("platform", "平台是{}")),
    "product": (("brand", "品牌是{}"), ("maker", "由{}制造"), ("designer", "设计师是{}")),
    "item": (("author", "作者是{}"), ("artist", "艺术家是{}"), ("brand", "品牌是{}")),
}
_NUMBERS = {
    "duration": "时长{}", "pages": "共{}", "weight": "重{}", "capacity": "容量{}", "height": "高{}",
    "width": "宽{}",
    "depth": "厚度{}", "price": "售价{}",
}  # fmt: skip
_MOST = 5


def sentences(facts: Facts, tone: str) -> list[str]:
    """The sentences, the first of which names the item."""
    quoted = f"“{facts.title}”" if facts.kind in ("product", "item") else f"《{facts.title}》"
    opening = _OPENINGS[tone if facts.title else "plain"]
    found = [opening.replace("{what}", _what(facts)).replace("{title}", quoted if facts.title else "这")]
    found += [_origin(facts), _make(facts), _numbers(facts), _others(facts), _tags(facts)]
    return [sentence for sentence in found if sentence]


def closing(facts: Facts, tone: str) -> str:
    """What ends a description in that tone; "" for a plain one."""
    own = _CLOSINGS.get(tone, {})
    return own.get(facts.kind, own.get("", ""))


def _what(facts: Facts) -> str:
    year = facts.amount("year")
    kinds = genres(facts) if facts.kind not in ("product", "item") else []
    dated = f"{year.value:g}年的" if year else ""
    noun = _NOUNS[facts.kind].replace("{}", dated + listed(kinds, "zh"))
    parts = [
        said.replace("{}", listed(names[:_MOST], "zh"))
        for role, said in _BY[facts.kind]
        if (names := facts.of(role))
    ]
    return "，".join([noun, *parts])


def _origin(facts: Facts) -> str:
    country, tongue = places(facts), tongues(facts)
    told = [f"来自{listed(country[:_MOST], 'zh')}"] if country else []
    told += [f"语言为{listed(tongue[:_MOST], 'zh')}"] if tongue else []
    return "，".join(told) + "。" if told else ""


def _make(facts: Facts) -> str:
    colours, materials = words(facts, "colour"), words(facts, "material")
    told = [f"颜色有{listed(colours[:_MOST], 'zh')}"] if colours else []
    told += [f"材质为{listed(materials[:_MOST], 'zh')}"] if materials else []
    return "，".join(told) + "。" if told else ""


def _numbers(facts: Facts) -> str:
    told = []
    for role, said in _NUMBERS.items():
        amount = facts.amount(role)
        if amount and (text := measured(amount, "zh")):
            told.append(said.replace("{}", text))
    return "，".join(told) + "。" if told else ""


def _others(facts: Facts) -> str:
    told = [
        f"{name}是{value}"
        for role, name in (("level", "级别"), ("format", "版本"))
        for value in words(facts, role)[:1]
    ]
    return "，".join(told) + "。" if told else ""


def _tags(facts: Facts) -> str:
    used = set(genres(facts)) if facts.kind not in ("product", "item") else set()
    topics, tags = words(facts, "topic"), [tag for tag in words(facts, "tag") if tag not in used]
    if topics:
        return f"话题有{listed(topics[:_MOST], 'zh')}。"
    if tags:
        return f"标签：{listed(tags[:_MOST], 'zh')}。"
    under = [] if used else words(facts, "category")
    return f"属于{listed(under[:1], 'zh')}类。" if under else ""
