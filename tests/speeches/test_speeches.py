"""Real speeches come back from the .docx character for character, every number as printed.

They lie beside the repository, in ``../shared/speeches``.
"""

from pathlib import Path

import pytest
import yaml

from speechgen.building import build
from speechgen.word.read import read_paragraphs

from .retell import Retold, retell

FOLDER = Path(__file__).parents[2].parent / "shared" / "speeches"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real speeches in {FOLDER}")

# How many of a speech's numbers cannot be computed: a coda has none, 四, stands among 一、, and
# 三、 stands twice.
LABELS = {"000": 0, "001-1": 0, "001-2": 1, "002": 1, "004": 0}
TRAPS = {"T03": 0, "T04": 0, "T05": 1, "T06": 0, "T07": 2, "T08": 0}
GLUED = {"T01": 0, "T02": 0}  # headings and text run together, or lines are broken anywhere


def _literal(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as people do."""


_Dumper.add_representer(str, _literal)


@pytest.mark.parametrize("name", [*LABELS, *TRAPS])
def test_speech_comes_back(name: str, tmp_path: Path) -> None:
    retold = _retold(name)
    assert retold.labels == (LABELS | TRAPS)[name]
    title, salutation, paragraphs = _built(retold, tmp_path / f"{name}.yaml")
    assert title == retold.title
    assert salutation == retold.salutation
    assert paragraphs == retold.paragraphs
    assert _headings(paragraphs, retold) == retold.headings


@pytest.mark.parametrize("name", GLUED)
def test_glued_speech_comes_back(name: str, tmp_path: Path) -> None:
    """Its characters do, and its numbers; where paragraphs ended, nobody knows."""
    retold = _retold(name)
    assert retold.labels == GLUED[name]
    title, salutation, paragraphs = _built(retold, tmp_path / f"{name}.yaml")
    assert title == retold.title
    assert salutation == retold.salutation
    assert _bare("".join(paragraphs)) == _bare("".join(retold.paragraphs))
    assert _headings(paragraphs, retold) == retold.headings


def _retold(name: str) -> Retold:
    described = yaml.safe_load((FOLDER / f"{name}.expected.yaml").read_text("utf-8"))
    speech = (FOLDER / f"{name}.txt").read_text("utf-8")
    if name == "T02":  # lines are broken anywhere, so that they are no paragraphs
        noise = {*described["noise"], *described["title"].split("\n")}
        lines = [line for line in speech.split("\n") if line not in noise]
        speech = described["title"] + "".join(lines)
        for section in described["sections"]:
            section["glued"] = True
            for child in section.get("children", []):
                child["glued"] = True
    return retell(speech, described)


def _built(retold: Retold, outline: Path) -> tuple[str, str, list[str]]:
    """Title, salutation and the paragraphs after them, from the document of an outline."""
    text = yaml.dump(retold.outline, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=99)
    outline.write_text(text, encoding="utf-8")
    found = [(style, text) for style, text in read_paragraphs(build(outline)) if text]
    title = "".join(text for style, text in found if style == "Title").replace("\n", "")
    salutation = "".join(text for style, text in found if style == "Salutation")
    body = [text for style, text in found if style not in ("Title", "Subtitle", "Salutation")]
    return title, salutation, body


def _headings(paragraphs: list[str], retold: Retold) -> list[str]:
    """The beginnings of those paragraphs that the headings are looked for in, in order."""
    found: list[str] = []
    rest = iter(paragraphs)
    for heading in retold.headings:
        begun = next((text for text in rest if text.startswith(heading)), "")
        found.append(begun[: len(heading)])
    return found


def _bare(text: str) -> str:
    """A text without blanks, which a PDF leaves anywhere."""
    return "".join(text.split())
