"""The names that columns go by, in the files of others."""

from __future__ import annotations

from wellread.data.intake import What

_ITEM = (
    "item itemid movieid productid bookid articleid newsid songid trackid videoid parentasin asin sku isbn "
    "iid 物品 物品id 商品 商品id"
)
_USER = "user userid uid customerid memberid visitorid reviewerid 用户 用户id"

SYNONYMS: dict[What, dict[str, str]] = {
    "items": {
        "id": f"id {_ITEM}",
        "title": "title name itemname productname movietitle booktitle headline 标题 名称 片名 书名 商品名称",
        "text": "text description overview synopsis plot summary abstract blurb body content 简介 描述 内容",
        "tags": "tags genres genre keywords labels topics categories 标签 类型",
        "category": "category maincategory categoryname section 类别 分类",
        "language": "language lang languagecode 语言",
        "aliases": "aliases alias originaltitle 别名",
        "translations": "translations",
        "image": "image imageurl poster posterurl thumbnail cover 图片",
        "audio": "audio audiourl",
        "time": "time timestamp ts date createdat publishedat published publicationdate releasedate 时间",
        "available": "available instock",
        "attributes": "attributes",
    },
    "users": {
        "id": f"id {_USER}",
        "traits": "traits",
        "text": "text bio about description 简介",
        "consents": "consents",
    },
    "events": {
        # A bare `id` is mostly a row's number, which another file uses again: see `mapping.plan`.
        "id": "eventid interactionid uuid",
        "user": _USER,
        "item": _ITEM,
        "kind": "kind event type action eventtype interaction interactiontype behavior 行为 行为类型",
        "value": "value rating ratings stars score overall quantity 评分",
        "time": "time timestamp ts date datetime createdat eventtime unixreviewtime ratedat 时间",
        "text": "text review reviewtext comment query tag body content 评论 评论内容",
        "session": "session sessionid",
        "context": "context",
        "request": "request requestid",
        "synthetic": "synthetic",
    },
}
"""Field -> its column names, the likeliest first, as `folded` writes them."""

KIND_OF = {
    "rate": "rating ratings stars score overall 评分",
    "review": "review reviewtext comment 评论 评论内容",
    "search": "query",
    "tag": "tag",
}
"""Kind of the events of a file without a column of kinds -> the columns that give it away."""


def folded(name: str) -> str:
    """A column's name without case, spaces and punctuation: `User ID`, `user_id` and `userId` are one."""
    return "".join(character for character in name.casefold() if character.isalnum())
