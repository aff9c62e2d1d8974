"""Keys and fixed values of an outline in either language, as format and blocks name them."""

from functools import cache

from speechgen.library.contract import ContractField
from speechgen.library.library import open_library
from speechgen.outline.format import OUTLINE, SECTION
from speechgen.outline.variants import VARIANTS

_VALUES = {"true": "是", "false": "否", "none": "无"}
_BLOCKS = ("problems", "points", "directive", "salute")
_SPEAKER = {"post": "职务", "name": "姓名"}


@cache
def _chinese() -> dict[str, str]:
    names = {field.name: field.zh for shape in (SECTION, OUTLINE) for field in shape.fields}
    return _SPEAKER | names


@cache
def _chinese_variants() -> dict[str, str]:
    return {field.name: field.zh for field in VARIANTS.fields}


@cache
def _chinese_blocks() -> dict[str, dict[str, str]]:
    library = open_library()
    found: dict[str, dict[str, str]] = {}
    for name in _BLOCKS:
        contract = library.template(name).contract
        found[name] = {name: contract.zh} | _fields(contract.fields)
    return found


def _fields(fields: tuple[ContractField, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in fields:
        found[field.name] = field.zh
        found |= _fields(field.of) if isinstance(field.of, tuple) else {}
    return found


class Keys:
    """The words of an outline in one language."""

    def __init__(self, language: str) -> None:
        self.chinese = language == "zh"

    def key(self, name: str) -> str:
        """A key of the outline or of a section."""
        return _chinese()[name] if self.chinese else name

    def of_variants(self, name: str) -> str:
        """A key of what batch needs."""
        return _chinese_variants()[name] if self.chinese else name

    def block(self, block: str, name: str) -> str:
        """The name of a block, or of one of its fields."""
        return _chinese_blocks()[block][name] if self.chinese else name

    def value(self, word: str) -> str:
        """true, false, none."""
        return _VALUES[word] if self.chinese else word
