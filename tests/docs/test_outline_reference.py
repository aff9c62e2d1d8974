"""docs/outline.md says what the code says."""

import pytest

from speechgen.building import FORMATS
from speechgen.document import numbers
from speechgen.document.numbers import LARGEST, NONE, parse_number_style
from speechgen.expand.compile import text_environment
from speechgen.expand.filters import all_filters
from speechgen.expand.markdown import _MASKED_AFTER
from speechgen.expand.planner import DEFAULT_STYLES
from speechgen.expand.scope import ITEM_NAMES, SECTION_NAMES
from speechgen.library.contract import Contract, ContractField
from speechgen.library.library import Library, open_library
from speechgen.outline.format import NUMBERING, OUTLINE, SECTION
from speechgen.outline.kinds import VALUE_TYPES, SpeakerKind
from speechgen.outline.variants import VARIANTS
from speechgen.settings.load import _SHAPE as SETTINGS
from speechgen.source.nodes import Scalar
from speechgen.source.schema import Shape

from .pages import chapter, code, first_code, headings, prose, table

PAGE = "docs/outline.md"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.mark.parametrize(
    ("heading", "shape"),
    [
        ("Keys of an outline", OUTLINE),
        ("Keys of a section", SECTION),
        ("Keys of variants", VARIANTS),
        ("Settings of a project", SETTINGS),
    ],
)
def test_keys(heading: str, shape: Shape) -> None:
    rows = table(chapter(PAGE, heading), "key")
    told = list(zip(first_code(rows), first_code(rows, 1), strict=True))
    assert told == [(field.name, field.zh) for field in shape.fields]


def test_speaker() -> None:
    row = next(row for row in table(prose(PAGE), "key") if row[0] == "`speaker`")
    names = [name for field in SpeakerKind.shape.fields for name in (field.name, field.zh)]
    assert code(row[2]) == names


def test_layouts(library: Library) -> None:
    row = next(row for row in table(prose(PAGE), "key") if row[0] == "`layout`")
    assert set(code(row[2])) == set(library.layout_names)


def test_value_types() -> None:
    rows = table(chapter(PAGE, "Values"), "type")
    told = {name: first_code([row])[0] for row in rows for name in first_code([row]) + code(row[1])}
    assert told == VALUE_TYPES


def test_filters() -> None:
    told = first_code(table(chapter(PAGE, "Filters"), "filter"))
    assert len(told) == len(set(told))
    assert set(told) == {name for name in all_filters() if not name.startswith("_")}


def test_names_that_are_there(library: Library) -> None:
    text = chapter(PAGE, "Expressions")
    line = next(line for line in text.splitlines() if line.startswith("**Names that are there"))
    assert set(code(line)) == {*text_environment(library).globals, *SECTION_NAMES, *ITEM_NAMES}


def test_number_styles() -> None:
    rows = table(chapter(PAGE, "Numbers"), "style")
    for name, following, most in ([*code(row[0]), *row[1:]] for row in rows):
        style = parse_number_style(name)
        if style == NONE:
            continue
        labels = [style.label(number) for number in range(2, min(style.most, 3) + 1)]
        assert following.split() == labels
        assert style.most == (LARGEST if most.startswith("any") else int(most.split(":")[0]))
        if style.words:
            said = most.partition(": ")[2]
            assert said in ("", "".join(map(style.label, range(1, style.most + 1))))
    assert set(NUMBERING.schema(())["examples"]) <= set(first_code(rows))
    assert {*numbers._SIGNS} <= {name[0] for name in first_code(rows)}
    assert {*numbers._SERIES} <= {name.rstrip("，") for name in first_code(rows)}


def test_numbers_in_words() -> None:
    text = chapter(PAGE, "Numbers")
    assert ", ".join(f"`{style.first}`" for style in DEFAULT_STYLES) in text
    assert f"{numbers._MOST_LABEL} characters" in text
    assert parse_number_style("第一笔账，").label(21) == "第二十一笔账，"
    assert parse_number_style("【1】").label(2) == "【2】"


def test_masks() -> None:
    for word in _MASKED_AFTER:
        assert word in chapter(PAGE, "Texts").partition("is a mask")[0]


def test_formats() -> None:
    text = chapter(PAGE, "Where documents land")
    assert {form for form in FORMATS if f"`.{form}`" in text} == set(FORMATS)


def test_blocks(library: Library) -> None:
    contracts = {name: library.template(name).contract for name in library.template_names}
    told = headings(chapter(PAGE, "Blocks"), 3)
    assert set(told) == {f"{name}, {contract.zh}" for name, contract in contracts.items()}
    for name, contract in contracts.items():
        fields_agree(chapter(PAGE, f"{name}, {contract.zh}"), contract)


def fields_agree(text: str, contract: Contract) -> None:
    rows = table(text, "field")
    assert [field_told(row) for row in rows] == [field_known(field) for field in contract.fields]
    for row, field in zip(rows, contract.fields, strict=True):
        assert row[4].replace("`", "").startswith(str(field.about).split(":")[0])
        inner = field.of if isinstance(field.of, tuple) else ()
        assert code(row[4])[: 2 * len(inner)] == [n for f in inner for n in (f.name, f.zh)]


def field_told(row: list[str]) -> tuple[str, ...]:
    return code(row[0])[0], code(row[1])[0], row[2], row[3].strip("`")


def field_known(field: ContractField) -> tuple[str, ...]:
    default = field.default.text if isinstance(field.default, Scalar) else ""
    return field.name, field.zh, field.type, "required" if field.required else default
