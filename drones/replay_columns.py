"""Dataclasses as columns of plain values, and back: all values of a field stand together, whichever object they are of.

A type hint tells how: `column_of(hint)` gives what packs a list of such values, and what makes them again. Columns are
walked by the interpreter's own loops, so that thousands of values cost a few hundred steps of Python. What is made is
of the types that the hints name, or ValueError says so: the bytes may come from anywhere.
"""

import types
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import chain, islice
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

_PLAIN: dict[Any, frozenset[type]] = {
    int: frozenset({int}),
    float: frozenset({float, int}),
    str: frozenset({str}),
    bool: frozenset({bool}),
    type(None): frozenset({type(None)}),
}


class Column(NamedTuple):
    """`pack` makes JSON's lists of values, `unpack` so many values of them; it raises ValueError or TypeError."""

    pack: Callable[[Sequence[Any]], Any]
    unpack: Callable[[Any, int], list[Any]]


LeftOut = Mapping[tuple[Any, str], Callable[[], Any]]
"""(class, field): is not packed, and what makes it again."""


class Columns:
    """The columns of types, made as they are asked for."""

    def __init__(self, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._made: dict[Any, Column] = {}
        self.shape: list[str] = []
        """Each class that was met, with what of it is packed: other where a column is other."""

    def of(self, hint: Any) -> Column:
        column = self._made.get(hint)
        if column is None:
            column = self._made[hint] = self._column(hint)
        return column

    def _column(self, hint: Any) -> Column:
        allowed = _plain_types(hint)
        if allowed is not None:
            return _plain(allowed)
        origin, parts = get_origin(hint), get_args(hint)
        if origin is types.UnionType:
            rest = [part for part in parts if part is not type(None)]
            assert len(rest) == 1, hint
            return _optional(self.of(rest[0]))
        if origin is tuple and parts[-1] is not ...:
            return _group([self.of(part) for part in parts])
        if origin in (tuple, list, set):
            return _many(origin, self.of(parts[0]))
        if origin is dict:
            return _pairs(dict, self.of(parts[0]), self.of(parts[1]))
        if origin is Counter:
            return _pairs(Counter, self.of(parts[0]), self.of(int))
        if isinstance(hint, type) and issubclass(hint, Enum):
            self.shape.append(f"{hint.__name__}:{[member.name for member in hint]}")
            return _enum(hint)
        assert is_dataclass(hint), hint
        return self._dataclass(hint)

    def _dataclass(self, kind: Any) -> Column:
        hints = get_type_hints(kind)
        makers = [self._left_out.get((kind, f.name)) for f in fields(kind)]
        names = [f.name for f in fields(kind) if (kind, f.name) not in self._left_out]
        self.shape.append(f"{kind.__name__}:{names}")
        takes = [attrgetter(name) for name in names]
        columns = [self.of(hints[name]) for name in names]

        def pack(values: Sequence[Any]) -> Any:
            return [column.pack(list(map(take, values))) for take, column in zip(takes, columns, strict=True)]

        def unpack(packed: Any, count: int) -> list[Any]:
            _check(packed, len(columns))
            # All that is there first: only then is `count` no more than what a file has brought values for.
            found = iter([column.unpack(part, count) for column, part in zip(columns, packed, strict=True)])
            parts = [[maker() for _ in range(count)] if maker else next(found) for maker in makers]
            return list(map(kind, *parts))

        return Column(pack, unpack)


def _plain_types(hint: Any) -> frozenset[type] | None:
    parts = get_args(hint) if get_origin(hint) is types.UnionType else (hint,)
    if not all(part in _PLAIN for part in parts):
        return None
    return frozenset().union(*(_PLAIN[part] for part in parts))


def _check(packed: Any, count: int) -> None:
    if type(packed) is not list or len(packed) != count:
        raise ValueError("a column of another length")


def _plain(allowed: frozenset[type]) -> Column:
    def unpack(packed: Any, count: int) -> list[Any]:
        _check(packed, count)
        if not allowed.issuperset(map(type, packed)):
            raise ValueError("a value of another type")
        return list(packed)

    return Column(list, unpack)


_NUMBERS = _plain(frozenset({int}))


def _optional(column: Column) -> Column:
    def pack(values: Sequence[Any]) -> Any:
        there = [v for v in values if v is not None]
        return [[int(v is not None) for v in values], column.pack(there)]

    def unpack(packed: Any, count: int) -> list[Any]:
        _check(packed, 2)
        flags = _NUMBERS.unpack(packed[0], count)
        there = iter(column.unpack(packed[1], sum(map(bool, flags))))
        return [next(there) if flag else None for flag in flags]

    return Column(pack, unpack)


def _group(columns: Sequence[Column]) -> Column:
    """Tuples of so many."""

    def pack(values: Sequence[Any]) -> Any:
        parts: Sequence[Sequence[Any]] = list(zip(*values, strict=True)) if values else [()] * len(columns)
        return [column.pack(part) for column, part in zip(columns, parts, strict=True)]

    def unpack(packed: Any, count: int) -> list[Any]:
        _check(packed, len(columns))
        parts = [column.unpack(part, count) for column, part in zip(columns, packed, strict=True)]
        return list(zip(*parts, strict=True))

    return Column(pack, unpack)


def _many(kind: Any, column: Column) -> Column:
    """Any number in each. Sets are sorted: equal ones are equal bytes."""

    def pack(values: Sequence[Any]) -> Any:
        if kind is set:
            values = [sorted(value) for value in values]
        return [list(map(len, values)), column.pack(list(chain.from_iterable(values)))]

    def unpack(packed: Any, count: int) -> list[Any]:
        _check(packed, 2)
        lengths = _lengths(packed[0], count)
        flat = iter(column.unpack(packed[1], sum(lengths)))
        return [kind(islice(flat, length)) for length in lengths]

    return Column(pack, unpack)


def _pairs(kind: Any, keys: Column, values_of: Column) -> Column:
    """Dictionaries, in their order."""

    def pack(values: Sequence[Any]) -> Any:
        lengths = list(map(len, values))
        flat = list(chain.from_iterable(values))
        return [lengths, keys.pack(flat), values_of.pack(list(chain.from_iterable(v.values() for v in values)))]

    def unpack(packed: Any, count: int) -> list[Any]:
        _check(packed, 3)
        lengths = _lengths(packed[0], count)
        total = sum(lengths)
        flat = iter(zip(keys.unpack(packed[1], total), values_of.unpack(packed[2], total), strict=True))
        return [kind(dict(islice(flat, length))) for length in lengths]

    return Column(pack, unpack)


def _lengths(packed: Any, count: int) -> list[int]:
    lengths = _NUMBERS.unpack(packed, count)
    if lengths and min(lengths) < 0:
        raise ValueError("less than none")
    return lengths


def _enum(kind: type[Enum]) -> Column:
    members = list(kind)
    numbers = {member: number for number, member in enumerate(members)}

    def pack(values: Sequence[Any]) -> Any:
        return [numbers[value] for value in values]

    def unpack(packed: Any, count: int) -> list[Any]:
        return [members[number] for number in _lengths(packed, count)]

    return Column(pack, unpack)
