"""The demo catalogue: films in English and Chinese that come with the package."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from wellread.data.intake import Intake
from wellread.data.rows import file_rows
from wellread.data.times import first_of
from wellread.domain import Item, Translation

_GENRES_ZH = {
    "Action": "动作", "Adventure": "冒险", "Animation": "动画", "Biography": "传记", "Comedy": "喜剧",
    "Crime": "犯罪", "Documentary": "纪录", "Drama": "剧情", "Family": "家庭", "Fantasy": "奇幻",
    "History": "历史", "Horror": "恐怖", "Music": "音乐", "Musical": "歌舞", "Mystery": "悬疑",
    "Romance": "爱情", "Science Fiction": "科幻", "Sport": "运动", "Thriller": "惊悚", "War": "战争",
    "Western": "西部",
}  # fmt: skip


def demo_films(path: Path | None = None) -> list[Item]:
    """The films of the demo.

    Args:
        path: Another file of the same shape; None: the one in the package.

    Raises:
        NotFound: the package was built without its films.
    """
    with as_file(files("wellread.data") / "films.jsonl") as own:
        return [_film(row.cells) for row in file_rows(Intake(path or own))]


def _film(row: dict[str, Any]) -> Item:
    title, original, chinese = row["title"], row["original_title"], row["title_zh"]
    return Item(
        id=row["id"],
        title=title,
        text=row["synopsis_en"],
        tags=row["genres"],
        category=row["genres"][0] if row["genres"] else "",
        language="en",
        translations={"zh": Translation(title=chinese, text=row["synopsis_zh"])},
        aliases=[original] if original not in {title, chinese, ""} else [],
        attributes={
            "year": row["year"],
            "director": row["director"],
            "country": row["country"],
            "original_language": row["language"],
            "genres_zh": [_GENRES_ZH.get(genre, genre) for genre in row["genres"]],
        },
        time=first_of(row["year"]),
    )
