"""The layout reference: every key is in it, and its sample is a layout."""

import re
from pathlib import Path

from speechgen.layout.load import load_layout
from speechgen.layout.shapes import FONT, LAYOUT
from speechgen.source.schema import Kind, Shape

from .test_load import SHIPPED

TEXT = (Path(__file__).parents[2] / "docs/layout.md").read_text("utf-8")
NUMBERED = re.compile(r"(heading|head|小标题|段首标题)[2-8]")  # in the reference: 1 … 9


def names(kind: Kind) -> set[str]:
    """Every key of a shape and of those inside it, in both languages."""
    if not isinstance(kind, Shape):
        return set()
    found = {name for field in kind.fields for name in (field.name, field.zh)}
    return found.union(*(names(field.kind) for field in kind.fields))


def test_every_key_is_told() -> None:
    keys = {key for key in names(LAYOUT) | names(FONT) if not NUMBERED.fullmatch(key)}
    missing = [key for key in keys if not re.search(rf"(?<![\w]){re.escape(key)}(?![\w])", TEXT)]
    assert missing == []


def test_every_code_is_told() -> None:
    room = Path(__file__).parents[2] / "speechgen/layout"
    codes = {
        code
        for file in room.glob("*.py")
        for code in re.findall(r"E5\d\d", file.read_text("utf-8"))
    }
    assert codes == set(re.findall(r"^\| (E5\d\d)", TEXT, re.M))


def test_the_sample_is_a_layout(tmp_path: Path) -> None:
    (tmp_path / "standard.yaml").write_bytes((SHIPPED / "standard.yaml").read_bytes())
    for number, sample in enumerate(re.findall(r"```yaml\n(.*?)```", TEXT, re.S)):
        path = tmp_path / f"sample{number}.yaml"
        path.write_text(sample, "utf-8")
        assert load_layout(path).fonts()
