"""Days and times as a sheet shows them, if it shows them in Chinese; else as ISO 8601 does."""

import re
from datetime import date, datetime, time, timedelta

from speechgen.document.numbers import hanzi

_CHINESE = re.compile("[年月日时時分秒]|上午|a{3,4}")
# What openpyxl takes for a duration: hours, minutes or seconds in brackets.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<elapsed>hh?|mm?|ss?)\]|\[[^\]]*\]|[_*].'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<part>y+|e+|m+|d+|a{3,4}|h+|s+(?:\.0+)?)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_WEEK = "一二三四五六日"
_SIGNS = str.maketrans("0123456789", "〇一二三四五六七八九")
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def iso(moment: date | time | timedelta) -> str:
    """A day, a time or both as speechgen's own type ``date`` and a reader understand it."""
    if isinstance(moment, datetime):
        if moment.time() == time():
            return moment.date().isoformat()
        return f"{moment.date().isoformat()} {iso(moment.time())}"
    if isinstance(moment, time):
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    if isinstance(moment, timedelta):
        minutes, seconds = divmod(int(moment.total_seconds()), 60)
        hours = f"{minutes // 60}:{minutes % 60:02}"
        return f"{hours}:{seconds:02}" if seconds else hours
    return moment.isoformat()


def shown_day(moment: date | time | timedelta, pattern: str) -> str:
    """A day or a time as its cell shows it."""
    pattern = pattern.split(";", maxsplit=1)[0]
    chinese = _CHINESE.search(re.sub(r"\[[^\]]*\]", "", pattern))
    if not chinese or isinstance(moment, timedelta):
        return iso(moment)
    if isinstance(moment, time):
        moment = datetime.combine(date(1900, 1, 1), moment)
    elif not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return "".join(_tokens(moment, pattern))


def _tokens(moment: datetime, pattern: str) -> list[str]:
    in_hanzi = "[DBNum1]" in pattern
    halves = bool(re.search("AM/PM|A/P|上午", pattern, re.IGNORECASE))
    found = list(_TOKEN.finditer(pattern))
    shown = []
    for index, token in enumerate(found):
        part = token["part"]
        if part:
            minutes = part[0] in "mM" and _beside_hours(found, index)
            text = _part(moment, "n" * len(part) if minutes else part.lower(), halves)
            shown.append(_with_hanzi(text, part) if in_hanzi else text)
        elif token["half"]:
            shown.append("上午" if moment.hour < 12 else "下午")
        else:
            shown.append(token["quoted"] or token["escaped"] or token["other"] or "")
    return shown


def _beside_hours(found: list[re.Match[str]], index: int) -> bool:
    """Whether an m means minutes: it comes next after hours, or next before seconds."""
    before = [token["part"] for token in found[:index] if token["part"]]
    after = [token["part"] for token in found[index + 1 :] if token["part"]]
    return bool(before and before[-1][0] in "hH") or bool(after and after[0][0] in "sS")


def _part(moment: datetime, part: str, halves: bool) -> str:
    kind, width = part[0], min(len(part), 2)
    if kind in "ye":
        return f"{moment.year}" if len(part) > 2 or kind == "e" else f"{moment.year % 100:02}"
    if kind == "a":
        return ("星期" if len(part) == 4 else "周") + _WEEK[moment.weekday()]
    if kind == "m" and len(part) > 2:
        return _ENGLISH[moment.month - 1]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    values = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}
    return f"{values[kind]:0{width}}"


def _with_hanzi(text: str, part: str) -> str:
    """Digits as [DBNum1] shows them: a year sign by sign, anything else as a number."""
    if part[0] in "yYeE":
        return text.translate(_SIGNS)
    return hanzi(int(text)) if text.isdecimal() and int(text) else text
