"""speechgen: a YAML outline of a speech (讲话稿) becomes a Word document in the standard layout.

The API, each imported when first used:

>>> from speechgen import build
>>> build("outline.yaml")  # doctest: +SKIP

or step by step: ``load_outline``, ``open_library``, ``compile_speech``, ``Speech.render``,
``write_docx``. Everything that a user can mend is raised as a :class:`SpeechgenError`.
"""

TYPE_CHECKING = False  # typing has it too, but takes longer to load than all that stands here
if TYPE_CHECKING:
    from typing import Any

    from speechgen.building import build
    from speechgen.document.tree import Document
    from speechgen.layout.load import load_layout
    from speechgen.library.library import open_library
    from speechgen.outline.load import load_outline
    from speechgen.source.diagnostic import SpeechgenError
    from speechgen.source.version import __version__
    from speechgen.speech import Speech, compile_speech
    from speechgen.word.write import write_docx

__all__ = [
    "Document",
    "Speech",
    "SpeechgenError",
    "__version__",
    "build",
    "compile_speech",
    "load_layout",
    "load_outline",
    "open_library",
    "write_docx",
]

_ROOMS = {
    "Document": "document.tree",
    "Speech": "speech",
    "SpeechgenError": "source.diagnostic",
    "__version__": "source.version",
    "build": "building",
    "compile_speech": "speech",
    "load_layout": "layout.load",
    "load_outline": "outline.load",
    "open_library": "library.library",
    "write_docx": "word.write",
}


def __getattr__(name: str) -> "Any":
    """The API on demand (PEP 562), so that ``speechgen --help`` loads none of it."""
    if name not in _ROOMS:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"speechgen.{_ROOMS[name]}"), name)
