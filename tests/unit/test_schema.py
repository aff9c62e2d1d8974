"""The JSON Schema that editors use says of an outline what reading it says."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from speechgen.librarian.schema import library_schema
from speechgen.library.library import open_library
from speechgen.outline.format import OUTLINE, SECTION

ROOT = Path(__file__).parents[2]
OUTLINES = sorted(ROOT.glob("outlines/*.yaml"))
GENRES = sorted(ROOT.glob("templates/genres/*.yaml"))
EMPTY_KEYS = ROOT / "tests/cases/texts/empty-keys.yaml"
OTHER = ("office", "settings")  # topics whose blocks are those of another library
CASES = [
    path.with_suffix(".yaml")
    for path in sorted(ROOT.glob("tests/cases/**/*.dump"))
    if path.relative_to(ROOT / "tests/cases").parts[0] not in OTHER and path.stem != EMPTY_KEYS.stem
]
BOTH = ("en", "zh")
WRONG = {
    "no mapping": "[甲]",
    "unknown key": "titel: 甲",
    "unknown key of a section": "sections: [{heding: 甲}]",
    "sections that are a text": "sections: 甲",
    "sections that are a mapping": "sections: {heading: 甲}",
    "a heading that is a list": "sections: [{heading: [甲]}]",
    "a heading that is a mapping": "sections: [{heading: {甲: 乙}}]",
    "a start that is no number": "sections: [{heading: 甲, start: 三}]",
    "a start below one": "sections: [{heading: 甲, start: 0}]",
    "a run_in that is a word": "sections: [{heading: 甲, run_in: maybe}]",
    "a body in a body": "opening: [[甲]]",
    "an empty block": "opening: [{}]",
    "a speaker with another key": "speaker: {rank: 甲}",
    "a library with another key": "library: {git: x, branch: y}",
    "a title that is a mapping": "title: {甲: 乙}",
    "vars that are a list": "vars: [甲]",
    "a required type": "required: {甲: integer}",
    "another version": "speechgen: 2",
    "a block without what it needs": "opening: [{points: {lead_in: 甲}}]",
    "a block with an unknown key": "opening: [{points: {itmes: [甲]}}]",
    "an item with an unknown key": "opening: [{points: {items: [{led: 甲}]}}]",
    "an unknown block": "opening: [{pionts: [甲]}]",
    "two blocks in one": "opening: [{points: [甲], problems: [乙], when: 丙}]",
    "an unknown layout": "layout: standrad",
    "an unknown template": "sections: [{heading: 甲, template: sektion}]",
    "a key that the section's template does not take": "sections: [{template: salute, to: 甲}]",
    "a section without what its template needs": "sections: [{template: salute}]",
}


class _AsTyped(yaml.SafeLoader):
    """YAML as an editor reads it; a day stays text, for JSON has none."""


_AsTyped.yaml_implicit_resolvers = {
    char: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for char, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def _validator(languages: tuple[str, ...], library: Path | None = None) -> Draft202012Validator:
    schema = library_schema(open_library(library), languages)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("path", OUTLINES + GENRES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    data = _load(path.read_text("utf-8"))
    language = "zh" if "标题" in data else "en"
    other = {"zh": "en", "en": "zh"}[language]
    named = data.get("library", data.get("模板库"))
    library = path.parent / named if named else None
    assert _faults(data, BOTH, library) == []
    assert _faults(data, (language,), library) == []
    assert _faults(data, (other,), library) != []


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_builds_is_valid(path: Path) -> None:
    assert _faults(_load(path.read_text("utf-8")), BOTH) == []


def test_empty_keys_are_valid() -> None:
    assert _faults(_load(EMPTY_KEYS.read_text("utf-8")), BOTH) == []


@pytest.mark.parametrize("name", WRONG)
def test_wrong_outlines(name: str) -> None:
    assert _faults(_load(WRONG[name]), BOTH) != []


@pytest.mark.parametrize("languages", [BOTH, ("en",), ("zh",)])
def test_every_key_is_there_and_told(languages: tuple[str, ...]) -> None:
    schema: Any = _validator(languages).schema
    for shape, found in ((OUTLINE, schema), (SECTION, schema["$defs"]["section"])):
        for field in shape.fields:
            for language in languages:
                told = found["properties"][field.name if language == "en" else field.zh]
                if "$ref" in told:
                    told = schema["$defs"][told["$ref"].rpartition("/")[2]]
                assert told["description"]


def _load(text: str) -> Any:
    return yaml.load(text, _AsTyped)


def _faults(data: Any, languages: tuple[str, ...], library: Path | None = None) -> list[str]:
    return [error.message[:200] for error in _validator(languages, library).iter_errors(data)]
