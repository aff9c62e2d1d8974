"""The manifest: its version, and its genres, each with a skeleton in both languages."""

from pathlib import Path

from speechgen.librarian.check.outlines import check_outline
from speechgen.library.library import Library
from speechgen.library.manifest import FILE
from speechgen.library.versions import is_version
from speechgen.source.diagnostic import Report
from speechgen.source.messages import LANGUAGES, say
from speechgen.source.nodes import Mapping
from speechgen.source.place import Place
from speechgen.source.yaml_file import read_library_yaml


def check_manifest(library: Library, report: Report) -> None:
    """Check the manifest's version (E321), and the skeleton of each genre (E330 and its own)."""
    if not is_version(library.version):
        message = say("'{text}' is no version", text=library.version)
        hint = say("number versions like 1.2.0")
        report.error("E321", message, library.manifest.version.place, hint)
    places = _places_of_genres(library)
    for genre in library.genres:
        for language in LANGUAGES:
            path = library.folder / "genres" / f"{genre.name}.{language}.yaml"
            if not path.exists() and not path.is_symlink():
                message = say(
                    "the genre '{name}' has no skeleton {file}",
                    name=genre.name,
                    file=f"genres/{genre.name}.{language}.yaml",
                )
                hint = say("write it, or take the genre out of the manifest")
                report.error("E330", message, places.get(genre.name), hint)
            else:
                check_outline(library, path, report)


def _places_of_genres(library: Library) -> dict[str, Place]:
    path = Path(library.folder / FILE)
    node = read_library_yaml(library.read(path), str(path), Report())
    genres = node.entries["genres"][1] if isinstance(node, Mapping) and library.genres else None
    return {key.text: key.place for key, _ in genres} if isinstance(genres, Mapping) else {}
