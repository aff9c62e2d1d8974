"""Speeches put together from the devices that real ones are made of; every word is made up."""

from hypothesis import strategies as st

_HEADS = (
    "看清差距，补上短板",
    "抓住河道这个重点",
    "把责任压到人头",
    "让群众来打分",
    "守住“一条线”",
)
_TEXTS = (
    "去年全县清淤20公里，今年要翻一番。",
    "有的镇动得早，有的镇还在等。",
    "12345热线接到诉求XX件，件件要有回音。",
    "小（二）型水库12座，一座一座过。",
    "“水清不清”，群众说了算。",
    "首先我要说，大家辛苦了。",
    "20**年以前全部完成，张**同志负责；",
    "什么叫担当？站得出来叫担当！",
    "全长 米，投资 万元。",
)
_TITLES = (
    "在云溪县河道整治推进会上的讲话",
    "守一河清水\n——在青岚县河长培训班上的讲稿",
    "在镇村干部会议上的发言\n（2026年3月2日）",
    "在白果镇党员大会上的讲话\n镇党委书记　贺秋原",
    "",
)
_STYLES = ("{}、", "（{}）", "({})", "{}是", "{}要", "第{}，", "其{}，", "{}，")
_NUMERALS = "一二三四五六七"

_text = st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=3).map("".join)
_numbers = st.sampled_from([list(range(4)), [0, 1], [0, 1, 1], [0, 2], [2, 3], [0], [0, 1, 3]])


@st.composite
def _series(draw: st.DrawFn) -> list[str]:
    """Paragraphs with numbers, which may have a gap, a repeat or a late start."""
    style, stands_alone = draw(st.sampled_from(_STYLES)), draw(st.booleans())
    found: list[str] = []
    for number in draw(_numbers):
        head = style.format(_NUMERALS[number]) + draw(st.sampled_from(_HEADS))
        found += [head, draw(_text)] if stands_alone else [f"{head}。{draw(_text)}"]
    return found


@st.composite
def _inline(draw: st.DrawFn) -> list[str]:
    """A paragraph with a list inside."""
    style, mark = draw(st.sampled_from(_STYLES)), draw(st.sampled_from("。；，"))
    many = draw(st.integers(1, 4))
    items = [style.format(_NUMERALS[n]) + draw(st.sampled_from(_HEADS)) for n in range(many)]
    lead = draw(st.sampled_from(["", "要做到三点：", "还有以下问题：", "要把握两个方面。"]))
    return [lead + mark.join(items) + "。" + draw(st.sampled_from(["", "三者缺一不可。"]))]


_plain = _text.map(lambda text: [text])
_odd = st.sampled_from(
    [["同志们！"], ["最后，我再强调两点：一是要快。", "二是要实。"], ["-2-"], ["……"]]
)


@st.composite
def speeches(draw: st.DrawFn) -> str:
    """A speech, its paragraphs in any order."""
    lines = draw(st.sampled_from(_TITLES)).split("\n")
    lines += draw(st.sampled_from([[], ["同志们："], ["各位代表："]]))
    lines += draw(st.sampled_from([[], ["今天开个会。下面，我讲三点意见。"], ["我讲两个问题:"]]))
    for part in draw(st.lists(st.one_of(_series(), _inline(), _plain, _odd), max_size=6)):
        lines += part
    lines += draw(st.sampled_from([[], ["同志们，干起来！"], ["我就讲到这里，谢谢大家！"]]))
    text = draw(st.sampled_from(["\n", "\n\n", "\n　　"])).join(line for line in lines if line)
    return text or "同志们："
