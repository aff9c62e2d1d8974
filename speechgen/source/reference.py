"""Where a library is, as outlines, settings and libraries say it: a path, or a git repository."""

from typing import TypeAlias

from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.nodes import Node, Scalar
from speechgen.source.record import Record
from speechgen.source.schema import Field, Json, Shape, Text


class GitLibrary(Record):
    """A library kept in git: ``{git: URL, rev: v1.2.0, path: sub/folder}``.

    ``rev`` is a tag, a branch, a commit or a range of versions (``~=1.2``, PEP 440).
    """

    git: Scalar
    rev: Scalar | None = None
    path: Scalar | None = None


Reference: TypeAlias = Scalar | GitLibrary


class ReferenceKind:
    """A path, or a library in git."""

    _shape = Shape(
        (
            Field("git", "", Text(), say("the URL of the repository"), required=True),
            Field("rev", "", Text(), say("a tag, a branch, a commit, or versions such as ~=1.2")),
            Field("path", "", Text(), say("the folder of the library in the repository")),
        )
    )

    def read(self, node: Node, report: Report) -> Reference | None:
        """The reference in a node."""
        if isinstance(node, Scalar):
            return node
        values = self._shape.read(node, report)
        return GitLibrary(**values) if values and values["git"] else None

    def schema(self, languages: tuple[str, ...]) -> Json:
        """What an editor is told."""
        return {"anyOf": [{"type": "string"}, self._shape.schema(languages)]}
