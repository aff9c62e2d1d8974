"""What a change of a contract is said to do to outlines, it does."""

from pathlib import Path

import pytest

from speechgen.library.changes import compare_contracts
from speechgen.library.contract import Contract, read_contract
from speechgen.library.versions import is_below, least_version
from speechgen.source.diagnostic import Report
from speechgen.source.messages import set_language
from speechgen.source.yaml_file import read_yaml

OLD = "who: text"


def contract(fields: str, zh: str = "") -> Contract:
    report = Report()
    lines = "".join(f"  {line}\n" for line in fields.strip().splitlines())
    node = read_yaml(f"about: 表态\nzh: {zh}\nfields:\n{lines}", "pledge.md.j2", report)
    assert node is not None
    found = read_contract(node, report)
    report.check()
    assert found is not None
    return found


def told(old: str, new: str) -> list[tuple[str, str, bool]]:
    found = compare_contracts({"pledge": contract(old)}, {"pledge": contract(new)})
    assert all(change.place for change in found)
    return [(change.kind, change.field, change.breaks) for change in found]


ENTRY = "items: {{type: list, of: {}}}"
CASES = {
    "nothing": (OLD, OLD, []),
    "a field more": (OLD, f"{OLD}\nby: date", [("field-added", "by", False)]),
    "a field that must be given": (
        OLD,
        f"{OLD}\nby: {{type: date, required: true}}",
        [("field-added", "by", True)],
    ),
    "a field less": (f"{OLD}\nby: date", OLD, [("field-removed", "by", True)]),
    "another name": ("who: {zh: 谁}", "whom: {zh: 谁}", [("field-renamed", "who", True)]),
    "another Chinese name": ("who: {zh: 谁}", "who: {zh: 人}", [("name-changed", "who", True)]),
    "a Chinese name": (OLD, "who: {zh: 谁}", [("name-changed", "who", False)]),
    "a wider type": (OLD, "who: body", [("type-widened", "who", False)]),
    "a narrower type": ("who: body", OLD, [("type-changed", "who", True)]),
    "a text becomes a word": (OLD, "who: word", [("type-changed", "who", True)]),
    "a word less": (
        "to: {type: choice, choices: [甲, 乙]}",
        "to: {type: choice, choices: [甲, 丙]}",
        [("choice-removed", "to", True), ("choice-added", "to", False)],
    ),
    "must be given now": (OLD, "who: {required: true}", [("field-required", "who", True)]),
    "may be left out now": ("who: {required: true}", OLD, [("field-optional", "who", False)]),
    "another default": ("who: {default: 我}", OLD, [("default-changed", "who", False)]),
    "a field of an entry less": (
        ENTRY.format("{lead: text, by: date}"),
        ENTRY.format("{lead: text}"),
        [("field-removed", "items.by", True)],
    ),
    "entries get fields": (
        ENTRY.format("text"),
        ENTRY.format("{lead: text, by: date}"),
        [("type-changed", "items", False)],
    ),
    "entries get a field that must be given": (
        ENTRY.format("text"),
        ENTRY.format("{lead: text, by: {type: date, required: true}}"),
        [("type-changed", "items", True)],
    ),
    "entries lose their fields": (
        ENTRY.format("{lead: text}"),
        ENTRY.format("text"),
        [("type-changed", "items", True)],
    ),
    "another first field": (
        "who: text\nby: date",
        "by: date\nwho: text",
        [("first-changed", "by", True)],
    ),
    "another first list": (
        "a: {type: list}\nb: {type: list}",
        "x: text\nb: {type: list}\na: {type: list}",
        [("field-added", "x", False), ("first-changed", "x", True)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_changes(case: str) -> None:
    old, new, expected = CASES[case]
    assert told(old, new) == expected


def test_what_is_said_of_them() -> None:
    changes = compare_contracts({"a": contract(OLD, "甲")}, {"b": contract(OLD)})
    set_language("zh")
    assert [str(change.message) for change in changes] == ["模板“a”被删去", "增加了模板“b”"]
    set_language(None)


@pytest.mark.parametrize(
    ("old", "breaks", "least"),
    [
        ("1.4.2", True, "2.0.0"),
        ("1.4.2", False, "1.5.0"),
        ("1.4", False, "1.5.0"),
        ("0.4.2", True, "0.5.0"),
        ("0.4.2", False, "0.4.3"),
        ("2", True, "3.0.0"),
    ],
)
def test_versions(old: str, breaks: bool, least: str) -> None:
    before, after = {"pledge": contract(OLD)}, {"pledge": contract(f"{OLD}\nby: date")}
    changes = compare_contracts(after, before) if breaks else compare_contracts(before, after)
    assert least_version(old, changes) == least
    assert is_below(old, least)
    assert not is_below(least, least)
    assert not is_below(f"{least}rc1", least)
    assert least_version(old, ()) == old


def test_every_template_is_as_it_was() -> None:
    """Nothing is said of a library compared with itself."""
    from speechgen.library.library import open_library

    library = open_library(Path(__file__).parents[1] / "libraries/office")
    contracts = {name: library.template(name).contract for name in library.template_names}
    assert compare_contracts(contracts, contracts) == ()
