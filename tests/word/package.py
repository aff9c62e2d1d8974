"""Taking a .docx apart and putting it together again, for tests that look into it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of parts, as another program would write it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def edited(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The document with one part changed as a text."""
    parts = parts_of(data)
    text = parts[name].decode("utf-8")
    new = change(text)
    assert new != text, f"nothing changed in {name}"
    return zipped({**parts, name: new.encode("utf-8")})


def save(path: Path, data: bytes) -> Path:
    """Write bytes to a file and give its path."""
    path.write_bytes(data)
    return path


def pretty(data: bytes) -> str:
    """XML in a form that is easily compared: canonical, indented, one element a line."""
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical.decode() + "\n"
