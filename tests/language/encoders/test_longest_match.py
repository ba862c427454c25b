from wellread.language.encoders.longest_match import LongestMatch

IDS = {
    "暴风": 0,
    "暴风雨": 1,
    "雨": 2,
    "the": 3,
    "storm": 4,
    "Paris": 5,
    "바다": 6,
    "に": 7,
    "don't": 8,
    "a": 9,
}


def test_the_longest_token_from_the_left() -> None:
    match = LongestMatch(IDS)
    assert match("暴风雨雨") == [1, 2]
    assert match("暴风了雨") == [0, 2]


def test_words_stand_whole() -> None:
    match = LongestMatch(IDS)
    assert match("the storm, theatre; a thestorm") == [3, 4, 9]
    assert match("I don't") == [8]


def test_case_as_written_then_lower() -> None:
    match = LongestMatch(IDS)
    assert match("The STORM Paris paris") == [3, 4, 5]


def test_scripts_change_without_a_space() -> None:
    assert LongestMatch(IDS)("storm暴风雨に바다에") == [4, 1, 7, 6]


def test_nothing_known() -> None:
    assert LongestMatch(IDS)("zyx 你好 ") == []
    assert LongestMatch({})("storm 你好") == []
