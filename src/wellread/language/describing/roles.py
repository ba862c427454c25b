"""Roles: what fields of items are called, what their values are, and the words that say them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from wellread.language.word_set import word_set

Sort = Literal["person", "name", "place", "tongue", "word", "number"]
"""`person` and `name` are written as they are; a `place` or `tongue` may be a code."""


class Role(NamedTuple):
    """What a field says of its item."""

    name: str
    sort: Sort
    fields: frozenset[str]
    """Names of fields, folded, with _ between words."""
    english: frozenset[str]
    """Words that say it."""
    chinese: frozenset[str]


_TABLE = """
director   | person | director directors directed_by 导演 | direct director directed directs directing
           | 导演 执导
author     | person | author authors writer writers written_by 作者 编剧 poster posted_by user
           | author authored wrote written write writes writing writer post posted posts
           | 作者 著 所著 编剧 撰写 发布
artist     | person | artist artists singer singers band performer performers musician 歌手 演唱 艺术家 乐队
           | sing sung sang sings singer perform performed performs performer artist record recorded
           | 演唱 歌手 演奏 乐队 艺术家
actor      | person | actor actors cast star stars starring 主演 演员 | star starring stars starred cast actor
           | 主演 演员 出演
composer   | person | composer composers 作曲 | compose composed composer composes | 作曲
lyricist   | person | lyricist lyricists 作词 | lyric lyrics lyricist | 作词 填词
translator | person | translator translators 译者 | translate translated translator translation | 译者 翻译 译
narrator   | person | narrator narrators 朗读 | narrate narrated narrator narrates | 朗读 旁白
instructor | person | instructor instructors teacher teachers lecturer 讲师 教师 老师 主讲
           | teach taught teaches instructor teacher lecturer | 主讲 讲师 老师 教师 讲授
designer   | person | designer designers 设计师 | design designed designer | 设计 设计师
brand      | name | brand brands 品牌 | brand | 品牌
maker      | name | maker manufacturer vendor producer 制造商 厂商 生产商
           | manufactured manufacturer producer produced | 制造商 生产商 厂商 生产 制造
publisher  | name | publisher publishers 出版社 出版商 | publish published publisher publishes
           | 出版社 出版 出版商
label      | name | label record_label 唱片公司 | label | 唱片公司
studio     | name | studio studios 制片公司 出品 | studio | 制片公司 出品
platform   | name | provider platform school university institution 平台 学校 机构
           | platform provider school university institution | 平台 学校 机构
album      | name | album albums 专辑 | album | 专辑
series     | name | series collection 系列 丛书 | series collection | 系列 丛书
country    | place | country countries origin made_in country_of_origin 国家 产地 地区 原产国
           | country made origin | 国家 产地 产自
tongue     | tongue | original_language spoken_language language languages 语言 原语言 | language | 语言 语
genre      | word | genre genres genres_zh style styles mood moods 类型 风格 流派 情绪 | genre
           | 类型 风格 流派
topic      | word | topic topics subject subjects keywords 主题 话题 学科 | topic topics subject subjects
           | 主题 话题 学科
colour     | word | color colour colors colours 颜色 | colour color colours colors coloured colored | 颜色 色
material   | word | material materials fabric 材质 面料 材料 | material made | 材质 材料 面料
level      | word | level difficulty 难度 级别 | level | 难度 级别
format     | word | format binding edition 装帧 版本 | format edition | 装帧 版本
year       | number
           | year release_year published_year publication_year original_publication_year 年份 年代 上映年份
           | released release published year | 年 上映 出版 发行 年份 发布
price      | number | price list_price 价格 售价 定价 | price priced costs cost | 价格 售价 定价
duration   | number | duration runtime length running_time run_time 片长 时长
           | run runs runtime length long lasts last
           | 片长 时长 长
weight     | number | weight 重量 | weigh weighs weight | 重量 重
pages      | number | pages page_count num_pages 页数 | page pages | 页 页数
height     | number | height 高度 | height high tall | 高 高度
width      | number | width 宽度 | width wide | 宽 宽度
depth      | number | depth 厚度 | depth deep | 深 厚度 深度
capacity   | number | capacity volume 容量 | capacity volume hold holds | 容量
"""


def _roles() -> dict[str, Role]:
    rows: list[list[str]] = []
    for line in _TABLE.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if cells[0]:
            rows.append(cells)
        else:
            rows[-1] += cells[1:]
    made = {}
    for name, sort, fields, english, chinese in rows:
        words = (frozenset(cell.split()) for cell in (fields, english, chinese))
        made[name] = Role(name, sort, *words)  # type: ignore[arg-type]
    return made


ROLES: dict[str, Role] = _roles()
BY_FIELD: dict[str, Role] = {field: role for role in ROLES.values() for field in role.fields}
"""Name of a field -> its role."""
NAMED = frozenset({"person", "name"})
"""Sorts whose values are names."""
NEVER_SAID = word_set(
    """
    id item_id product_id isbn isbn13 isbn_10 asin sku ean upc gtin url link image image_url audio slug rating
    ratings rating_count rating_avg average_rating score votes vote_average vote_count review_count reviews
    stock
    in_stock inventory availability available sales sold sales_rank rank discount sale_price original_price
    popularity views likes shares comments clicks currency shipping delivery type kind hash
    评分 销量 库存 折扣 点赞 浏览量 货币
    """
)
"""Fields that no description says: they identify, or they change by the hour."""
MAKERS = {
    "film": ("director",), "book": ("author",), "song": ("artist",), "post": ("author",),
    "course": ("instructor", "platform"), "product": ("brand", "maker", "designer"),
    "item": ("author", "artist", "director", "brand", "maker"),
}  # fmt: skip
"""Kind of item -> the roles that a plain "by" can mean."""
