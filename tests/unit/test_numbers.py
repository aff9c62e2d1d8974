"""Number styles and hanzi numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechgen.document.numbers import LARGEST, NONE, counted, hanzi, parse_number_style

HANZI = """
0 零 1 一 2 二 9 九 10 十 11 十一 12 十二 19 十九 20 二十 21 二十一 99 九十九 100 一百
101 一百零一 110 一百一十 111 一百一十一 120 一百二十 200 二百 202 二百零二 999 九百九十九
1000 一千 1001 一千零一 1010 一千零一十 1011 一千零一十一 1100 一千一百 2026 二千零二十六
10000 一万 10001 一万零一 10010 一万零一十 10100 一万零一百 11000 一万一千 100000 十万
100001 十万零一 110000 十一万 120034 十二万零三十四 1000000 一百万 10000000 一千万
10001000 一千万一千 10010000 一千零一万 100000000 一亿 100000001 一亿零一 100010000 一亿零一万
101000000 一亿零一百万 110000000 一亿一千万 1000000000 十亿
123456789 一亿二千三百四十五万六千七百八十九 100000010000 一千亿零一万
999999999999 九千九百九十九亿九千九百九十九万九千九百九十九
""".split()
COUNTED = """
0 零 1 一 2 两 3 三 10 十 12 十二 20 二十 22 二十二 102 一百零二 200 二百 2000 两千 2002 两千零二
2200 两千二百 2222 两千二百二十二 20000 两万 22000 两万二千 120000 十二万 200000000 两亿
""".split()
STYLES = """
一、 二、 十、 二十一、
（一） （二） （十） （二十一）
(一) (二) (十) (二十一)
1. 2. 10. 21.
（1） （2） （10） （21）
1、 2、 10、 21、
１． ２． １０． ２１．
第一， 第二， 第十， 第二十一，
第一、 第二、 第十、 第二十一、
一是 二是 十是 二十一是
一要 二要 十要 二十一要
其一， 其二， 其十， 其二十一，
① ② ⑩ ㉑
⑴ ⑵ ⑽
⒈ ⒉ ⒑
㈠ ㈡ ㈩
Ⅰ Ⅱ Ⅹ
第一笔账是 第二笔账是 第十笔账是 第二十一笔账是
第1步： 第2步： 第10步： 第21步：
1 2 10 21
""".strip().splitlines()
SERIES = {
    "首先，": ["首先，", "其次，", "再次，", "最后，"],
    "首先": ["首先", "其次", "再次", "最后"],
    "首先,": ["首先,", "其次,", "再次,", "最后,"],
    "一方面，": ["一方面，", "另一方面，"],
}
MOST = {"①": 50, "⑴": 20, "⒈": 20, "㈠": 10, "Ⅰ": 12, "首先，": 4, "一方面，": 2, "1.": LARGEST}
NO_STYLES = "甲 二、 一一 一二三 1.1 一、1. 十一、 11. 10. 第一百条 None 첫째".split()
TOO_LONG = "提高认识一定要到位是最要紧的"
WORDED = ["第一，", "一是", "首先，", "第1步：", "其一，"]
PLAIN = ["一、", "（1）", "①", "1.", "none"]


@pytest.mark.parametrize(("number", "text"), [*zip(HANZI[::2], HANZI[1::2], strict=True)])
def test_hanzi(number: str, text: str) -> None:
    assert hanzi(int(number)) == text


@pytest.mark.parametrize(("number", "text"), [*zip(COUNTED[::2], COUNTED[1::2], strict=True)])
def test_counted(number: str, text: str) -> None:
    assert counted(int(number)) == text


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_no_hanzi_for(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        hanzi(number)


@given(st.integers(0, LARGEST) | st.integers(0, 99999))
def test_hanzi_read_back(number: int) -> None:
    assert _read(hanzi(number)) == number
    assert _read(counted(number)) == number


@pytest.mark.parametrize("row", STYLES)
def test_style(row: str) -> None:
    labels = row.split()
    style = parse_number_style(labels[0])
    assert [style.label(n) for n in (1, 2, 10, 21)[: len(labels)]] == labels


@pytest.mark.parametrize(("name", "labels"), SERIES.items())
def test_series(name: str, labels: list[str]) -> None:
    style = parse_number_style(name)
    assert [style.label(n) for n in range(1, style.most + 1)] == labels


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_most(name: str, most: int) -> None:
    style = parse_number_style(name)
    assert style.most == most
    assert style.label(most)
    for beyond in (0, -1, most + 1):
        with pytest.raises(ValueError, match=str(beyond)):
            style.label(beyond)


def test_circled_signs_are_fifty() -> None:
    labels = [parse_number_style("①").label(n) for n in range(1, 51)]
    assert "".join(labels[i] for i in (0, 19, 20, 34, 35, 49)) == "①⑳㉑㉟㊱㊿"
    assert len(set(labels)) == 50


@pytest.mark.parametrize("name", ["none", "无"])
def test_none(name: str) -> None:
    assert parse_number_style(name) is NONE
    assert NONE.label(7) == ""


@pytest.mark.parametrize("name", ["", TOO_LONG, *NO_STYLES])
def test_no_style(name: str) -> None:
    with pytest.raises(ValueError):
        parse_number_style(name)


@pytest.mark.parametrize("name", WORDED + PLAIN)
def test_worded(name: str) -> None:
    assert parse_number_style(name).worded is (name in WORDED)


def _read(text: str) -> int:
    """A numeral read by another road: 亿 parts it, then 万, then each digit has its unit."""
    for sign, unit in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.partition(sign)
        if found:
            return _read(high) * unit + _read(low)
    total, digit = 0, 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * 10 ** ("十百千".index(char) + 1)
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(char) if char != "两" else 2
    return total + digit
