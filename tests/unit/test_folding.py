"""What a scalar says: its source text, its line breaks kept, joined or dropped."""

import pytest

from speechgen.source.diagnostic import Report
from speechgen.source.nodes import Mapping, Scalar
from speechgen.source.yaml_file import read_yaml

TABLE = {
    "plain": ("今天我们\n  开会", "今天我们开会"),
    "plain, three lines": ("甲\n  乙\n  丙", "甲乙丙"),
    "plain, Latin": ("use Word\n  and WPS", "use Word and WPS"),
    "plain, Latin then Chinese": ("用 Word\n  写", "用 Word写"),
    "plain, Chinese then digits": ("共\n  12 起", "共12 起"),
    "plain, digits then digits": ("共 1\n  2 起", "共 1 2 起"),
    "plain, marks": ("甲，\n  “乙”\n  ——丙", "甲，“乙”——丙"),
    "plain, half-width marks": ("A,\n  B", "A, B"),
    "plain, paragraph": ("甲\n\n  乙", "甲\n乙"),
    "plain, several empty lines": ("甲\n\n\n\n  乙", "甲\n乙"),
    "folded": (">\n  甲\n  乙\n", "甲乙"),
    "folded, clipped and kept": (">-\n  甲\n  乙\n", "甲乙"),
    "folded, paragraph": (">\n  甲\n  乙\n\n  丙\n", "甲乙\n丙"),
    "folded, Latin": (">\n  A\n  B\n", "A B"),
    "folded, deeper": (">\n  甲\n    乙\n", "甲乙"),
    "literal": ("|\n  甲\n  乙\n", "甲\n乙"),
    "literal, empty line": ("|\n  甲\n\n  乙\n", "甲\n\n乙"),
    "literal, deeper": ("|\n  甲\n    乙\n", "甲\n  乙"),
    "double": ('"甲\n  乙"', "甲乙"),
    "double, paragraph": ('"甲\n\n  乙"', "甲\n乙"),
    "double, escaped break": ('"甲\\\n  乙 C\\\n  D"', "甲乙 CD"),
    "double, escapes": ('"\\u7532\\t\\"\n  B"', '甲\t" B'),
    "double, typed break": ('"甲\\n乙"', "甲\n乙"),
    "single": ("'it''s\n  甲'", "it's甲"),
    "single, paragraph": ("'甲\n\n  乙'", "甲\n乙"),
    "not read as a number": ("012", "012"),
    "not read as a float": ("37.10", "37.10"),
    "not read as a time": ("8:30", "8:30"),
    "not read as a list": ("1.", "1."),
    "not read as a no": ("no", "no"),
    "not read as null": ("~", "~"),
    "not read as a day": ("2026-03-01", "2026-03-01"),
    "rare hanzi": ("𠮷\n  野", "𠮷野"),
    "private-use": ("甲\ue000乙", "甲\ue000乙"),
}


@pytest.mark.parametrize("name", TABLE)
def test_scalar(name: str) -> None:
    typed, expected = TABLE[name]
    assert _read(typed) == expected


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_breaks_of_other_systems(newline: str) -> None:
    assert _read("|\n  甲\n  乙\n".replace("\n", newline)) == "甲\n乙"


def test_escaped_private_use_over_lines() -> None:
    assert _read('"甲\\ue000\n  乙"') == "甲\ue000乙"


def _read(typed: str) -> str:
    report = Report()
    node = read_yaml(f"key: {typed}\n", "file.yaml", report)
    assert not report.diagnostics
    assert isinstance(node, Mapping)
    value = node.entries["key"][1]
    assert isinstance(value, Scalar)
    return value.text
