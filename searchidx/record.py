"""Frozen dataclasses that cost next to nothing to define."""

from __future__ import annotations

import dataclasses
from inspect import get_annotations
from typing import Any, ClassVar, dataclass_transform

__all__ = ["Record"]


class _DataclassFields:
    """What `dataclasses.fields`, `replace` and `asdict` look for, made when one of them does."""

    def __get__(self, instance: object, owner: type[Record]) -> dict[str, dataclasses.Field[Any]]:
        body = {"__annotations__": owner._annotations, **owner._specified}
        made: Any = dataclasses.dataclass(frozen=True)(type(owner.__name__, (), body))
        found: dict[str, dataclasses.Field[Any]] = made.__dataclass_fields__
        owner.__dataclass_fields__ = found
        return found


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
class Record:
    """Base of the records that a search needs: to all appearances frozen dataclasses, made without generated code.

    `dataclasses.dataclass` writes and compiles six methods for every class. A search starts by importing sixty of them,
    which took a quarter of its time; here they share six that are written once.
    """

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]] = _DataclassFields()  # type: ignore[assignment]
    __match_args__: ClassVar[tuple[str, ...]] = ()
    _annotations: ClassVar[dict[str, Any]] = {}
    _specified: ClassVar[dict[str, Any]] = {}
    defaults: ClassVar[dict[str, Any]] = {}
    """The value of each field that may be left out."""
    _factories: ClassVar[dict[str, Any]] = {}
    _compared: ClassVar[tuple[str, ...]] = ()
    _shown: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = {name: kind for name, kind in get_annotations(cls).items() if "ClassVar" not in str(kind)}
        cls.__dataclass_fields__ = _DataclassFields()  # type: ignore[assignment]
        cls._annotations = {**cls._annotations, **own}
        cls._specified = {**cls._specified, **{name: cls.__dict__[name] for name in own if name in cls.__dict__}}
        cls.defaults, cls._factories = {}, {}
        positional, compared, shown = [], [], []
        for name in cls._annotations:
            given = cls._specified.get(name, dataclasses.MISSING)
            about = given if isinstance(given, dataclasses.Field) else None
            if about is None:
                if given is not dataclasses.MISSING:
                    cls.defaults[name] = given
            elif about.default is not dataclasses.MISSING:
                cls.defaults[name] = about.default
                setattr(cls, name, about.default)
            elif about.default_factory is not dataclasses.MISSING:
                cls._factories[name] = about.default_factory
            if about is None or about.kw_only is not True:
                positional.append(name)
            if about is None or about.compare:
                compared.append(name)
            if about is None or about.repr:
                shown.append(name)
        cls.__match_args__ = tuple(positional)  # type: ignore[misc]
        cls._compared, cls._shown = tuple(compared), tuple(shown)

    def __init__(self, *given: Any, **named: Any) -> None:
        values = self.defaults.copy()
        values.update(zip(self.__match_args__, given, strict=False))
        values.update(named)
        for name, make in self._factories.items():
            if name not in values:
                values[name] = make()
        if values.keys() != self._annotations.keys() or len(given) > len(self.__match_args__):
            missing = [name for name in self._annotations if name not in values]
            raise TypeError(
                f"{type(self).__name__} takes {', '.join(self._annotations)}; "
                + (f"missing: {', '.join(missing)}" if missing else f"given: {given!r} and {', '.join(named)}")
            )
        object.__setattr__(self, "__dict__", values)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine, theirs = self.__dict__, other.__dict__
        return all(mine[name] == theirs[name] for name in self._compared)

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in self._compared)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._shown)
        return f"{type(self).__qualname__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
