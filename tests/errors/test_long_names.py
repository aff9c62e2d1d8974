"""A name that no system takes, wherever a command takes a path: told, and never a fault of ours."""

from pathlib import Path

import pytest

from .running import run_script

LONG = "长" * 300
OUTLINE = """\
title: 在{{ place }}的讲话
vars: {place: 云溪县}
variants: {data: rows.csv, name: "{{ place }}"}
"""
# What is typed, NAME for the name, and the code that it is told with.
COMMANDS = {
    "build NAME": "E105",
    "build outline.yaml -o NAME": "E514",
    "build outline.yaml -o NAME/a.docx": "E514",
    "build outline.yaml second.yaml -o NAME": "E514",
    "build outline.yaml --vars NAME": "E105",
    "build outline.yaml --layout NAME": "E307",
    "build --from NAME": "E105",
    "build --from outline.docx -o NAME.docx": "E514",
    "batch NAME": "E105",
    "batch outline.yaml -o NAME": "E514",
    "batch outline.yaml -o NAME.zip": "E514",
    "batch outline.yaml --data NAME": "E105",
    "batch outline.yaml --vars NAME": "E105",
    "import NAME": "E105",
    "import old.txt -o NAME": "E514",
    "import . -o NAME": "E511",
    "new -o NAME": "E514",
    "new --from NAME": "E105",
    "new --library NAME": "E301",
    "new --schema NAME -o new.yaml": "E514",
    "expand NAME": "E105",
    "expand outline.yaml --vars NAME": "E105",
    "schema -o NAME": "E514",
    "schema --library NAME": "E301",
    "library new NAME": "E514",
    "library check NAME": "E301",
    "library list --library NAME": "E301",
    "library show points --library NAME": "E301",
    "library docs --library NAME -o site": "E301",
    "library docs -o NAME": "E514",
    "library add NAME": "E315",
    "library lock NAME": "E105",
    "library update NAME": "E105",
    "library update --outlines NAME": "E105",
    "library migrate NAME --from 0.0.1": "E105",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_too_long(command: str, tmp_path: Path) -> None:
    for name in ("outline.yaml", "second.yaml"):
        (tmp_path / name).write_text(OUTLINE, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("place\n云溪县\n", encoding="utf-8")
    (tmp_path / "old.txt").write_text("讲话\n同志们：\n讲一件事。\n", encoding="utf-8")
    first = "speechgen build outline.yaml; " if "outline.docx" in command else ""
    done = run_script(f"{first}speechgen {command.replace('NAME', LONG)}", tmp_path)
    assert f"error[{COMMANDS[command]}]" in done.stderr, done.stderr
    assert done.returncode == 2
