"""Messages as data: an English template and its values, put into the reader's language when shown.

The English template is the gettext msgid; the catalogues lie in ``speechgen/locale``.
"""

import gettext
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LOCALE = Path(__file__).parent.parent / "locale"
_WINDOWS_CHINESE = 0x04  # primary language id of every Chinese locale (MS-LCID)
LANGUAGES = ("zh", "en")

_language: str | None = None


class Message(NamedTuple):
    """One message; ``str()`` gives it in the language in force."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """The message in the language in force, its values put in."""
        if not self.template:  # gettext gives the catalogue's header for it
            return ""
        text = _translations(language()).gettext(self.template)
        return text.format(**dict(self.values)) if self.values else text

    def mapped(self, change: Callable[[str], str]) -> "Message":
        """The same message with ``change`` done to every text among its values."""
        values = ((n, change(v) if isinstance(v, str) else v) for n, v in self.values)
        return Message(self.template, tuple(values))


class Bilingual(NamedTuple):
    """Words that come in both languages, from a library rather than from a catalogue."""

    en: str = ""
    zh: str = ""

    def __str__(self) -> str:
        """The words in the language in force, else in the other."""
        return (self.zh or self.en) if language() == "zh" else (self.en or self.zh)


class Listed(NamedTuple):
    """Words in a row, parted as the language in force parts them."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[object]) -> "Listed":
        """A row of anything that can be shown."""
        return cls(tuple(map(str, words)))

    def __str__(self) -> str:
        """The words with 、 between them in Chinese, with commas elsewhere."""
        return ("、" if language() == "zh" else ", ").join(self.words)


NO_MESSAGE = Message("")


def say(template: str, /, **values: object) -> Message:
    """A message from an English template with ``{name}`` fields; the extractor's keyword."""
    return Message(template, tuple(values.items()))


def say_how_many(count: int, one: str, many: str, /, **values: object) -> Message:
    """A message that counts: ``one`` is said of one thing, ``many`` of none and of several.

    Both have the field ``{count}``, which is written with a comma at each thousand.
    """
    return Message(one if count == 1 else many, (("count", f"{count:,}"), *values.items()))


def language() -> str:
    """The language in force: ``zh`` or ``en``."""
    return _language or _system_language()


def chosen_language() -> str | None:
    """The language that was asked for, if one was."""
    return _language


def set_language(name: str | None) -> None:
    """Put ``zh`` or ``en`` in force; ``None`` follows the system again."""
    global _language  # one process speaks one language
    _language = name


@cache
def _system_language() -> str:
    """Chinese in a Chinese locale, English elsewhere; gettext's order of variables."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import ctypes

        chosen = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "zh" if chosen & 0x3FF == _WINDOWS_CHINESE else "en"
    return "en"


@cache
def _translations(name: str) -> gettext.NullTranslations:
    """The catalogue of one language; English is its own msgid."""
    if name == "en":
        return gettext.NullTranslations()
    try:  # gettext.translation would load locale, to look for dialects that there are not
        with (_LOCALE / name / "LC_MESSAGES" / "speechgen.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except OSError:
        return gettext.NullTranslations()


def bind() -> None:
    """Give Click's own messages, which ask gettext's default domain, our catalogue too."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("speechgen", str(_LOCALE))
    gettext.textdomain("speechgen")
