"""Whatever stands in the files of a library or in the settings, faults are told as faults."""

import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from speechgen.building import open_speech
from speechgen.layout.shapes import LAYOUT
from speechgen.library import contract, ledger, library
from speechgen.library.manifest import MANIFEST as MANIFEST_FORMAT
from speechgen.outline.format import OUTLINE, SECTION
from speechgen.settings import load
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.schema import Shape
from speechgen.word.write import docx_bytes

from .build import EXAMPLES

SHIPPED = library.shipped_library()
OUTLINE_DATA = {
    "library": "office",
    "layout": "own",
    "title": "讲话",
    "vars": {"地名": "甲", "towns": ["甲", "乙"]},
    "required": {"held": "date"},
    "opening": [
        {
            "pledge": {
                "who": "我",
                "promises": ["查", {"lead": "改", "text": "好"}],
                "by": "2026-1-1",
            }
        },
        "{{ directive('own-1') }}",
    ],
    "sections": [{"heading": "甲", "template": "pledge", "promises": ["守"]}, "乙"],
}
HEADER = {
    "about": {"en": "a pledge", "zh": "表态"},
    "zh": "表态",
    "fields": {
        "who": {"type": "text", "zh": "谁", "default": "我", "about": "who"},
        "heading": "text",
        "before": {"type": "choice", "choices": ["大会", "组织"], "default": "大会"},
        "start": {"type": "whole", "default": "1"},
        "inline": {"type": "flag", "default": "false"},
        "by": {"type": "date"},
        "style": {"type": "numbering", "default": "一是"},
        "size": {"type": "number", "default": "1.5"},
        "more": {"type": "list", "of": "word", "default": ["甲"]},
        "promises": {
            "type": "list",
            "required": True,
            "of": {"lead": {"type": "text"}, "text": {"type": "body"}},
        },
    },
    "example": {"who": "我", "promises": ["甲"]},
}
BODY = """
{{ who }}{{ heading }}：{{ before }}{{ start }}{{ inline }}{{ by }}{{ size }}{{ more | join('、') }}

{% for promise in promises %}
# {{ promise.lead }} {: numbering={{ style }} start={{ start }} run-in }

{{ promise.text }}

{% endfor %}
"""
ENTRY = {"id": "own-1", "text": "好。", "source": "书", "status": "published", "speaker": "某"}
MANIFEST = {
    "name": "县府",
    "version": "1",
    "speechgen": ">=0.1",
    "about": {"en": "x", "zh": "某"},
    "genres": {"mobilisation": {"zh": "动员", "about": {"en": "x", "zh": "某"}}},
}
FILES: dict[str, tuple[Any, Shape]] = {
    "outline.yaml": (OUTLINE_DATA, Shape((*OUTLINE.fields, *SECTION.fields))),
    "speechgen.yaml": ({"layout": "own", "output": ".", "lint": {}}, load._SHAPE),
    "office/library.yaml": (MANIFEST, MANIFEST_FORMAT),
    "office/directives/own.yaml": ([ENTRY], ledger._ENTRY),
    "office/layouts/own.yaml": (
        yaml.load((SHIPPED / "layouts/standard.yaml").read_text("utf-8"), yaml.BaseLoader),
        Shape((*LAYOUT.fields, *(f for g in LAYOUT.fields for f in getattr(g.kind, "fields", ())))),
    ),
    "office/sections/pledge.md.j2": (
        HEADER,
        Shape((*contract._HEADER.fields, *contract._FIELD.fields)),
    ),
}
ODD = [
    None,
    "",
    [],
    {},
    "甲",
    ["甲"],
    {"甲": "乙"},
    "3",
    [[]],
    [{}],
    {"": ""},
    "**",
    "甲\n乙",
    "是",
]
ODD += ["-1", "1e999", "99999999999", "text", "list", "{{ x }}", "{{ ", "nan", "²", {"of": {}}]
ODD += [
    {"type": "list", "of": {}},
    {"type": "choice", "choices": []},
    {"type": "list", "of": "list"},
]
ODD += [{"type": "list", "of": []}, {"type": "choice"}, {"type": "flag", "default": []}, {"zh": []}]
ODD += [
    "../x",
    "/",
    "\x7f",
    "𠮷",
    "\u3000",
    "一、",
    "2026-13-45",
    "inf",
    "1" * 400,
    "a.b",
    ".",
    "~",
]


@st.composite
def damaged(draw: Callable[..., Any], name: str) -> Any:
    """The data of a file with other values and keys here and there."""
    data, shape = FILES[name]
    holder = {"all": deepcopy(data)}
    keys = sorted(shape.keys)
    for _ in range(draw(st.integers(1, 3))):
        _replace_one(holder, keys, draw)
    return holder["all"]


def _replace_one(data: Any, keys: list[str], draw: Callable[..., Any]) -> None:
    """Put something odd in place of one value, or beside it under another key, or leave it out."""
    while True:
        here = draw(st.sampled_from(sorted(data) if isinstance(data, dict) else range(len(data))))
        inner = data[here]
        if not isinstance(inner, dict | list) or not inner or draw(st.integers(0, 4)) == 0:
            break
        data = inner
    act = draw(st.sampled_from(["replace", "replace", "add", "drop"]))
    if act == "drop" and isinstance(data, dict):
        del data[here]
        data.setdefault("all", None)
    elif act == "add" and isinstance(data, dict):
        data[draw(st.sampled_from(keys))] = deepcopy(draw(st.sampled_from([*ODD, inner])))
    else:
        data[here] = deepcopy(draw(st.sampled_from([*ODD, [inner], {"甲": inner}])))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose library has one file of each kind."""
    folder = tmp_path_factory.mktemp("office")
    for name, (data, _) in FILES.items():
        _write(folder / name, data)
    yield folder
    shutil.rmtree(folder)


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    if path.suffix == ".j2":
        text = f"---\n{text}---\n{BODY}"
    path.write_text(text, "utf-8")


def _try(folder: Path) -> bool:
    """Build and render; whether that could be done."""
    try:
        speech = open_speech(folder / "outline.yaml", None, Report())
        docx_bytes(speech.render({"held": "2026-1-1"}), speech.layout)
        speech.library.skeleton("动员", "zh")
    except SpeechgenError:
        return False
    return True


def test_undamaged_it_builds(office: Path) -> None:
    (office / "office/genres").mkdir(exist_ok=True)
    skeleton = SHIPPED / "genres/mobilisation.zh.yaml"
    shutil.copy(skeleton, office / "office/genres")
    assert _try(office)


@pytest.mark.parametrize("name", FILES)
def test_other_values(name: str, office: Path) -> None:
    @settings(max_examples=EXAMPLES)
    @given(damaged(name))
    def check(data: Any) -> None:
        _write(office / name, data)
        _try(office)

    try:
        check()
    finally:
        _write(office / name, FILES[name][0])
