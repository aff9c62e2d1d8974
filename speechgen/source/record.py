"""Records: named tuples that come into being in a moment.

``typing.NamedTuple`` writes and compiles Python code for each class, 0.15 ms each time a module is
loaded; the classes of an outline, a layout and a library would take a twentieth of a cold build.
What a batch makes by the thousand is a ``NamedTuple`` all the same: that code makes one faster.
"""

from operator import itemgetter
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record(tuple[Any, ...]):
    """A tuple with a name for each field, as annotated; a field with a value may be left out."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        names = tuple(cls.__annotations__)
        cls._fields = names
        cls._defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
        for index, name in enumerate(names):
            setattr(cls, name, property(itemgetter(index)))

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """The record of these values, in order or by name."""
        if len(values) == len(cls._fields) and not named:
            return tuple.__new__(cls, values)
        given = dict(zip(cls._fields, values, strict=False)) | named
        known = cls._defaults | given
        if len(given) != len(values) + len(named) or known.keys() != set(cls._fields):
            raise TypeError(f"{cls.__name__}{cls._fields} cannot be made of {values} and {named}")
        return tuple.__new__(cls, [known[name] for name in cls._fields])

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({', '.join(said)})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        """How it is pickled and copied."""
        return tuple(self)

    def _replace(self, **changes: Any) -> Self:
        """The same with other values in some fields."""
        return type(self)(**(dict(zip(self._fields, self, strict=True)) | changes))
