"""What stands before the first sentence: title, subtitle, speaker, date, salutation."""

import re

from speechgen.revise.draft import Draft, Line, Salute
from speechgen.revise.labels import label_at
from speechgen.revise.noise import is_advertisement
from speechgen.revise.salutations import is_salutation
from speechgen.revise.sentences import ENDS

_MOST_UNNAMED = 3  # lines of a title that no word such as 讲话 tells
_LONGEST_TITLE, _LONGEST_LINE = 60, 40  # characters; a line of a title, one of those under it
_GENRES = (
    "讲话|致辞|致词|发言|报告|讲稿|党课|主持词|贺词|献词|开幕词|闭幕词|总结|表态|寄语|提纲"
    "|欢迎词|答谢词"
)
# 在…会上的讲话稿（节选）: a title ends in what it is, and no sentence ends in it.
_TITLE = re.compile(
    rf"[^。！？；]*(?:{_GENRES})(?:文稿|稿|提纲|要点|材料)?\s*(?:[【（(\[［].{{1,12}}[】）)\]］])?"
)
# 在打印行业座谈会上的讲话 is one, though sites say 打印 too; 首页 > 范文 > 讲话稿 is none.
_SURE_TITLE = re.compile("^在|^关于|[上中]的|会的")
# The first half of a title: 在…, 某同志在…, or the occasion alone.
_OPENS_TITLE = re.compile(
    "在|关于|.{2,12}(?:在|同志)|.*(?:会议?|典礼|仪式|班|活动|论坛)(?:上的?|的)?$"
)
_DASHED = re.compile(r"\s*(?:—|－|-|―|─){1,4}\s*(?P<text>.+)")
_DATE = re.compile(
    r"[（(〔]?\s*(?P<date>[\d〇一二三四五六七八九十○×xX*＊]{2,4}\s*年.{1,8}?月(?:.{1,4}?日)?)\s*[)）〕]?"
)
_MARK = re.compile(r"[（(【]?(?P<mark>送审稿|征求意见稿|讨论稿|代拟稿|初稿|修改稿|审定稿)[)）】]?")
# 成长 and 家长 hold no post.
_POST = (
    r"书记|(?![成增生延特家专])[\u4e00-\u9fff]长|主任|主席|代表|司令员?|政委|董事长|总经理|经理"
    r"|常委|委员|专员|支书|讲师|教授"
)
_SPEAKER = re.compile(
    rf"(?P<post>[^，。：:；！？\s]{{0,24}}(?:{_POST}))\s*(?P<name>[\u4e00-\u9fff×xX*＊]\s{{0,4}}[\u4e00-\u9fff×xX*＊]"
    rf"[\u4e00-\u9fff×xX*＊·]{{0,2}})?"
)
_NOTE = re.compile("[【〔（(\\[]|编者按|导语|摘要|说明")  # of an editor, above a title
# Two or three signs; four only after a surname of two: 热烈鼓掌 is no name.
_NAME = re.compile(
    r"(?:[\u4e00-\u9fff×]|欧阳|司马|上官|诸葛|东方|皇甫|尉迟|慕容|令狐|夏侯|司徒)\s{0,4}[\u4e00-\u9fff×]{1,2}"
)


def is_mark(text: str) -> bool:
    """Whether a line is a mark such as 送审稿, which stands above a title or in a header."""
    return _MARK.fullmatch(text) is not None


def take_front(lines: list[Line], draft: Draft) -> list[Line]:
    """Fill in what stands before the opening, and give the lines that are left.

    A salutation after lines that are neither title nor any of these is kept as one in the text.
    """
    end = _salutation(lines)
    title = _title(lines, len(lines) if end is None else end)
    if title is None:
        return _without_title(lines, end, draft)
    first, last = title
    for line in lines[:first]:
        marked = _MARK.fullmatch(line.text)
        if marked and not draft.mark:
            draft.mark = marked["mark"]
        else:
            draft.boilerplate.append(line)
    _put_title(lines[first:last], draft)
    rest = lines[last:]
    while rest and _put_line(rest[0].text, draft):
        rest = rest[1:]
    return _after_title(rest, draft)


def _salutation(lines: list[Line]) -> int | None:
    """Which line is the salutation: the first one, before any numbered text."""
    for index, line in enumerate(lines):
        if is_salutation(line.text):
            return index
        if len(line.text) > _LONGEST_LINE * 3 or label_at(line.text) is not None:
            return None
    return None


def _title(lines: list[Line], end: int) -> tuple[int, int] | None:
    """The lines of the title, from and to; none where the text begins before one."""
    for index, line in enumerate(lines[:end]):
        if _begins_text(line):
            break
        if line.look.title or _is_title(line.text):
            return _whole_title(lines, index, end)
    return _unnamed_title(lines, end)


def _is_title(text: str) -> bool:
    """Whether a line is called a speech; 首页 > 范文 > 讲话稿 is, and stands on a site."""
    if not _TITLE.fullmatch(text):
        return False
    return not is_advertisement(text) or _SURE_TITLE.search(text) is not None


def _begins_text(line: Line) -> bool:
    """Whether no title follows: a line is long, numbered, or a sentence and no editor's note."""
    if len(line.text) > _LONGEST_TITLE * 2 or label_at(line.text) is not None:
        return True
    return line.text.endswith(tuple("。！？")) and not (
        _NOTE.match(line.text) or is_advertisement(line.text)
    )


def _whole_title(lines: list[Line], index: int, end: int) -> tuple[int, int]:
    """All lines of a title whose one line was found.

    A theme stands above its ——在…的讲话, be it apart; the first half of a title, not ended, right
    above the other: 在青岚县, 沈望山同志在全县, 白果镇运动会.
    """
    first, last = index, index + 1
    if _DASHED.fullmatch(lines[index].text):  # a subtitle: the theme stands above it
        while first and not lines[first].gap and index - first < 2 and _above(lines[first - 1]):
            first -= 1
        if first == index and index and _above(lines[index - 1]):
            first -= 1
        return first, last
    while lines[index].look.title and last < end and _looks_so(lines[last]):
        last += 1
    for above in range(index - 1, max(index - 4, -1), -1):
        if lines[above + 1].gap or not _is_half(lines[above]):
            break
        if _OPENS_TITLE.match(lines[above].text) and not _OPENS_TITLE.match(lines[index].text):
            first = above
    return first, last


def _looks_so(line: Line) -> bool:
    """Whether a line is set as a title is; a date below one often is so too."""
    return line.look.title and _DATE.fullmatch(line.text) is None


def _above(line: Line) -> bool:
    return len(line.text) <= _LONGEST_LINE and not is_advertisement(line.text)


def _is_half(line: Line) -> bool:
    """Whether a line may be the first half of a title."""
    text = line.text
    ended = text.endswith((*ENDS, "：", ":", "”", "】"))
    return _above(line) and not ended and _MARK.fullmatch(text) is None


def _unnamed_title(lines: list[Line], end: int) -> tuple[int, int] | None:
    """Short lines before a salutation are a title; those of date and speaker are not."""
    if end >= len(lines) or not end:
        return None
    last = end
    while last and (_is_small(lines[last - 1].text) or is_advertisement(lines[last - 1].text)):
        last -= 1
    first = last
    while first and last - first < _MOST_UNNAMED and _is_unnamed(lines[first - 1]):
        first -= 1
    if any(_said(line) and not is_advertisement(line.text) for line in lines[:first]):
        return None  # the text has begun
    return (first, last) if first < last else None


def _is_unnamed(line: Line) -> bool:
    return _above(line) and not (_said(line) or _is_small(line.text))


def _said(line: Line) -> bool:
    """Whether a line is a sentence, or begins one: a title has no mark that ends one."""
    ended = any(end in line.text for end in (*ENDS, "；")) or line.text.endswith(tuple("：:…，、"))
    return ended or label_at(line.text) is not None


def _is_small(text: str) -> bool:
    """Whether a line is one of those under a title."""
    return bool(_DATE.fullmatch(text) or _MARK.fullmatch(text) or _SPEAKER.fullmatch(text))


def _put_title(lines: list[Line], draft: Draft) -> None:
    for line in lines:
        dashed = _DASHED.fullmatch(line.text)
        if dashed and draft.title and not draft.subtitle:
            draft.subtitle = dashed["text"]
        else:
            draft.title.append(line.text)


def _put_line(text: str, draft: Draft) -> bool:
    """Put a line that stands under the title where it belongs; whether it is one."""
    dated, dashed = _DATE.fullmatch(text), _DASHED.fullmatch(text)
    if len(text) > _LONGEST_LINE:
        return False
    if dashed and not (draft.subtitle or draft.post or draft.name or draft.date):
        draft.subtitle = dashed["text"]
    elif dated and not draft.date:
        draft.date = dated["date"]
    elif not (draft.post or draft.name):
        return _put_speaker(text, draft)
    else:
        return False
    return True


def _put_speaker(text: str, draft: Draft) -> bool:
    spoken = _SPEAKER.fullmatch(text)
    if spoken:
        draft.post, draft.name = spoken["post"], spoken["name"] or ""
        return True
    if _NAME.fullmatch(text) and not is_advertisement(text):
        draft.name = text
        return True
    return False


def _after_title(lines: list[Line], draft: Draft) -> list[Line]:
    """Take the salutation; advertisements between it and the title are none of the speech."""
    index = _salutation(lines[:4])
    if index is not None:
        above = lines[:index]
        if all(is_advertisement(line.text) for line in above):
            draft.boilerplate += above
            draft.salutation = lines[index].text
            return lines[index + 1 :]
        return _saluted(lines, index, draft)
    while lines and len(lines[0].text) <= _LONGEST_LINE and is_advertisement(lines[0].text):
        draft.boilerplate.append(lines[0])
        lines = lines[1:]
    return lines


def _without_title(lines: list[Line], end: int | None, draft: Draft) -> list[Line]:
    if end is None:
        return lines
    if all(is_advertisement(line.text) for line in lines[:end]):
        draft.boilerplate += lines[:end]
        draft.salutation = lines[end].text
        return lines[end + 1 :]
    return _saluted(lines, end, draft)


def _saluted(lines: list[Line], index: int, draft: Draft) -> list[Line]:
    """What stands before a salutation is text; so the salutation is one inside the text."""
    draft.opening += [*(line.text for line in lines[:index]), Salute(lines[index].text)]
    draft.paragraphs += [line.text for line in lines[: index + 1]]
    return lines[index + 1 :]
