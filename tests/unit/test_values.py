"""Values that reach texts: nothing but a line break breaks a line, no key parts a record."""

import pytest

from speechgen.outline.load import read_outline
from speechgen.source.diagnostic import SpeechgenError
from speechgen.speech import compile_speech

UNBROKEN = "甲\x85乙\u2028丙\u2029丁\xa0戊"
ITEMS = 'vars: {v: ""}\nopening:\n  - points: {items: "{{ v }}"}\n'
CONTROLS = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xD800, 0xFFFF)]


def texts(outline: str, value: object) -> list[str]:
    """The paragraphs of an outline with that value."""
    document = compile_speech(read_outline(outline, "o.yaml")).render({"v": value}).filled()
    return ["".join(run.text for run in block.runs) for block in document.form.blocks]


def test_only_line_breaks_break_a_line() -> None:
    outline = ITEMS.replace("{{ v }}", "{{ v | lines }}")
    value = f"{UNBROKEN}\n二\r三\r\n四\n\r\n　五　"
    assert texts(outline, value) == [
        f"一是{UNBROKEN}。",
        *("二是二。", "三是三。", "四是四。", "五是五。"),
    ]


def test_a_text_in_a_body_breaks_where_lines_break() -> None:
    assert texts('vars: {v: ""}\nopening: "{{ v }}"', f"{UNBROKEN}\r一\n二") == [
        UNBROKEN,
        "一",
        "二",
    ]


@pytest.mark.parametrize("char", CONTROLS, ids=lambda char: f"{ord(char):04x}")
@pytest.mark.parametrize("place", ["key", "text"])
def test_a_control_character_in_a_list_is_told(char: str, place: str) -> None:
    record = {f"lead{char}": "值"} if place == "key" else {"lead": f"值{char}"}
    with pytest.raises(SpeechgenError) as raised:
        texts(ITEMS, [record, {"lead": "头"}])
    (found,) = raised.value.diagnostics
    assert found.code == "E213"
    assert f"U+{ord(char):04X}" in str(found.message)
    assert found.place is not None
    assert found.place.line == 3


@pytest.mark.parametrize("key", ["", "lead\n", "\ue000", "\U000f0000"])
def test_a_key_that_is_no_field_is_told(key: str) -> None:
    with pytest.raises(SpeechgenError) as raised:
        texts(ITEMS, [{key: "值"}])
    assert [found.code for found in raised.value.diagnostics] == ["E306"]


def test_an_entry_with_keys_where_texts_are_wanted_is_told() -> None:
    outline = 'vars: {v: ""}\nopening:\n  - salute: "{{ v }}"\n'
    with pytest.raises(SpeechgenError) as raised:
        texts(outline, {"text": "同志们"})
    assert [found.code for found in raised.value.diagnostics] == ["E204"]
