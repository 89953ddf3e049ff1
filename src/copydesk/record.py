"""Frozen records, declared like dataclasses.

`dataclasses` writes Python source for each class and compiles it, 0.6 ms a class and 8 ms for its own import: a third of
the start of a program that is to check an article in a tenth of a second. Here all classes share their methods.
Type checkers read `record` as a dataclass (PEP 681).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeVar, overload

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_):
        return lambda function: function


T = TypeVar("T")
MISSING: Final = object()
_FIELDS, _DEFAULTS = "__record_fields__", "__record_defaults__"


class Field(NamedTuple):
    """One field.

    hint     its annotation as written
    default  its value where none is given, `factory` what makes one; MISSING where there is none, and at most one is there
    """

    name: str
    hint: str = ""
    default: Any = MISSING
    factory: Any = MISSING

    @property
    def required(self) -> bool:
        return self.default is MISSING and self.factory is MISSING


def field(*, default_factory: Callable[[], Any]) -> Any:
    """The default of a field whose value is to be made anew for each record."""
    return Field("", factory=default_factory)


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T], /) -> type[T]: ...
@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...
def record(cls: Any = None, /, *, kw_only: bool = False) -> Any:
    """A class decorator: fields from the annotations, in order, the base's first; instances cannot be changed.

    Equality and hash go by type and fields. With `kw_only`, fields are given by name.
    """
    init = _by_name if kw_only else _by_place
    return _recorded(cls, init) if cls is not None else lambda real: _recorded(real, init)


def fields(of: Any) -> tuple[Field, ...]:
    """The fields of a record or of its class. Raises AttributeError for anything else."""
    found: tuple[Field, ...] = getattr(of, _FIELDS)
    return found


def is_record(thing: Any) -> bool:
    """True for a record and for a class of records."""
    return hasattr(thing, _FIELDS)


def replace(old: T, /, **changes: Any) -> T:
    """The record with some fields changed."""
    values = {f.name: getattr(old, f.name) for f in fields(old)}
    return type(old)(**{**values, **changes})


def _recorded(cls: Any, init: Callable[..., None]) -> Any:
    own = {
        name: _field(cls, name, hint) for name, hint in cls.__annotations__.items() if not hint.startswith("ClassVar")
    }
    inherited = {f.name: f for f in getattr(cls, _FIELDS, ())}
    known = tuple({**inherited, **own}.values())
    setattr(cls, _FIELDS, known)
    # What an instance starts from, if no field has to be made anew: most records are made of a few given values.
    lazy = any(f.factory is not MISSING for f in known)
    setattr(cls, _DEFAULTS, None if lazy else {f.name: f.default for f in known})
    cls.__record_names__ = (*{**inherited, **own},)
    if "__init__" not in cls.__dict__:  # a class that is made by the thousand may have its own, which is faster
        cls.__init__ = init
    cls.__setattr__ = cls.__delattr__ = _refuse
    if "__eq__" not in cls.__dict__:
        cls.__eq__, cls.__hash__ = _equals, _hash
    cls.__repr__ = _describe
    return cls


def _field(cls: Any, name: str, hint: str) -> Field:
    default = cls.__dict__.get(name, MISSING)
    if not isinstance(default, Field):
        return Field(name, hint, default)
    delattr(cls, name)
    return default._replace(name=name, hint=hint)


def _by_place(self: Any, /, *args: Any, **values: Any) -> None:
    names = self.__record_names__
    if not values and len(args) == len(names):  # as where thousands are made
        self.__dict__.update(zip(names, args, strict=False))
        return
    known = fields(self)
    if len(args) > len(known):
        raise TypeError(f"{type(self).__name__} takes {len(known)} values, not {len(args)}")
    for each, value in zip(known, args, strict=False):
        if each.name in values:
            raise TypeError(f"{type(self).__name__}: {each.name!r} is given twice")
        values[each.name] = value
    _by_name(self, **values)


def _by_name(self: Any, /, **values: Any) -> None:
    own = self.__dict__
    defaults = getattr(self, _DEFAULTS)
    if defaults is not None and values.keys() <= defaults.keys():
        own.update(defaults)
        own.update(values)
        if MISSING not in own.values():
            return
        own.clear()
    for name, _, default, factory in fields(self):
        if name in values:
            own[name] = values.pop(name)
        elif default is not MISSING:
            own[name] = default
        elif factory is not MISSING:
            own[name] = factory()
        else:
            raise TypeError(f"{type(self).__name__} needs {name!r}")
    if values:
        raise TypeError(f"{type(self).__name__} has no field {next(iter(values))!r}")


def _refuse(self: Any, name: str, *value: Any) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} cannot be changed: {name!r}")


def _values(of: Any) -> tuple[Any, ...]:
    return tuple(getattr(of, f.name) for f in fields(of))


def _equals(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _describe(self: Any) -> str:
    inside = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
    return f"{type(self).__name__}({inside})"
