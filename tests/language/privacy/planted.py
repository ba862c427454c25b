"""Sentences with personal data planted in them, and sentences full of numbers that are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

CASES = 15
"""Cases of each kind in each of the three languages."""


class Planted(NamedTuple):
    text: str
    kind: str
    value: str


def digits(random: Random, n: int, first: str = "0123456789") -> str:
    return random.choice(first) + "".join(random.choices("0123456789", k=n - 1))


def letters(random: Random, n: int, of: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    return "".join(random.choices(of, k=n))


def grouped(code: str, *lengths: int, by: str = " ") -> str:
    parts, at = [], 0
    for length in lengths:
        parts.append(code[at : at + length])
        at += length
    return by.join([*parts, code[at:]] if at < len(code) else parts)


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def email(random: Random) -> str:
    local = random.choice(["{}.{}", "{}_{}", "{}+{}", "{}-{}"]).format(letters(random, 5), letters(random, 4))
    host = random.choice(
        ["gmail.com", "qq.com", "mail.example.co.uk", "uni-köln.de", "163.com", "a-b.museum"]
    )
    plain = f"{random.choice([local, local.upper(), local + digits(random, 3)])}@{host}"
    spelt = plain.replace("@", " at ").replace(".", " dot ").replace("+", "").replace("_", " underscore ")
    tricks = [
        plain,
        plain,
        plain,
        wide(plain),
        plain.replace("@", "(at)"),
        spelt.casefold(),
        plain.replace("@", " [at] "),
    ]
    return random.choice(tricks)


def mobile(random: Random) -> str:
    number = "1" + random.choice("3456789") + digits(random, 9)
    numerals = number.translate(
        str.maketrans("0123456789", random.choice(["零一二三四五六七八九", "〇幺二三四五六七八九"]))
    )
    return random.choice(
        [
            number,
            grouped(number, 3, 4, 4),
            grouped(number, 3, 4, 4, by="-"),
            f"+86 {number}",
            f"0086{number}",
            f"86-{number}",
            wide(number),
            numerals,
            f"（+86）{grouped(number, 3, 4, 4)}"[1:].replace("）", " "),
        ]
    )


def landline(random: Random) -> str:
    area = random.choice(["010", "021", "0755", "0571"])
    local = digits(random, 8 if len(area) == 3 else 7, "2345678")
    return random.choice(
        [
            f"{area}-{local}",
            f"({area}){local}",
            f"{area} {grouped(local, 4)}",
            f"{area}-{local}转{digits(random, 3)}",
            wide(f"{area}-{local}"),
        ]
    )


def national(random: Random) -> str:
    area, middle, last = digits(random, 3, "23456789"), digits(random, 3, "23456789"), digits(random, 4)
    return random.choice(
        [
            f"({area}) {middle}-{last}",
            f"{area}-{middle}-{last}",
            f"{area}.{middle}.{last}",
            f"1-{area}-{middle}-{last}",
            f"+1 {area} {middle} {last}",
            f"+1-{area}-{middle}-{last}",
            f"020 7{digits(random, 3)} {last}",
            f"+44 (0)20 7{digits(random, 3)} {last}",
            f"+49 {digits(random, 3, '1')} {digits(random, 7)}",
            f"+33 6 {grouped(digits(random, 8), 2, 2, 2, 2)}",
            f"0{random.choice('123456')} {grouped(digits(random, 8), 2, 2, 2, 2)}",
            f"07{digits(random, 3)} {digits(random, 6)}",
            f"+81-90-{digits(random, 4)}-{last}",
        ]
    )


def cued_phone(random: Random) -> str:
    number = digits(random, random.choice([7, 8, 10]), "23456789")
    return random.choice([number, grouped(number, 3), grouped(number, 3, by="-")])


def luhn(body: str) -> str:
    for check in "0123456789":
        total = sum(
            sum(divmod(2 * int(d), 10)) if i % 2 else int(d) for i, d in enumerate(reversed(body + check))
        )
        if total % 10 == 0:
            return body + check
    raise AssertionError(body)


def card(random: Random) -> str:
    prefix, length = random.choice(
        [
            ("4", 16),
            ("51", 16),
            ("2221", 16),
            ("55", 16),
            ("6011", 16),
            ("3530", 16),
            ("37", 15),
            ("62", 16),
            ("622848", 19),
            ("36", 14),
        ]
    )
    number = luhn(prefix + "".join(random.choices("0123456789", k=length - 1 - len(prefix))))
    if length == 15:
        return random.choice([number, grouped(number, 4, 6, 5)])
    if length == 14:
        return grouped(number, 4, 6, 4)
    return random.choice(
        [number, grouped(number, 4, 4, 4, 4), grouped(number, 4, 4, 4, 4, by="-"), wide(number)]
    )


def iban(random: Random) -> str:
    country, body = random.choice(
        [
            ("DE", digits(random, 18)),
            ("GB", "NWBK" + digits(random, 14)),
            ("FR", digits(random, 23)),
            ("NL", "ABNA" + digits(random, 10)),
            ("ES", digits(random, 20)),
            ("NO", digits(random, 11)),
        ]
    )
    check = 98 - int("".join(str(int(char, 36)) for char in body + country + "00")) % 97
    code = f"{country}{check:02d}{body}"
    return random.choice(
        [code, " ".join(code[i : i + 4] for i in range(0, len(code), 4)), code.lower(), wide(code)]
    )


def resident(random: Random) -> str:
    body = (
        digits(random, 6, "123456")
        + f"{random.randint(1940, 2015)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
        + digits(random, 3)
    )
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    code = body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]
    return random.choice([code, code.lower(), f"{code[:6]} {code[6:14]} {code[14:]}", wide(code)])


def ssn(random: Random) -> str:
    return f"{random.randint(1, 665):03d}-{random.randint(1, 99):02d}-{random.randint(1, 9999):04d}"


def ipv4(random: Random) -> str:
    return ".".join(str(random.randint(1, 255)) for _ in range(4))


def ipv6(random: Random) -> str:
    groups = [f"{random.randint(1, 65535):x}" for _ in range(8)]
    return random.choice(
        [
            ":".join(groups),
            "::".join([":".join(groups[:3]), groups[7]]),
            f"fe80::{':'.join(groups[:4])}",
            f"::ffff:{ipv4(random)}",
        ]
    )


def mac(random: Random) -> str:
    pairs = [f"{random.randint(0, 255):02x}" for _ in range(6)]
    return random.choice([":".join(pairs), "-".join(pairs).upper(), ":".join(pairs).upper()])


TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def key(random: Random) -> str:
    return random.choice(
        [
            f"sk-{letters(random, 48, TOKEN)}",
            f"ghp_{letters(random, 36, TOKEN)}",
            f"AKIA{letters(random, 16, TOKEN[:26] + TOKEN[-10:])}",
            f"xoxb-{digits(random, 12)}-{letters(random, 24, TOKEN)}",
            f"AIza{letters(random, 35, TOKEN)}",
            f"hf_{letters(random, 34, TOKEN)}",
            f"sk_live_{letters(random, 24, TOKEN)}",
            f"LTAI{letters(random, 20, TOKEN)}",
            f"glpat-{letters(random, 20, TOKEN)}",
            letters(random, 44, TOKEN),
            letters(random, 40, "0123456789abcdef"),
            f"eyJ{letters(random, 30, TOKEN)}.eyJ{letters(random, 60, TOKEN)}.{letters(random, 43, TOKEN)}",
        ]
    )


def password(random: Random) -> str:
    return letters(random, 4, TOKEN) + random.choice("!@#$%") + digits(random, 4)


def credentials(random: Random) -> str:
    return f"{letters(random, 6)}:{letters(random, 8, TOKEN)}"


def token(random: Random) -> str:
    return letters(random, random.choice([8, 24, 64]), TOKEN)


def passport(random: Random) -> str:
    return random.choice(
        [f"E{digits(random, 8)}", f"EA{digits(random, 7)}", digits(random, 9), f"G{digits(random, 8)}"]
    )


def qq(random: Random) -> str:
    return digits(random, random.randint(5, 11), "123456789")


def wechat(random: Random) -> str:
    return (
        letters(random, 1)
        + letters(random, random.randint(5, 11), "abcdefghijklmnopqrstuvwxyz0123456789_-")
        + random.choice("0123456789_")
    )


PLACES: dict[str, tuple[list[str], list[str], list[str]]] = {
    "free": (
        [
            "Write to me: {} please.",
            "I loved it, {} is mine",
            "({})",
            "my details are {}, thanks!",
            "{}",
            "Delivered late. Reach {} now.",
        ],
        ["请记一下{}，谢谢", "我的资料：{}。", "东西很好（{}）", "{}，别忘了", "买了三次了，记下{}"],
        ["my info 是 {}, 谢谢", "shipping 问题请看{}", "the order 在{} 里", "客服说use {} instead", "OK，{}"],
    ),
    "phone": (
        [
            "My phone number is {}.",
            "call me at {} after 5",
            "Tel: {}",
            "WhatsApp {}",
            "text me on {}!",
            "Mobile: {}",
        ],
        ["电话：{}", "我的手机号是{}，随时联系", "请拨打{}。", "联系方式：{}", "电话号码{}"],
        ["phone：{} 谢谢", "我的tel: {}", "please 打我电话{}", "手机 number: {}", "热线 hotline: {}"],
    ),
    "url": (
        ["see https://{}@example.com/x", "clone http://{}@git.example.org:8080/repo.git now"],
        ["网址是https://{}@example.com/路径", "请看ftp://{}@files.example.cn"],
        ["URL：https://{}@example.com，OK", "db postgres://{}@db.example.com/shop 连不上"],
    ),
    "query": (
        [
            "https://example.com/cb?x=1&access_token={}&y=2",
            "open http://example.com/?api_key={}",
            "see https://e.com/a?sig={} there",
        ],
        ["链接https://example.com/cb?token={}&a=1", "点http://example.cn/?sessionid={} 就行"],
        ["link：https://example.com/?password={}，谢谢", "看https://example.com/#id_token={} 登录"],
    ),
    "password": (
        ["my password is {} ok", "password: {}", "API key = {}", "the secret is {}"],
        ["密码：{}", "我的密码是{} 别告诉别人", "密钥={}"],
        ["我的password: {}", "密码 is: {}".replace(" is", ""), "token：{} 谢谢"],
    ),
    "passport": (
        ["passport number {}", "My passport no. is {}.", "Passport: {}"],
        ["护照号{}", "我的护照号码是{}。", "护照：{}"],
        ["passport号码：{}", "护照 number: {}", "我的passport {}"],
    ),
    "qq": (
        ["my QQ is {}", "QQ: {}", "add QQ {} please"],
        ["QQ：{}", "加我qq{}", "扣扣号{}", "我的QQ号是{}。", "QQ群{}"],
        ["my QQ号 {}", "QQ number：{}", "contact扣扣：{}"],
    ),
    "wechat": (
        ["WeChat: {}", "my wechat id is {}", "weixin: {}"],
        ["微信：{}", "我的微信号是{}，加我", "加微信{}", "微信号{}", "vx：{}"],
        ["my 微信: {}", "WeChat号：{}", "add 微信 {} please"],
    ),
}
MAKERS: tuple[tuple[str, str, Callable[[Random], str]], ...] = (
    ("email", "free", email),
    ("phone", "free", mobile),
    ("phone", "free", landline),
    ("phone", "free", national),
    ("phone", "phone", cued_phone),
    ("card", "free", card),
    ("iban", "free", iban),
    ("id", "free", resident),
    ("ssn", "free", ssn),
    ("ip", "free", ipv4),
    ("ip", "free", ipv6),
    ("mac", "free", mac),
    ("key", "free", key),
    ("key", "password", password),
    ("credentials", "url", credentials),
    ("token", "query", token),
    ("passport", "passport", passport),
    ("qq", "qq", qq),
    ("wechat", "wechat", wechat),
)


def planted(seed: int = 1) -> Iterator[Planted]:
    """At least 45 cases of each maker, a third in each of English, Chinese and both."""
    random = Random(seed)
    for kind, place, make in MAKERS:
        for templates in PLACES[place]:
            for number in range(CASES):
                value = make(random)
                yield Planted(templates[number % len(templates)].format(value), kind, value)


def ean(random: Random) -> str:
    body = random.choice(["978", "690", "400", "501"]) + "".join(random.choices("0123456789", k=9))
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return body + str(-total % 10)


def isbn10(random: Random) -> str:
    body = "".join(random.choices("0123456789", k=9))
    return body + "0123456789X"[-sum((10 - i) * int(d) for i, d in enumerate(body)) % 11]


PRODUCTS = """
    ISBN {ean}, ### pages, {year}
    ISBN-13: {isbn13}
    ISBN-10 {isbn10} first edition {year}
    书号 {ean} 定价##.80元
    EAN {ean}; UPC ############; SKU ABC-###-####
    条码{ean}，净含量###克
    ####x#### display, ### Hz, #.# inches, #### mAh
    screws #.# x ## mm, pack of ###
    尺寸##×##×##厘米，重#.#公斤
    $###.## (was $####), #.# stars from ##,### ratings
    ¥#####，#.#折，月销#####件
    released {year}-0#-1#, remastered 0#/1#/{year}
    {year}年#月1#日上市，评分#.#
    version ##.#.##.# adds # features; firmware v#.#.##
    Model XR-####AB, part number ###-###-####
    型号 HW###-##，功率####W，电压220V
    runs #:1#:2#, ### minutes, seasons #-#, episodes 01-##
    ###,###,### sold since {year}; ranked #####
    sizes ##, ##, ##; EU ## / US #.5; ##-### cm
    resistors ##0 ##0 ##00 ohm, #/4 W, # %
    The phone has ### GB, # GB RAM and a ## MP camera, {year} model
    手机内存###GB，像素####万，电池####毫安
    USB #.# cable, #.# m, AWG##, CAT-#, IP##
    第##集，共###集，#小时##分钟，豆瓣#.#分
    ages #-##, #### pieces, set #####, ©{year}
    Canon EOS ###D ##-###mm f/#.#, 1/#### s, ISO ####
    WeChat is popular, QQ music too: ### million users in {year}
    look at imdb.com: #.#/10 from ###### votes
""".strip()


def products(seed: int = 1) -> Iterator[str]:
    """Sentences as catalogues and reviews have them, twelve of each form."""
    random = Random(seed)
    for template in 12 * PRODUCTS.splitlines():
        text = re.sub("#", lambda _: digits(random, 1, "123456789"), template.strip())
        yield text.format(
            ean=ean(random),
            isbn10=grouped(isbn10(random), 1, 4, 4, by="-"),
            year=random.randint(1900, 2026),
            isbn13=grouped(ean(random), 3, 1, 4, 4, by="-"),
        )
