"""Words of fields in both languages: an item tagged "Horror" may be called 恐怖."""

from __future__ import annotations

_PAIRS = """
    action 动作 | adventure 冒险 | animation 动画 | biography 传记 | comedy 喜剧 | crime 犯罪
    documentary 纪录
    drama 剧情 | family 家庭 | fantasy 奇幻 | history 历史 | horror 恐怖 | music 音乐 | musical 歌舞
    mystery 悬疑
    romance 爱情 | science fiction 科幻 | sci-fi 科幻 | sport 运动 | thriller 惊悚 | war 战争 | western 西部
    rock 摇滚 | pop 流行 | jazz 爵士 | folk 民谣 | classical 古典 | electronic 电子 | blues 蓝调
    country 乡村
    hip-hop 嘻哈 | metal 金属 | fiction 小说 | poetry 诗歌 | travel 旅行 | cooking 烹饪 | art 艺术
    science 科学
    mathematics 数学 | programming 编程 | business 商业 | design 设计 | photography 摄影 | food 美食
    books 图书
    red 红色 | blue 蓝色 | green 绿色 | yellow 黄色 | black 黑色 | white 白色 | grey 灰色 | gray 灰色
    brown 棕色
    pink 粉色 | purple 紫色 | orange 橙色 | silver 银色 | gold 金色 | beige 米色
    cotton 棉 | wool 羊毛 | leather 皮革 | steel 钢 | stainless steel 不锈钢 | wood 木 | plastic 塑料
    glass 玻璃
    ceramic 陶瓷 | bamboo 竹 | silk 丝绸 | linen 亚麻 | paper 纸 | aluminium 铝 | aluminum 铝
    beginner 入门 | intermediate 中级 | advanced 高级 | hardcover 精装 | paperback 平装
    office 办公 | kitchen 厨房 | toys 玩具 | clothing 服装 | shoes 鞋 | electronics 电子产品
"""
GLOSSARY: dict[str, str] = {
    " ".join(pair.split()[:-1]): pair.split()[-1]
    for line in _PAIRS.strip().splitlines()
    for pair in line.split("|")
    if pair.strip()
}
"""English word, in lower case -> Chinese word."""
BACK: dict[str, str] = {chinese: english for english, chinese in reversed(list(GLOSSARY.items()))}

_PLACES = """
    US the United States 美国 | GB the United Kingdom 英国 | UK the United Kingdom 英国 | FR France 法国
    DE Germany 德国 | IT Italy 意大利 | ES Spain 西班牙 | PT Portugal 葡萄牙 | NL the Netherlands 荷兰
    BE Belgium 比利时
    CH Switzerland 瑞士 | AT Austria 奥地利 | SE Sweden 瑞典 | NO Norway 挪威 | DK Denmark 丹麦
    FI Finland 芬兰
    IS Iceland 冰岛 | IE Ireland 爱尔兰 | PL Poland 波兰 | CZ the Czech Republic 捷克 | HU Hungary 匈牙利
    RU Russia 俄罗斯
    SU the Soviet Union 苏联 | UA Ukraine 乌克兰 | GR Greece 希腊 | TR Turkey 土耳其 | IR Iran 伊朗
    IL Israel 以色列
    EG Egypt 埃及 | SN Senegal 塞内加尔 | ZA South Africa 南非 | IN India 印度 | CN China 中国
    HK Hong Kong 中国香港
    TW Taiwan 中国台湾 | JP Japan 日本 | KR South Korea 韩国 | TH Thailand 泰国 | VN Vietnam 越南
    AU Australia 澳大利亚
    NZ New Zealand 新西兰 | CA Canada 加拿大 | MX Mexico 墨西哥 | BR Brazil 巴西 | AR Argentina 阿根廷
    CL Chile 智利
"""
_TONGUES = """
    en English 英语 | fr French 法语 | de German 德语 | it Italian 意大利语 | es Spanish 西班牙语
    pt Portuguese 葡萄牙语
    nl Dutch 荷兰语 | sv Swedish 瑞典语 | no Norwegian 挪威语 | da Danish 丹麦语 | fi Finnish 芬兰语
    pl Polish 波兰语
    cs Czech 捷克语 | hu Hungarian 匈牙利语 | ru Russian 俄语 | uk Ukrainian 乌克兰语 | el Greek 希腊语
    tr Turkish 土耳其语
    fa Persian 波斯语 | he Hebrew 希伯来语 | ar Arabic 阿拉伯语 | hi Hindi 印地语 | bn Bengali 孟加拉语
    zh Chinese 中文
    cn Chinese 中文 | ja Japanese 日语 | ko Korean 韩语 | th Thai 泰语 | vi Vietnamese 越南语
"""


def _named(table: str) -> dict[str, dict[str, str]]:
    cells = [pair.split() for line in table.strip().splitlines() for pair in line.split("|") if pair.strip()]
    return {code.casefold(): {"en": " ".join(english), "zh": chinese} for code, *english, chinese in cells}


PLACES = _named(_PLACES)
"""Code of a country, in lower case -> language -> its name."""
TONGUES = _named(_TONGUES)
"""Code of a language -> language -> its name."""


def translated(word: str, language: str) -> str:
    """A word of a field in `language` where it is known, else as it is."""
    if language == "zh":
        return GLOSSARY.get(word.casefold(), word)
    return BACK.get(word, word)
