"""docs/templates.md says what the code says; test_samples runs its walk-through."""

import inspect
import re
import shutil
from pathlib import Path

from speechgen.building import open_speech
from speechgen.document.holes import MOST_VALUES
from speechgen.expand import assemble, limits, syntax
from speechgen.expand.compile import text_environment
from speechgen.expand.parts import MOST_PARTS
from speechgen.expand.template import Templates
from speechgen.library import contract, ledger, manifest
from speechgen.library.library import open_library
from speechgen.source import yaml_file
from speechgen.source.diagnostic import Report
from speechgen.source.files import MOST_BYTES
from speechgen.source.schema import Shape
from speechgen.text.plain import write_text

from .pages import ROOT, chapter, code, fenced, first_code, table

PAGE = "docs/templates.md"


def keys(shape: Shape) -> list[str]:
    return [field.name for field in shape.fields]


def test_keys_of_the_header() -> None:
    text = chapter(PAGE, "The header")
    assert first_code(table(text, "key")) == keys(contract._HEADER)
    assert sorted(first_code(table(text, "key of a field"))) == sorted(keys(contract._FIELD))


def test_field_types() -> None:
    rows = table(chapter(PAGE, "Field types"), "type")
    assert tuple(first_code(rows)) == contract.FIELD_TYPES


def test_attributes() -> None:
    told = first_code(table(chapter(PAGE, "The body"), "attribute"))
    names = {re.split("=", attribute)[0] for attribute in told}
    known = re.search(r"known = (.*)", inspect.getsource(assemble._attributes))
    assert known
    assert names == set(re.findall(r'"([\w-]+)"', known[1]))


def test_functions() -> None:
    told = first_code(table(chapter(PAGE, "The body"), "function"))
    shipped = open_library()
    of_texts = set(text_environment(shipped).globals) - {"directive"}
    names = {call.partition("(")[0] for call in told}
    assert names == set(Templates(shipped).env.globals) - of_texts


def test_limits() -> None:
    rows = table(chapter(PAGE, "Limits"), "of")
    assert [int(row[1].replace(",", "")) for row in rows] == [
        limits.MOST_TICKS,
        limits.MOST_PRINTED,
        limits.MOST_HANDLED,
        limits.LONGEST_TEXT,
        MOST_PARTS,
        limits.MOST_DIGITS,
        limits._DEEPEST_VALUE,
        syntax._DEEPEST,
        syntax._DEEPEST_LOOPS,
        syntax._MOST_BRANCHES,
        MOST_VALUES,
        yaml_file.DEEPEST,
        yaml_file._MOST_NODES,
        MOST_BYTES // 2**20,
    ]


def test_safety() -> None:
    """What is enforced is told with the file that does it."""
    files = first_code(table(chapter(PAGE, "Safety"), "what is enforced"), 1)
    assert [name for name in files if not (ROOT / "speechgen" / name).is_file()] == []


def test_keys_of_a_library() -> None:
    text = chapter(PAGE, "A library")
    assert first_code(table(text, "key of `library.yaml`")) == keys(manifest.MANIFEST)
    rows = table(text, "key of a directive")
    assert sorted(first_code(rows)) == sorted(keys(ledger._ENTRY))
    status = next(row for row in rows if row[0] == "`status`")
    assert tuple(code(status[1])) == ledger.STATUSES
    required = {row[0].strip("`") for row in rows if "must be there" in row[1]}
    assert required == {field.name for field in ledger._ENTRY.fields if field.required}


def test_the_other_template_works(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "office")
    block = next(block for block in fenced(PAGE) if block.info == ("jinja", "template"))
    (tmp_path / "office/sections/sample.md.j2").write_text(block.text, "utf-8")
    outline = tmp_path / "outline.yaml"
    outline.write_text("library: office\nopening:\n  - sample: [查, 改？, 守]\n", "utf-8")
    speech = open_speech(outline, None, Report())
    assert write_text(speech.render({}), speech.layout).strip() == "一是查；二是改？三是守。"


def test_a_part_is_one_sign(tmp_path: Path) -> None:
    """“{{ lead | length }} is 1, lead == '查' is false”."""
    shutil.copytree(ROOT / "templates", tmp_path / "office")
    body = "{{ lead | length }}{{ '真' if lead == '查' else '假' }}{{ lead }}"
    text = f"---\nabout: x\nfields: {{lead: text}}\n---\n{body}\n"
    (tmp_path / "office/sections/sample.md.j2").write_text(text, "utf-8")
    outline = tmp_path / "outline.yaml"
    outline.write_text("library: office\nopening:\n  - sample: 查\n", "utf-8")
    speech = open_speech(outline, None, Report())
    assert write_text(speech.render({}), speech.layout).strip() == "1假查"
