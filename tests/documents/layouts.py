"""What the layouts that ship promise, read from their YAML."""

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "templates" / "layouts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
LINES, CHARACTERS = 22, 28


def read_layout(name: str) -> dict[str, Any]:
    """Read a layout with what it extends below it, one level of keys deep."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")) or {}
    base = read_layout(data["extends"]) if "extends" in data else {}
    merged = {key: _merge(base.get(key), value) for key, value in data.items()}
    return base | merged


def _merge(base: Any, value: Any) -> Any:
    return base | value if isinstance(base, dict) and isinstance(value, dict) else value


def grid(name: str) -> tuple[int, int]:
    """Give the lines a page and the characters a line that a layout promises."""
    page = read_layout(name).get("page", {})
    return int(page.get("lines", LINES)), int(page.get("characters", CHARACTERS))


def page_number_place(name: str) -> str:
    """Give where a layout puts the page number: outer, centre or none."""
    return str(read_layout(name).get("page_number", {}).get("place", "outer"))
