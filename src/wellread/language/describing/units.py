"""Units: every way of writing them that is understood, and what they measure."""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """What a number counts or measures."""

    dimension: str
    factor: float = 1.0
    """What one of it is in the smallest unit of the dimension."""


_TABLE = """
    time 1: second seconds sec secs 秒 秒钟
    time 60: minute minutes min mins 分钟
    time 3600: hour hours hr hrs h 小时 钟头
    day 1: day days 天 日
    day 7: week weeks wk wks 周 星期 礼拜
    month 1: month months 个月 月
    age 1: year years yr yrs 年 岁
    mass 1: mg milligram milligrams milligramme milligrammes 毫克
    mass 1000: g gram grams gramme grammes 克
    mass 1000000: kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes 千克 公斤
    mass 500000: 斤
    pound 1: lb lbs pound pounds 磅
    ounce 1: oz ounce ounces 盎司
    length 1: mm millimeter millimeters millimetre millimetres 毫米
    length 10: cm centimeter centimeters centimetre centimetres 厘米 公分
    length 1000: m meter meters metre metres 米
    length 1000000: km kilometer kilometers kilometre kilometres 千米 公里
    inch 1: inch inches 英寸 寸
    inch 12: ft foot feet 英尺
    volume 1: ml milliliter milliliters millilitre millilitres 毫升
    volume 1000: l liter liters litre litres 升
    page 1: page pages pp 页
    percent 1: % percent
    watt 1: w watt watts 瓦
    watt 1000: kw kilowatt kilowatts 千瓦
    volt 1: v volt volts 伏
    charge 1: mah 毫安时 毫安
    byte 1: mb megabyte megabytes
    byte 1000: gb gigabyte gigabytes
    byte 1000000: tb terabyte terabytes
    frequency 1: hz hertz 赫兹
    frequency 1000: khz
    frequency 1000000: mhz
    frequency 1000000000: ghz
    pixel 1000000: mp megapixel megapixels
    celsius 1: °c ℃ celsius 摄氏度
    fahrenheit 1: °f fahrenheit
    episode 1: episode episodes 集
    season 1: season seasons 季
    chapter 1: chapter chapters 章
    lesson 1: lesson lessons lecture lectures 节 课时
    track 1: track tracks 曲
    volume_of 1: volume volumes 卷 册
    person 1: person people persons player players 人 位玩家
    piece 1: piece pieces pcs 片装 件套
    part 1: part parts
    seat 1: seat seats 座
"""
UNITS: dict[str, Unit] = {
    word: Unit(head.split()[0], float(head.split()[1]))
    for head, _, words in (line.partition(":") for line in _TABLE.splitlines() if ":" in line)
    for word in words.split()
}
"""How a unit is written, in lower case -> the unit."""
CURRENCIES: dict[str, frozenset[str]] = {
    sign: frozenset(codes.split())
    for sign, codes in {
        "$": "USD CAD AUD NZD SGD HKD", "us$": "USD", "usd": "USD", "dollar": "USD CAD AUD NZD SGD HKD",
        "dollars": "USD CAD AUD NZD SGD HKD", "美元": "USD", "美金": "USD", "€": "EUR", "eur": "EUR",
        "euro": "EUR", "euros": "EUR", "欧元": "EUR", "£": "GBP", "gbp": "GBP", "英镑": "GBP",
        "¥": "CNY JPY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "元": "CNY", "块": "CNY", "块钱": "CNY",
        "人民币": "CNY", "元人民币": "CNY", "jpy": "JPY", "yen": "JPY", "日元": "JPY", "hk$": "HKD",
        "hkd": "HKD", "港元": "HKD", "港币": "HKD", "cad": "CAD", "aud": "AUD", "chf": "CHF", "inr": "INR",
        "₹": "INR", "krw": "KRW", "₩": "KRW", "sek": "SEK", "cent": "cent", "cents": "cent", "分钱": "cent",
    }.items()
}  # fmt: skip
"""How a currency is written, in lower case -> what it may mean."""
CURRENCY = "currency"
"""The dimension of prices."""
