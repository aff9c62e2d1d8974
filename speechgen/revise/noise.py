"""What is in the file and is no part of the speech: advertisements, page numbers, a contents list.

It is taken out line by line, and kept at the end of the outline as comments.
"""

import re
from collections import Counter

from speechgen.revise.draft import Line
from speechgen.revise.labels import label_at

# What sites and printers put on a line of its own, anywhere in a text.
_ANYWHERE = re.compile(
    r"第\s*\d+\s*页(\s*[,，/／]?\s*共\s*\d+\s*页)?"  # 第1页共3页
    r"|[-—－–~·]+\s*\d{1,4}\s*[-—－–~·]+|\d{1,3}\s*[/／]\s*\d{1,3}|\|+"
    r"|\W*此?处?隐藏\s*\d+\s*个?字.{0,20}"
    r"|.{0,12}(VIP|会员)(专享|可见|可读).{0,12}"
    r"|\W*(点击|展开)?(阅读|查看)(全文|更多|原文)\W*",
    re.IGNORECASE,
)
# What they put before and after one: how to be reached, what may be done with it, where it is from.
_AROUND = re.compile(
    r"QQ|微信|公众号|https?:|www\.|\.com|会员|下载|仅供|禁止外传|转载|版权|整理[，,]|咨询|网友"
    r"|发表时间|发布时间|责任编辑|^编辑[:：]|^来源[:：]|上一篇|下一篇|打印|关闭窗口|^字号|首页|范文"
    r"|【导读】|【参阅指引】|阅读[:：]|浏览|点击|订阅|倒卖|分享|轻松",
    re.IGNORECASE,
)
_LONGEST_AD = 120
_CONTENTS = re.compile(r"[【\[]?(目\s*录|提\s*纲|目录[/／]提纲)[】\]]?\W*")
_LEADERS = re.compile(r"[\s.．·…]*(?<![\d.])[.．·…\t ]{2,}\d{1,3}$")  # …………3, the page
_DOTS = re.compile(r"[.．·…\s]+")
_LEAST_CONTENTS = 2
_SENTENCE_ENDS = tuple("。！？；：，、")


def is_noise(text: str) -> bool:
    """Whether a line is no part of any speech, wherever it stands."""
    return _ANYWHERE.fullmatch(text) is not None


def is_advertisement(text: str) -> bool:
    """Whether a line before or after a speech is none of it."""
    return is_noise(text) or (len(text) <= _LONGEST_AD and _AROUND.search(text) is not None)


def take_noise(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that may belong to a speech, and those that do not."""
    contents = _contents(lines)
    kept, noise = list[Line](), list[Line]()
    for index, line in enumerate(lines):
        if index in contents or line.look.contents or is_noise(line.text):
            noise.append(line)
        else:
            kept.append(line)
    return kept, noise


def _contents(lines: list[Line]) -> set[int]:
    """The lines of a table of contents: headings in a row that stand again further down."""
    counts = Counter(line.text for line in lines)
    found: set[int] = set()
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _repeated(lines[end].text, counts):
            end += 1
        if end - index >= _LEAST_CONTENTS and _all_below(lines, index, end):
            found.update(_with_frame(lines, index, end))
            return found  # a speech has one
        index = max(end, index + 1)
    return found


def _repeated(text: str, counts: Counter[str]) -> bool:
    """Whether a line may be an entry: a sentence that is said twice is none."""
    bare = _LEADERS.sub("", text)
    if bare.endswith(_SENTENCE_ENDS):
        return False
    return label_at(text) is not None and counts[bare] + (bare != text) > 1


def _all_below(lines: list[Line], start: int, end: int) -> bool:
    below = {line.text for line in lines[end:]}
    return all(_LEADERS.sub("", line.text) in below for line in lines[start:end])


def _with_frame(lines: list[Line], start: int, end: int) -> range:
    """The lines of a contents list with the word 目录 above and dots around."""
    while start and _frames(lines[start - 1].text):
        start -= 1
    while end < len(lines) and _DOTS.fullmatch(lines[end].text):
        end += 1
    return range(start, end)


def _frames(text: str) -> bool:
    return bool(_CONTENTS.fullmatch(text) or _DOTS.fullmatch(text))
