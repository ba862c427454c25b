from __future__ import annotations

import os
from pathlib import Path

import pytest

from wellread.errors import SettingsError
from wellread.settings import BUILT_IN, FILE, KIND_WEIGHTS, PREFIX, SOURCES, Settings, load


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings from outside."""
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def read(folder: Path, text: str) -> Settings:
    (folder / FILE).write_text(text, "utf-8")
    return load(folder)


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    for found in (load(None), load(tmp_path), read(tmp_path, "")):
        assert found.server.port == 8765
        assert found.database.url == ""
        assert found.events.weights == KIND_WEIGHTS
        assert found.models.item_to_item.neighbours == 100
        assert found.pipelines == {}


def test_the_file_counts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [server]
        port = 9
        [models.next_item]
        ridge = 3
        [pipelines."首页"]
        sources = { popular = 1.0 }
        cap = [{ field = "tags", most = 2 }]
        """,
    )
    assert (found.server.port, found.server.host) == (9, "127.0.0.1")
    assert (found.models.next_item.ridge, found.models.next_item.decay) == (3.0, 0.8)
    home = found.pipeline("首页")
    assert home is not None
    assert home.cap[0].most == 2


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLREAD_SERVER_PORT", "7")
    monkeypatch.setenv("WELLREAD_SERVER_MAX_BODY", "55")
    monkeypatch.setenv("WELLREAD_MODELS_ITEM_TO_ITEM", '{"neighbours": 5}')
    found = read(tmp_path, "[server]\nport = 9\nhost = 'h'\n[models.item_to_item]\nridge = 3")
    assert (found.server.port, found.server.host, found.server.max_body) == (7, "h", 55)
    assert (found.models.item_to_item.neighbours, found.models.item_to_item.ridge) == (5, 3.0)


def test_pipelines_can_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLREAD_PIPELINES_HOME", '{"sources": {"popular": 2}}')
    found = read(tmp_path, "[pipelines.shelf]\nsources = { latest = 1 }")
    assert {name: pipeline.sources for name, pipeline in found.pipelines.items()} == {
        "home": {"popular": 2.0}, "shelf": {"latest": 1.0},
    }  # fmt: skip


def test_experiments_can_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLREAD_EXPERIMENTS_RANKS", '{"arms": {"home": 9, "similar": 1}}')
    found = read(tmp_path, "[experiments.rows]\npipeline = 'similar'\narms = { similar = 1 }").experiments
    assert {name: (own.pipeline, own.arms) for name, own in found.items()} == {
        "ranks": ("home", {"home": 9.0, "similar": 1.0}), "rows": ("similar", {"similar": 1.0}),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = { arms = { hoem = 1 } }", "'x' names the pipeline 'hoem'.*did you mean 'home'"),
        (
            "x = { pipeline = 'shelf', arms = { home = 1 } }",
            r"'shelf'.*expected one of.*\[pipelines\.shelf\]",
        ),
        ("x = { arms = { home = 1 } }\ny = { arms = { similar = 1 } }", "'x' and 'y' both divide 'home'"),
        ("x = { arms = {} }", r"'experiments\.x\.arms' .*at least 1 item"),
        ("x = { arms = { home = 0 } }", "is 0; expected greater than 0"),
        ("x = { arms = { home = nan } }", "expected"),
    ],
)
def test_an_experiment_that_cannot_be_run(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read(tmp_path, f"[experiments]\n{text}")


def test_the_command_lines_own_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLREAD_WORKSPACE", "/somewhere")
    assert load(None).server.port == 8765


@pytest.mark.parametrize(
    ("text", "unknown", "hint"),
    [
        ("sevrer = 1", "sevrer", "server"),
        ("[server]\nprot = 1", r"server\.prot", "port"),
        ("[models.item_to_item]\nrigde = 1", r"models\.item_to_item\.rigde", "ridge"),
        ("[models.itemtoitem]\nridge = 1", r"models\.itemtoitem", "item_to_item"),
        ("[pipelines.home]\nsorces = {}", r"pipelines\.home\.sorces", "sources"),
        ("[pipelines.home]\nsources = { poplar = 1 }", "poplar", "popular"),
        ('[[pipelines.home.cap]]\nfeild = "tags"\nmost = 1', r"pipelines\.home\.cap\.0\.feild", "field"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(
    tmp_path: Path, text: str, unknown: str, hint: str
) -> None:
    with pytest.raises(SettingsError, match=f"{unknown}.*{FILE}.*did you mean '{hint}'"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("WELLREAD_SERVER_PROT", "WELLREAD_SERVER_PORT"), ("WELLREAD_EVENT", "WELLREAD_EVENTS")],
)
def test_an_unknown_variable_names_the_nearest_known_one(
    name: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"{name} names no setting.*did you mean '{hint}'"):
        load(None)


@pytest.mark.parametrize("text", ["x =", "[server", 'a = "', "port = 1\nport = 2"])
def test_bad_toml(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=f"{FILE} is not valid TOML.*line"):
        read(tmp_path, text)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="expected TOML in UTF-8"):
        load(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(SettingsError, match=r"cannot be read.*permissions"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[server]\nport = "x"', "'server.port' .* is 'x'; expected a valid integer"),
        ("[server]\nport = 70000", "is 70000; expected less than or equal to 65535"),
        ("server = 3", "'server' in .*; expected a valid dictionary"),
        ("[events]\nweights = { like = 'a' }", "'events.weights.like' .* is 'a'; expected a valid number"),
        ("[events]\nweights = { like = nan }", "'events.weights.like' .* is nan; expected a finite number"),
        ("[events]\nhalf_life_days = inf", "is inf; expected a finite number"),
        ("[events]\nhalf_life_days = 0", "is 0; expected greater than 0"),
        ("[events]\nrating_high = 1", "'events' .* contradictory; expected rating_high above rating_neutral"),
        ("[events]\nunknown_items = 'maybe'", "expected 'refuse' or 'create'"),
        ("[pipelines.home]\ndiversity = 2", "is 2; expected less than or equal to 1"),
        ("[pipelines.home]\nsources = { popular = -1 }", "expected greater than or equal to 0"),
        ('[[pipelines.home.cap]]\nfield = "tags"', "'pipelines.home.cap.0.most' .* is missing"),
    ],
)
def test_a_value_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read(tmp_path, text)


def test_a_variable_with_a_wrong_value_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLREAD_SERVER_PORT", "x")
    with pytest.raises(
        SettingsError, match=r"'server\.port' in environment variable WELLREAD_SERVER_PORT is 'x'"
    ):
        read(tmp_path, "")


@pytest.mark.parametrize("name", ["WELLREAD_SERVER", "WELLREAD_MODELS_ITEM_TO_ITEM", "WELLREAD_PIPELINES"])
def test_a_variable_that_is_no_json(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "{")
    with pytest.raises(SettingsError, match=r"environment variable .*JSON"):
        load(None)


@pytest.mark.parametrize("text", ["api_key = ['s3cret']", "api_key = { k = 's3cret' }"])
def test_a_secret_of_the_wrong_type_is_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="is a secret") as caught:
        read(tmp_path, f"[server]\n{text}")
    assert "s3cret" not in f"{caught.value!r} {caught.value.body()}"


def test_a_secret_is_never_printed(tmp_path: Path) -> None:
    found = read(tmp_path, "[server]\napi_key = 's3cret'")
    assert found.server.api_key.get_secret_value() == "s3cret"
    assert "s3cret" not in f"{found} {found!r} {found.model_dump()} {found.model_dump_json()}"


def test_weights_of_events_are_added_to_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLREAD_EVENTS_WEIGHTS", '{"view": 0.1}')
    found = read(tmp_path, "[events]\nweights = { like = 2, wave = 0.4 }").events.weights
    assert found == KIND_WEIGHTS | {"like": 2.0, "wave": 0.4, "view": 0.1}
    assert KIND_WEIGHTS["like"] == 1.0


def test_pipelines_are_the_built_in_ones_and_those_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "[pipelines.home]\nsources = { latest = 1 }\n[pipelines.shelf]\nsources = {}")
    assert found.pipeline_names() == ["home", "search", "shelf", "similar"]
    home = found.pipeline("home")
    assert home is not None
    assert home.sources == {"latest": 1.0}
    assert found.pipeline("similar") is BUILT_IN["similar"]
    assert found.pipeline("none") is None


def test_sources_are_what_the_pipelines_weigh(tmp_path: Path) -> None:
    assert set(load(None).sources()) == {
        source for own in BUILT_IN.values() for source in own.sources if source != "meaning"
    }
    text = "[pipelines.home]\nsources = { popular = 1, latest = 0 }\n[pipelines.similar]\nsources = {}"
    text += "\n[pipelines.search]\nsources = {}"
    assert read(tmp_path, text).sources() == ["popular"]
    assert read(tmp_path, text + "\n[pipelines.shelf]\nsources = { words = 0.1 }").sources() == [
        "popular",
        "words",
    ]


def test_built_in_pipelines_name_sources_only() -> None:
    for pipeline in BUILT_IN.values():
        assert set(pipeline.sources) <= set(SOURCES)
