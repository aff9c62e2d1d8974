"""Names that Windows, macOS and Linux all take, whatever a pattern and its values print."""

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speechgen.batch.names import NameFault, folded, settle, settle_any

PORTS = [f"{port}{digit}" for port in ("COM", "LPT") for digit in "123456789¹²³"]
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *PORTS}
FORBIDDEN = set('<>:"|?*\\')
HOSTILE = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from('. /\\:*?"<>|~\x00\x1f\x7f\u3000\u00a0\u202e\u200b\u200d\ufeff\ud800'),
        st.sampled_from(["CON", "con", "nul", "COM1", "lpt²", "..", ".docx", ".TXT"]),
        st.sampled_from(
            ["é", "e\u0301", "ﬁ", "Å", "İ", "ß", "👨‍👩‍👧", "🏳️‍🌈", "𠮷" * 70, "县" * 90]
        ),
    )
).map("".join)
PIECES = st.lists(st.tuples(HOSTILE, st.booleans()), max_size=6)


def value(text: str, suffix: str = ".docx") -> str:
    """The name that a value alone makes."""
    return settle([(text, True)], suffix)


def typed(text: str, suffix: str = ".docx") -> str:
    """The name that a pattern without any value makes."""
    return settle([(text, False)], suffix)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云溪县", "云溪县.docx"),
        ("云溪县.docx", "云溪县.docx"),
        ("云溪县.DOCX", "云溪县.docx"),
        ("云溪县.doc", "云溪县.doc.docx"),
        ("关于“三农”：第1次?", "关于“三农”：第1次？.docx"),
        ('<甲>:"乙"|丙*', "＜甲＞：＂乙＂｜丙＊.docx"),
        ("甲/乙\\丙", "甲／乙＼丙.docx"),
        ("../../etc/passwd", "..／..／etc／passwd.docx"),
        ("/etc/passwd", "／etc／passwd.docx"),
        ("C:\\Windows\\x", "C：＼Windows＼x.docx"),
        ("第一行\n第二行", "第一行 第二行.docx"),
        ("甲\x00乙\x1b[31m\x7f", "甲乙[31m.docx"),
        ("报告\u202excod.exe", "报告xcod.exe.docx"),
        ("\ufeff云溪县\u200b", "云溪县.docx"),
        ("  云溪县 . . ", "云溪县.docx"),
        ("云溪县。", "云溪县。.docx"),
        ("\u3000云溪县\u3000.", "云溪县.docx"),
        ("CON", "_CON.docx"),
        ("con", "_con.docx"),
        ("Nul.txt", "_Nul.txt.docx"),
        ("COM1", "_COM1.docx"),
        ("lpt²", "_lpt².docx"),
        ("aux .x", "_aux .x.docx"),
        ("COM10", "COM10.docx"),
        ("CONSOLE", "CONSOLE.docx"),
        ("👨‍👩‍👧一家", "👨‍👩‍👧一家.docx"),
        ("cafe\u0301", "café.docx"),
        ("-rf", "-rf.docx"),
        ("~", "~.docx"),
    ],
)
def test_what_a_value_makes(text: str, name: str) -> None:
    assert value(text) == name
    assert typed(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甲/乙", "甲/乙.docx"),
        ("甲\\乙", "甲/乙.docx"),
        ("./甲//乙", "甲/乙.docx"),
        ("甲 /乙. ", "甲/乙.docx"),
        ("甲./aux/乙", "甲/_aux/乙.docx"),
        ("C:甲", "C：甲.docx"),
        ("...甲", "...甲.docx"),
        (".../甲", "_/甲.docx"),
    ],
)
def test_only_the_pattern_makes_folders(text: str, name: str) -> None:
    assert typed(text) == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("/甲", "absolute"),
        ("\\甲", "absolute"),
        ("\\\\server\\share\\甲", "absolute"),
        ("C:/甲", "absolute"),
        ("c:\\甲", "absolute"),
        ("../甲", "outside"),
        ("甲/../../乙", "outside"),
        ("甲/ .. /乙", "outside"),
        ("甲/\u200b..", "outside"),
        ("", "empty"),
        (" . ", "empty"),
        ("...", "empty"),
        (".docx", "empty"),
        (" .docx", "empty"),
        ("\u3000", "empty"),
        ("\u200b\u202e\x00", "empty"),
        ("甲/.docx", "empty"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    with pytest.raises(NameFault, match=why):
        typed(text)


@pytest.mark.parametrize("text", ["..", ".", "", "\n", " ", "\u3000", "...", "\x00"])
def test_a_value_that_is_no_name(text: str) -> None:
    with pytest.raises(NameFault):
        value(text)
    assert settle([("甲-", False), (text, True)], ".docx") == settle([("甲-", False)], ".docx")


def test_a_value_can_lead_nowhere_in_a_folder_of_the_pattern() -> None:
    for hostile in ("..", "/", "C:", "."):
        try:
            name = settle([(hostile, True), ("/", False), ("甲", True)], ".docx")
        except NameFault as fault:
            assert str(fault) == "outside"
        else:
            assert name in ("／/甲.docx", "C：/甲.docx", "甲.docx")


@pytest.mark.parametrize("text", ["县" * 83, "a" * 195, "𠮷" * 62], ids=len)
def test_a_name_that_fits_is_whole(text: str) -> None:
    assert value(text) == f"{text}.docx"


@pytest.mark.parametrize(
    "text", ["县" * 85, "a" * 196, "𠮷" * 63, "👨‍👩‍👧" * 1000, "x" * 1_000_000]
)
def test_a_name_that_is_too_long_is_cut_and_stays_its_own(text: str) -> None:
    name, other = value(text), value(text + "乙")
    assert name != other
    start = name.partition("~")[0]
    assert text[: len(start)] == start
    assert name.endswith(".docx")
    for one in (name, other):
        assert len(one.encode()) <= 255
        assert len(one.encode("utf-16-le")) <= 400


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yunxi", "YUNXI"),
        ("Straße", "STRASSE"),
        ("café", "cafe\u0301"),
        ("云溪县", "云溪县 "),
        ("ＡＢＣ", "abc"),
        ("ﬁn", "fin"),
        ("㈱", "(株)"),
        ("İ", "i\u0307"),
    ],
)
def test_names_that_some_system_takes_for_one(one: str, other: str) -> None:
    assert folded(value(one)) == folded(value(other))


def test_names_that_differ() -> None:
    assert len({folded(value(text)) for text in ("云溪县", "云溪市", "雲溪县", "1", "10")}) == 5


@given(PIECES, st.sampled_from([".docx", ".md", ".txt"]))
@example([(". " * 50_000, True), ("甲", False), (" ." * 50_000, True)], ".docx")
@example([("a\u3000.", True)], ".docx")
@example([("e\u200b\u0301", True)], ".docx")
@example([("县" * 81 + " " * 9 + "县" * 9, True)], ".docx")
def test_every_system_takes_it(pieces: list[tuple[str, bool]], suffix: str) -> None:
    try:
        name = settle(pieces, suffix)
    except NameFault:
        return
    assert settle([(name, False)], suffix) == name  # and settled it stays
    assert unicodedata.normalize("NFC", name) == name
    assert not PurePosixPath(name).is_absolute()
    windows = PureWindowsPath(name)
    assert not windows.drive
    assert not windows.root
    assert windows.as_posix() == name
    for part in name.split("/"):
        assert part not in ("", ".", "..")
        assert not FORBIDDEN & set(part)
        assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in part)
        assert part[-1] not in " ."
        assert part.split(".")[0].rstrip().upper() not in RESERVED
        assert len(part.encode()) <= 255
        assert len(part.encode("utf-16-le")) <= 400
    assert name.endswith(suffix)


@given(st.from_regex(r"[\w-]{1,70}|(?i:con|nul|lpt1|com¹)", fullmatch=True), st.booleans())
def test_a_plain_name_is_settled_as_any_other(text: str, given_by_row: bool) -> None:
    pieces = [(text, given_by_row)]
    assert settle(pieces, ".docx") == settle_any(pieces, ".docx")


@given(PIECES)
def test_this_system_takes_it(tmp_path_factory: pytest.TempPathFactory, pieces: object) -> None:
    try:
        name = settle(pieces, ".txt")  # type: ignore[arg-type]
    except NameFault:
        return
    folder = tmp_path_factory.mktemp("名")
    path = folder / name
    if len(str(path)) < 4000:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        assert path.resolve().is_relative_to(Path(folder).resolve())
        assert path.is_file()
