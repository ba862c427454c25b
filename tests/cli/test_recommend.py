from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.endpoints import stub

from .conftest import Run

ZH = "我喜欢的电影是《肖申克的救赎》和《阿甘正传》。"
EN = "My favourite films are The Shawshank Redemption and Forrest Gump."


def _listed(run: Run, films: Path, *arguments: object, input: str | None = None) -> Any:
    return json.loads(run("recommend", "-w", films, "--json", *arguments, input=input).stdout)


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        (ZH, "肖申克的救赎, 阿甘正传", "因为你喜欢"),
        (EN, "The Shawshank Redemption, Forrest Gump", "because you liked"),
    ],
)
def test_a_sentence_is_understood_and_answered(
    run: Run, films: Path, text: str, names: str, reason: str
) -> None:
    result = run("recommend", "-w", films, "--text", text, "-k", 3)

    assert f"likes {names}" in result.stderr
    assert reason in result.stdout
    assert "understood" not in result.stdout


def test_words_and_what_is_avoided_are_told(run: Run, films: Path) -> None:
    result = run("recommend", "-w", films, "--text", "space adventure, but no horror")

    assert "avoids horror" in result.stderr
    assert "words" in result.stderr


def test_text_can_come_from_stdin(run: Run, films: Path) -> None:
    assert _listed(run, films, "--text", "-", input=ZH)["wish"]["language"] == "zh"


def test_a_user_an_item_and_nobody_get_lists(run: Run, films: Path) -> None:
    for asked in (["--user", "p003"], ["--item", "alien-1979"], []):
        assert len(_listed(run, films, *asked, "-k", 4)["items"]) == 4


def test_ids_can_be_pinned_and_excluded(run: Run, films: Path) -> None:
    first, second = (item["id"] for item in _listed(run, films, "-k", 2)["items"])

    found = [
        item["id"]
        for item in _listed(run, films, "--exclude", first, "--pin", "alien-1979", "-k", 3)["items"]
    ]

    assert found[0] == "alien-1979"
    assert first not in found
    assert second in found


def test_an_offset_goes_on_where_the_list_ended(run: Run, films: Path) -> None:
    whole = _listed(run, films, "--user", "p003", "-k", 4)["items"]
    rest = _listed(run, films, "--user", "p003", "-k", 2, "--offset", 2)["items"]

    assert [item["id"] for item in rest] == [item["id"] for item in whole[2:]]
    shown = run("recommend", "-w", films, "--user", "p003", "-k", 2, "--offset", 2).stdout
    assert re.findall(r"^  +(\d+) ", shown, re.MULTILINE) == ["3", "4"]


def test_explained_terms_and_times_are_shown(run: Run, films: Path) -> None:
    shown = run("recommend", "-w", films, "--user", "p003", "-k", 2, "--explain").stdout

    assert "1. " in shown
    assert "item_to_item" in shown
    assert "sum of" in shown
    assert "steps: " in shown


def test_two_pipelines_stand_side_by_side(run: Run, films: Path) -> None:
    result = run("recommend", "-w", films, "--user", "p003", "--compare", "similar")
    assert "home" in result.stdout
    assert "items are in both lists" in result.stdout

    found = _listed(run, films, "--user", "p003", "--compare", "similar")
    both = [{item["id"] for item in answer["items"]} for answer in found["answers"]]
    assert found["shared"] == len(both[0] & both[1])


def test_brackets_and_escapes_in_a_title_are_shown_as_they_are(run: Run, tmp_path: Path) -> None:
    items = [{"id": "x", "title": "[bold]Brackets[/bold]"}, {"id": "y", "title": "Escape \x1b[2J"}]
    (tmp_path / "items.jsonl").write_text("\n".join(json.dumps(item) for item in items))
    run("import", tmp_path / "items.jsonl", "-w", tmp_path / "shop")

    shown = run(
        "recommend", "-w", tmp_path / "shop", "--item", "x", "--pipeline", "similar", "--pin", "y"
    ).stdout
    again = run("recommend", "-w", tmp_path / "shop", "--pin", "x").stdout

    assert "\x1b" not in shown
    assert "[bold]Brackets[/bold]" in again


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-k", "0"], 2, "k = 0"),
        (["-k", "1000000"], 2, "k = 1000000"),
        (["-k", "ten"], 2, "'-k'"),
        (["--item", "nothing"], 3, "no item has the id 'nothing'"),
        (["--pipeline", "hom"], 3, "did you mean 'home'?"),
        (["--compare", "hom"], 3, "did you mean 'home'?"),
        (["--filter", "{"], 2, "is no JSON"),
        (["--filter", '{"yeer": 1990}'], 2, "did you mean 'year'?"),
        (["--user", ""], 2, "user = ''"),
        (["--nothing"], 2, "--nothing"),
    ],
)
def test_what_cannot_be_used_is_named(
    run: Run, films: Path, arguments: list[str], code: int, said: str
) -> None:
    result = run("recommend", "-w", films, *arguments, code=code)

    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "text", ["", "  ", "a\x00b", "🎬🚀", "I love 《阿甘正传》 и космос 映画", "word " * 200_000], ids=len
)
def test_any_text_is_answered(run: Run, films: Path, text: str) -> None:
    assert len(_listed(run, films, "--text", "-", "-k", 3, input=text)["items"]) == 3


def test_an_unknown_user_and_an_empty_catalogue_are_noted(run: Run, films: Path, tmp_path: Path) -> None:
    assert "nothing is known of user 'nobody'" in run("recommend", "-w", films, "--user", "nobody").stderr
    run("init", tmp_path)
    assert "the catalogue is empty" in run("recommend", "-w", tmp_path).stderr


def test_a_filter_holds(run: Run, films: Path) -> None:
    found = _listed(run, films, "--filter", '{"year": {"lt": 1950}}')["items"]

    assert found
    assert all(int(item["id"][-4:]) < 1950 for item in found)


def test_reasons_can_be_reworded(run: Run, own_films: Path) -> None:
    said = '{"lines": [{"number": 1, "words": "You liked “Alien”, so this may be for you."}]}'
    asked = ("recommend", "-w", own_films, "--text", "I liked Alien", "-k", 1, "--reword")
    with stub(lambda body: said) as endpoint:
        with (own_films / "wellread.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[writer]\nkind = "endpoint"\nmodel = "m"\nurl = "{endpoint.url}"\n')
        result = run(*asked)
    assert "You liked “Alien”" in " ".join(result.stdout.split())
    gone = run(*asked[:-1], "--exclude", "x", "--reword")  # nobody answers any more
    assert "Because you liked “Alien”" in " ".join(gone.stdout.split())
    assert "left out" in gone.stderr
