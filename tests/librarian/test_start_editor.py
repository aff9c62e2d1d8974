"""``speechgen schema`` as the YAML language server reads it: completion, hover, what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents.tools import require, require_commands

from speechgen.librarian.schema import schema_text
from speechgen.library.library import open_library
from speechgen.source.messages import set_language

from .language_server import NODE_TOOLS, PROGRAM, Editor, editor

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "start_editor.yaml").read_text("utf-8"))
MODELINE = "# yaml-language-server: $schema=outline.schema.json\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schema in it, its name with blanks and hanzi."""
    found = tmp_path_factory.mktemp("提 纲")
    text = schema_text(open_library(HERE / "start_office"))
    (found / "outline.schema.json").write_text(text, "utf-8")
    return found


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Editor]:
    require_commands("node")
    require(PROGRAM.exists(), f"no yaml-language-server in {NODE_TOOLS}")
    with editor(folder) as found:
        yield found


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number]["case"])
def test_what_an_editor_is_told(number: int, opened: Editor, folder: Path) -> None:
    case, file = CASES[number], folder / f"提纲 {number}.yaml"
    before, _, after = case["outline"].partition("¦")
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2])
    wrong = opened.open(file, MODELINE + before + after)
    if "wrong" in case:
        assert wrong == case["wrong"]
    if "hover" in case:
        assert case["hover"] in opened.hover(file, line, column)
    if "offers" in case:
        _check_offers(case, opened.complete(file, line, column))


def _check_offers(case: dict[str, Any], offered: dict[str, Any]) -> None:
    assert set(case["offers"]) <= offered.keys()
    assert not set(case.get("not", ())) & offered.keys()
    for label, words in case.get("says", {}).items():
        assert words in str(offered[label]["documentation"])
    for label, text in case.get("writes", {}).items():
        assert offered[label]["textEdit"]["newText"].strip() == text


def test_descriptions_are_in_the_readers_language() -> None:
    library = open_library(HERE / "start_office")
    set_language("zh")
    try:
        text = schema_text(library)
    finally:
        set_language(None)
    assert "立誓：逐条作出承诺。" in text
    assert "A vow, point by point." not in text
    assert "“points”" not in text
