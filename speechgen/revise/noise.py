"""What is in the file and is no part of the speech: advertisements, page numbers, a contents list.

It is taken out line by line, and kept at the end of the outline as comments.
"""

import re
from collections import Counter

from speechgen.revise.draft import Line

# What sites and printers put on a line of its own, anywhere in a text.
_ANYWHERE = re.compile(
    r"第\s*\d+\s*页(\s*[,，/／]?\s*共\s*\d+\s*页)?"  # 第1页共3页
    r"|[-—－–~·]+\s*\d{1,4}\s*[-—－–~·]+|\d{1,3}\s*[/／]\s*\d{1,3}|\|+"
    r"|\W*(此处)?(隐藏|省略|略去|删去)\s*\d+\s*余?个?字.{0,20}"
    r"|.{0,12}(VIP|会员)(专享|可见|可读).{0,12}"
    r"|\W*(点击|展开)?(阅读|查看)(全文|更多|原文)\W*",
    re.IGNORECASE,
)
# What they put before and after one: how to be reached, where it is from, where to go on; a name
# and a slogan, or the way to a page, parted by a sign between blanks.
_AROUND = re.compile(
    r"QQ|公众号|https?:|www\.|\.com|仅供|禁止外传|版权|发表时间|发布时间|责任编辑|^(?:编辑|来源|作者)[:：]"
    r"|上一[篇页]|下一[篇页]|关闭窗口|^字号|【导读】|【参阅指引】|阅读[:：]|\S\s[·>»｜|]\s*\S",
    re.IGNORECASE,
)
# Words that speeches have too: what ends as a sentence belongs to one; an exclamation of two such
# words offers something.
_OFFERED = re.compile("微信|会员|下载|转载|整理|咨询|网友|打印|首页|范文|浏览|点击|订阅|倒卖|分享")
_LONGEST_AD = 120  # characters; a paragraph may speak of printing and sharing
_CONTENTS = re.compile(r"[【\[]?(目\s*录|提\s*纲|目录[/／]提纲)[】\]]?\W*")
_LEADERS = re.compile(r"(?<![\s.．·…])[\s.．·…]+\d{1,3}$")  # …………3, the page
_DOTS = re.compile(r"[.．·…\s]+")
_LEAST_CONTENTS = 2
_SENTENCE_ENDS = tuple("。！？；：，、")


def is_noise(text: str) -> bool:
    """Whether a line is no part of any speech, wherever it stands."""
    return _ANYWHERE.fullmatch(text) is not None


def is_advertisement(text: str) -> bool:
    """Whether a line before or after a speech is none of it."""
    if is_noise(text) or len(text) > _LONGEST_AD:
        return is_noise(text)
    offered = len(_OFFERED.findall(text)) > text.endswith(("！", "!"))
    return (offered and not text.endswith(("。", "？"))) or _AROUND.search(text) is not None


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
    """The lines of a table of contents, or of a cover: lines in a row that stand again below.

    One alone is a heading that is used twice.
    """
    counts = Counter(line.text for line in lines)
    found: set[int] = set()
    index = 0
    while index < len(lines):
        end, seen = index, set[str]()
        while end < len(lines) and _repeated(lines[end].text, counts):
            if lines[end].text in seen:
                break  # here the list begins again: it was a cover, or is typed twice
            seen.add(lines[end].text)
            end += 1
        if end - index >= _LEAST_CONTENTS:
            found.update(_with_frame(lines, index, end))
            return found  # a speech has one
        index = max(end, index + 1)
    return found


def _repeated(text: str, counts: Counter[str]) -> bool:
    """Whether a line may be an entry: a sentence that is said twice is none."""
    bare = _LEADERS.sub("", text)
    if bare.endswith(_SENTENCE_ENDS):
        return False
    return counts[bare] + (bare != text) > 1


def _with_frame(lines: list[Line], start: int, end: int) -> range:
    """The lines of a contents list with the word 目录 above and dots below."""
    while start and _CONTENTS.fullmatch(lines[start - 1].text):
        start -= 1
    while end < len(lines) and _DOTS.fullmatch(lines[end].text):
        end += 1
    return range(start, end)
