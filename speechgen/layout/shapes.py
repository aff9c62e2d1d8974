"""What may stand in a layout file: its keys in both languages, declared once."""

from collections.abc import Callable

from speechgen.layout.model import HEADING_LEVELS
from speechgen.layout.units import half_points, hundredths, twips
from speechgen.source.messages import Message, say
from speechgen.source.schema import Choice, Field, Flag, MapOf, Parsed, Shape, Text, Whole


def _measure(parse: Callable[[str], object], hint: Message) -> Parsed:
    return Parsed(parse, "E503", say("'{text}' is not a measure that fits here"), hint)


def _brackets(text: str) -> tuple[str, str]:
    if len(text) not in (0, 2) or not text.isprintable():
        raise ValueError(text)
    return text[:1], text[1:]


def _short(text: str) -> str:
    if len(text) > 20 or not text.replace("\u3000", " ").isprintable():
        raise ValueError(text)
    return text


def _length(text: str) -> int:
    length = twips(text)
    if length < 0:
        raise ValueError(text)
    return length


def _pitch(text: str) -> int:
    if twips(text) <= 0:
        raise ValueError(text)
    return twips(text)


def _family(text: str) -> str:
    if not 0 < len(text) < 32 or not text.isprintable():
        raise ValueError(text)
    return text


_LENGTH_HINT = say("write a length with its unit: 37mm, 28.95pt, 1588twips")
LENGTH = _measure(_length, _LENGTH_HINT)
PITCH = _measure(_pitch, _LENGTH_HINT)
SPACING = _measure(twips, _LENGTH_HINT)
# MS-OI29500 2.1.88: Word takes font names of less than 32 characters.
FAMILY = _measure(_family, say("write the family's name as Word shows it, 31 characters at most"))
SIZE = _measure(half_points, say("write a type size: 3号, 小四, 16pt"))
WIDTH = _measure(hundredths, say("write a width in characters: 2字"))
SIGNS = Parsed(_short, "E503", say("'{text}' is too long, or not printable"))
ALIGN = Choice(
    {
        "left": "left",
        "centre": "centre",
        "right": "right",
        "both": "both",
        "左对齐": "left",
        "居中": "centre",
        "右对齐": "right",
        "两端对齐": "both",
    }
)
SHAPES = Choice(
    {
        "long-over-short": "long-over-short",
        "short-over-long": "short-over-long",
        "diamond": "diamond",
        "free": "free",
        "上长下短": "long-over-short",
        "上短下长": "short-over-long",
        "菱形": "diamond",
        "不限": "free",
    }
)
PLACES = Choice(
    {
        "outer": "outer",
        "centre": "centre",
        "none": "none",
        "外侧": "outer",
        "居中": "centre",
        "无": "none",
    }
)
HOLDS = Choice({"gb2312": "gb2312", "GB2312": "gb2312"})
ORDER = Choice(
    {
        "name-first": ("byline", "date"),
        "date-first": ("date", "byline"),
        "署名在前": ("byline", "date"),
        "日期在前": ("date", "byline"),
    }
)
BRACKETS = Parsed(
    _brackets,
    "E503",
    say("'{text}' is not a pair of brackets"),
    say("write both: （）, or nothing: ''"),
)

FONT = Shape(
    [
        Field(
            "name", "名称", FAMILY, say("the family as it is installed: 仿宋_GB2312"), required=True
        ),
        Field(
            "latin", "西文", FAMILY, say("the family for Latin letters and digits; else the same")
        ),
        Field(
            "instead", "替代", FAMILY, say("the family to take where the first is not installed")
        ),
        Field("holds", "字符集", HOLDS, say("the character set that is all it has: gb2312")),
    ]
)
PAGE = Shape(
    [
        Field("width", "宽", LENGTH, say("the sheet's width")),
        Field("height", "高", LENGTH, say("the sheet's height")),
        Field("top", "上", LENGTH, say("the top margin (天头)")),
        Field("right", "右", LENGTH, say("the right margin")),
        Field("bottom", "下", LENGTH, say("the bottom margin")),
        Field("left", "左", LENGTH, say("the left margin (订口)")),
        Field("header", "页眉", LENGTH, say("from the sheet's edge to the header")),
        Field("footer", "页脚", LENGTH, say("from the sheet's edge to the page number")),
        Field("pitch", "行距", PITCH, say("the grid's pitch, one line to the next")),
        Field("lines", "行数", Whole(1, 200), say("lines on a full page; checked")),
        Field("characters", "字数", Whole(1, 200), say("characters in a full line; checked")),
    ]
)
_LOOK = (
    Field("font", "字体", Text(), say("a class of type from 'fonts'")),
    Field("bold", "加粗", Flag(), say("whether it is bold")),
)
STYLE = Shape(
    [
        *_LOOK,
        Field("size", "字号", SIZE, say("the type size: 3号 or 16pt")),
        Field("pitch", "行距", PITCH, say("one line to the next, exactly")),
        Field(
            "spacing",
            "字距",
            SPACING,
            say("added between characters; negative draws them together"),
        ),
        Field("align", "对齐", ALIGN, say("how lines stand between the margins")),
        Field("indent", "首行缩进", WIDTH, say("how far the first line stands in")),
        Field(
            "keep_next", "与下段同页", Flag(), say("whether it stays on the next paragraph's page")
        ),
    ]
)
RUN = Shape(_LOOK)
_HEADINGS = [
    Field(
        f"heading{n}",
        f"小标题{n}",
        STYLE,
        say("a heading of level {level} on its own line", level=n),
    )
    for n in range(1, HEADING_LEVELS + 1)
]
STYLES = Shape(
    [
        Field("title", "标题", STYLE, say("the title of the speech")),
        Field("subtitle", "副标题", STYLE, say("the subtitle")),
        Field("byline", "署名", STYLE, say("the speaker's post and name")),
        Field("date", "日期", STYLE, say("the date under the title")),
        Field("mark", "标记", STYLE, say("a mark such as 送审稿 in the header")),
        Field("salutation", "称谓", STYLE, say("the salutation under the title")),
        Field("body", "正文", STYLE, say("a paragraph of the speech")),
        Field("salute", "呼语", STYLE, say("a salutation inside the speech")),
        Field("footer", "页脚", STYLE, say("the page number")),
        *_HEADINGS,
    ]
)
_HEADS = [
    Field(f"head{n}", f"段首标题{n}", RUN, say("a heading of level {level} that runs in", level=n))
    for n in range(1, HEADING_LEVELS + 1)
]
RUNS = Shape(
    [
        Field(
            "lead", "领起语", RUN, say("a heading labelled in words (一是, 第一，) that runs in")
        ),
        Field("strong", "强调", RUN, say("what stands between ** and **")),
        *_HEADS,
    ]
)
TITLE = Shape(
    [
        Field(
            "width", "最多字数", Whole(4, 100), say("the most characters in a line of the title")
        ),
        Field("shape", "形状", SHAPES, say("what several lines of a title form")),
        Field("order", "次序", ORDER, say("the order of speaker and date under the title")),
        Field("subtitle_prefix", "副标题前", SIGNS, say("what stands before the subtitle")),
        Field("separator", "职务姓名间", SIGNS, say("what stands between post and name")),
        Field("brackets", "日期括号", BRACKETS, say("the pair of brackets around the date")),
        Field("blank_lines", "空行", Whole(0, 10), say("blank lines under the title block")),
    ]
)
NUMBER = Shape(
    [
        Field("place", "位置", PLACES, say("at the outer edge, in the centre, or nowhere")),
        Field("before", "前", SIGNS, say("what stands before the number")),
        Field("after", "后", SIGNS, say("what stands after the number")),
        Field("inset", "空字", WIDTH, say("how far in from the outer edge")),
    ]
)
LAYOUT = Shape(
    [
        Field("about", "说明", Text(), say("what the layout is for")),
        Field("extends", "沿用", Text(), say("another layout of this folder, to start from")),
        Field("page", "页面", PAGE, say("the sheet and its margins")),
        Field("fonts", "字体", MapOf(FONT), say("classes of type, by names of your own")),
        Field("base", "基准", STYLE, say("what every paragraph style starts from")),
        Field("styles", "段落样式", STYLES, say("the paragraph styles")),
        Field("runs", "文字样式", RUNS, say("looks inside a paragraph")),
        Field("title", "标题", TITLE, say("the title and the lines under it")),
        Field("page_number", "页码", NUMBER, say("the page number")),
    ]
)
