"""The Chinese catalogue holds everything that the code says, and nothing else.

A message is missing? ``python -m speechgen.locale.update``, then write its ``msgstr``.
"""

import ast
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

import speechgen
from speechgen.locale.update import CLICK, updated
from speechgen.source.messages import NO_MESSAGE, Listed, Message, say, say_how_many, set_language

HANZI = re.compile(r"[\u3400-\u9fff]")
FIELD = re.compile(r"\{(\w+)(?:![rs])?\}")
SAID = {"say": [0], "say_how_many": [1, 2]}  # which arguments are texts
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@pytest.fixture(scope="module")
def catalogue(po: Path) -> Catalog:
    return read_po(BytesIO(po.read_bytes()), abort_invalid=True)


@pytest.fixture
def _chinese(po: Path) -> Iterator[None]:
    set_language("zh")
    yield
    set_language(None)


def _said() -> dict[str, list[set[str]]]:
    """The templates of the code, each with the names of the values of every call."""
    found: dict[str, list[set[str]]] = {}
    for file in Path(speechgen.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and called in SAID:
                given = {str(word.arg) for word in node.keywords}
                given |= {"count"} if called == "say_how_many" else set()
                for index in SAID[called]:
                    found.setdefault(ast.literal_eval(node.args[index]), []).append(given)
    return found


def _forms(entry: Entry) -> tuple[str, ...]:
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def _told(entry: Entry) -> str:
    return entry.string if isinstance(entry.string, str) else entry.string[0]


def _by_hand(entry: Entry) -> bool:
    return CLICK in {place for place, _ in entry.locations}


def _names(template: str) -> set[str]:
    """The fields of a template, as ``str.format`` reads it; ``ValueError`` if it cannot."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_it_holds_what_the_code_says(catalogue: Catalog) -> None:
    listed = {_forms(entry)[0]: _by_hand(entry) for entry in catalogue if entry.id}
    said = set(_said())
    assert said - set(listed) == set()
    assert {text for text, by_hand in listed.items() if not by_hand} - said == set()
    assert not catalogue.obsolete


def test_the_update_keeps_every_translation(catalogue: Catalog, po: Path) -> None:
    again = read_po(BytesIO(updated(po.read_text("utf-8")).encode()))
    assert {e.id: e.string for e in again} == {e.id: e.string for e in catalogue}
    assert (str(again.locale), again.num_plurals) == ("zh", 1)
    assert not [entry.id for entry in again for _, line in entry.locations if line]


def _is_chinese(forms: tuple[str, ...], told: str) -> bool:
    """Hanzi, unless the message is nothing but its fields and the marks between them."""
    words = "".join(FIELD.sub("", text) for text in (told, *forms))
    return bool(HANZI.search(told)) or not re.search(r"\w", words)


def _keeps_its_fields(forms: tuple[str, ...], told: str) -> bool:
    """The same fields for ``str.format``; the same braces where it is not called."""
    if FIELD.search(forms[0]):
        fields = sorted(FIELD.findall(told))
        return fields in [sorted(FIELD.findall(form)) for form in forms] and (
            _names(told) == set(fields)
        )
    return BRACES.findall(told) == BRACES.findall(forms[0])


def _is_in_gbk(forms: tuple[str, ...], told: str) -> bool:
    """A Chinese Windows console can show it."""
    return told.encode("gbk", "replace").decode("gbk") == told


@pytest.mark.parametrize("check", [_is_chinese, _keeps_its_fields, _is_in_gbk])
def test_every_translation(
    check: Callable[[tuple[str, ...], str], bool], catalogue: Catalog
) -> None:
    faulty = [e.id for e in catalogue if e.id and not check(_forms(e), _told(e))]
    assert faulty == []
    assert not [entry.id for entry in catalogue if entry.id and entry.fuzzy]


def test_every_say_gives_the_values_that_it_names() -> None:
    for template, calls in _said().items():
        if FIELD.search(template):
            named = _names(template)
            for given in calls:  # what checks a value adds the text that was typed
                assert given <= named <= given | {"text"}, template
        else:
            assert not any(calls), template


def test_one_and_several(catalogue: Catalog) -> None:
    """Two forms in English, one in Chinese."""
    for count, english, chinese in (
        (0, "wrote a.yaml: 0 places were changed", "已写入 a.yaml：改了 0 处"),
        (1, "wrote a.yaml: 1 place was changed", "已写入 a.yaml：改了 1 处"),
        (2345, "wrote a.yaml: 2,345 places were changed", "已写入 a.yaml：改了 2,345 处"),
    ):
        message = say_how_many(
            count,
            "wrote {file}: {count} place was changed",
            "wrote {file}: {count} places were changed",
            file="a.yaml",
        )
        for language, told in (("en", english), ("zh", chinese)):
            set_language(language)
            assert str(message) == told
            set_language(None)


@pytest.mark.usefixtures("_chinese")
def test_a_value_may_hold_braces(catalogue: Catalog) -> None:
    for entry in catalogue:
        if entry.id and not _by_hand(entry):
            names = FIELD.findall(entry.id)
            shown = str(Message(entry.id, tuple((name, "{{ x }}{y") for name in names)))
            assert shown.count("{{ x }}{y") == len(names)


@pytest.mark.usefixtures("_chinese")
def test_messages_in_messages_are_translated_when_shown() -> None:
    message = say(
        "here {wanted} must stand, not {found}", wanted=say("a list"), found=say("a text")
    )
    assert str(message) == "这里应当是列表，不能是一段文字"
    set_language("en")
    assert str(message) == "here a list must stand, not a text"


@pytest.mark.usefixtures("_chinese")
def test_words_in_a_row_are_parted_as_the_language_does() -> None:
    message = say("choose one of: {formats}", formats=Listed.of(["docx", "md"]))
    assert str(message) == "可以选：docx、md"
    set_language("en")
    assert str(message) == "choose one of: docx, md"


@pytest.mark.usefixtures("_chinese")
def test_no_message_is_empty() -> None:
    """Gettext gives the header of the catalogue for an empty text."""
    assert str(NO_MESSAGE) == ""
