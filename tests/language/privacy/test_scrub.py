"""De-identification: planted data is found, product numbers stay, and everything comes back."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.privacy import planted as corpus

from wellread.language.privacy.scrub import KINDS, scrub
from wellread.language.word_set import word_set

RECALL = 0.98


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("mail john.smith@example.com or 13812345678", "mail [email-1] or [phone-1]"),
        ("电话:一三八零零一三八零零零", "电话:[phone-1]"),
        ("邮箱zhang＠qq．com，手机１３８－１２３４－５６７８", "邮箱[email-1]，手机[phone-1]"),
        ("john at example dot com", "[email-1]"),
        ("a@b.co, c@d.co, a@b.co", "[email-1], [email-2], [email-1]"),
        ("card 4111 1111 1111 1111 12/27", "card [card-1] 12/27"),
        ("card 4111 1111 1111 1112", "card 4111 1111 1111 1112"),
        ("IBAN DE89 3704 0044 0532 0130 00 please", "IBAN [iban-1] please"),
        ("IBAN DE89 3704 0044 0532 0130 01 please", "IBAN DE89 3704 0044 0532 0130 01 please"),
        ("身份证11010519491231002X", "身份证[id-1]"),
        ("ssn 078-05-1120", "ssn [ssn-1]"),
        (
            "http://user:pass@host.com/x?token=abcdefg123&x=1",
            "http://[credentials-1]@host.com/x?token=[token-1]&x=1",
        ),
        ("fe80::1ff:fe23:4567:890a, 192.168.1.1", "[ip-1], [ip-2]"),
        ("at 12:30:45, std::vector, C::D", "at 12:30:45, std::vector, C::D"),
        ("00:1B:44:11:3A:B7", "[mac-1]"),
        ("the password is wrong, the token: none", "the password is wrong, the token: none"),
        ("密码是Tr0ub4dor&3，别说", "密码是[key-1]，别说"),
        ("QQ:12345678 微信号：abc_12345", "QQ:[qq-1] 微信号：[wechat-1]"),
        ("passport no. E12345678", "passport no. [passport-1]"),
        ("E12345678 has no cue", "E12345678 has no cue"),
        ("my number is five five five one two three four", "my number is [phone-1]"),
        ("john\u200b@exam\u00adple.com", "[email-1]"),
        ("meet me at amazon.com or look at imdb.com", "meet me at amazon.com or look at imdb.com"),
        ("ISBN 978-7-02-000220-7, 7-02-000220-7", "ISBN 978-7-02-000220-7, 7-02-000220-7"),
        ("二〇一二年三月，一二三四五六七", "二〇一二年三月，一二三四五六七"),
    ],
)
def test_known_cases(text: str, scrubbed: str) -> None:
    found = scrub(text)
    assert found.text == scrubbed
    assert found.restore(found.text) == text


def test_planted_data_is_found_by_kind() -> None:
    found, asked, misses = Counter[str](), Counter[str](), []
    for case in corpus.planted():
        done = scrub(case.text)
        asked[case.kind] += 1
        whole = any(one.kind == case.kind and case.value in one.original for one in done.found)
        found[case.kind] += whole and case.value not in done.text
        if not whole:
            misses.append(case)
    assert set(asked) == set(KINDS)
    assert min(asked.values()) >= 40
    assert all(found[kind] / asked[kind] >= RECALL for kind in KINDS), misses


def test_product_numbers_stay() -> None:
    sentences = list(corpus.products())
    assert len(sentences) >= 300
    assert [text for text in sentences if scrub(text).found] == []


def test_several_kinds_in_one_text_come_back_together() -> None:
    parts = [case.text for case in corpus.planted(2)][::7]
    text = "\n".join(parts)
    found = scrub(text)
    assert found.restore(found.text) == text
    assert {one.kind for one in found.found} == set(KINDS)


def test_a_placeholder_in_the_text_is_not_mistaken_for_ours() -> None:
    text = "[email-1] wrote to a@b.co; [phone-7]"
    found = scrub(text)
    assert found.text == "[email-1] wrote to [email-2]; [phone-7]"
    assert found.restore("answer [email-2], [email-1], [email-9]") == "answer a@b.co, [email-1], [email-9]"


def test_nothing_found_is_the_text_itself() -> None:
    text = "A quiet film about 2 brothers, 1998, 7.5/10"
    assert scrub(text) == (text, ())


PIECES = sorted(
    word_set(
        """
        @ . : - ( ) + / [ ] ? = & 1 13812345678 4111111111111111 a@b.co 192.168.1.1 :: fe80::1 电话 qq 微信
        password is token= http:// [email-1] [phone-
        DE89370400440532013000 sk- 078-05-1120 ssn at dot example com
        一三八 ９ 11010519491231002X 00:1B:44:11:3A:B7 v1 isbn Bearer x 7 0 AKIA
        """
    )
)


@given(
    st.lists(st.sampled_from([*PIECES, " ", " ", "\u200b"]), max_size=25).map("".join) | st.text(max_size=100)
)
@settings(max_examples=600, deadline=None)
def test_twice_is_once_and_everything_comes_back(text: str) -> None:
    found = scrub(text)
    assert found.restore(found.text) == text
    assert scrub(found.text).text == found.text


HOSTILE = [
    "1", "1 ", "1-", "1.", "a", "a@", "a.", "a@a.", "@", ":", "a:", "ff:", "+1", "+", "(", "电话", "电话1",
    "qq", "password ", "password is ", "sk-", "eyJ", "eyJa.", "://", "://a:", "?key=", "token=",
    "-----BEGIN PRIVATE KEY-----", "0 ", "010-", "一", "one ", "a dot ", "a at ", "DE8", "DE12 ", "00:",
    "::", "1.1.1.1.", "A1", "aB3", "微信", "isbn ", "v", "\u200b1", "Bearer ", "a underscore ", "a%",
    "1:", "call ", "phone number ", "é", "\n", "[email-", "E1", "passport ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    scrub(text)
    assert time.perf_counter() - started < 5
