"""Measures as an office writes them (37mm, 28.95pt, 3号, 2字), in Word's whole numbers."""

import re
from decimal import ROUND_HALF_UP, Decimal

_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\d\s.]*)")

# Twentieths of a point (twips) in one unit; 1 inch = 25.4 mm = 72 pt by definition.
_TWIPS = {
    "mm": Decimal(1440) / Decimal("25.4"),
    "毫米": Decimal(1440) / Decimal("25.4"),
    "cm": Decimal(1440) / Decimal("2.54"),
    "厘米": Decimal(1440) / Decimal("2.54"),
    "pt": Decimal(20),
    "磅": Decimal(20),
    "twips": Decimal(1),
}
# Type sizes by their Chinese names (字号) in points, as Word's size box lists them.
_SIZES = {
    "初号": "42",
    "小初": "36",
    "1号": "26",
    "小1": "24",
    "2号": "22",
    "小2": "18",
    "3号": "16",
    "小3": "15",
    "4号": "14",
    "小4": "12",
    "5号": "10.5",
    "小5": "9",
    "6号": "7.5",
    "小6": "6.5",
    "7号": "5.5",
    "8号": "5",
}
_DIGITS = str.maketrans("一二三四五六七八", "12345678")
_CHARACTERS = ("字", "字符", "chars")
LARGEST = 31680  # twips; 22 inches, the largest page that Word takes


def twips(text: str) -> int:
    """A length in twentieths of a point: ``37mm`` 2098, ``28.95pt`` 579.

    Raises ``ValueError`` for no length, and beyond Word's largest page.
    """
    number, unit = _split(text)
    return _whole(number * _TWIPS[unit]) if unit in _TWIPS else _refuse(text)


def half_points(text: str) -> int:
    """A type size in half points: ``3号`` 32, ``三号`` 32, ``小四`` 24, ``16pt`` 32.

    Raises ``ValueError`` for no size, and outside Word's 1 to 1638 points.
    """
    name = text.replace(" ", "").translate(_DIGITS)
    name = name.removesuffix("号") if name.startswith("小") else name
    size = _whole((Decimal(_SIZES[name]) if name in _SIZES else Decimal(twips(text)) / 20) * 2)
    return size if 2 <= size <= 3276 else _refuse(text)


def hundredths(text: str) -> int:
    """A width in characters (字) as hundredths of one: ``2字`` 200; ``0`` is 0.

    Raises ``ValueError`` for anything else, and outside 0 to 100 characters.
    """
    number, unit = _split(text)
    width = _whole(number * 100)
    if (unit in _CHARACTERS or width == 0) and 0 <= width <= 10000:
        return width
    return _refuse(text)


def _split(text: str) -> tuple[Decimal, str]:
    found = _MEASURE.fullmatch(text.strip())
    if found is None or len(text) > 20:
        raise ValueError(text)
    return Decimal(found[1]), found[2].lower()


def _whole(number: Decimal) -> int:
    whole = int(number.quantize(Decimal(1), ROUND_HALF_UP))
    return whole if abs(whole) <= LARGEST else _refuse(str(number))


def _refuse(text: str) -> int:
    raise ValueError(text)
