"""Sizes and shapes: integers, Keras' `None`, named symbols, and the arithmetic that layers do with them.

A `Dim` is an `int`, `NONE` (an axis that Keras leaves open: the batch, a variable length) or a `Symbol`: a polynomial
over `Atom`s, each atom one size that the program does not fix (`X.shape[1]`, `len(words) + 1`). Two symbols are equal
only if they are the same; a comparison that depends on an atom's value answers `None`, never a guess.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Size:
    """A dimension that is not an integer; supports `+ - * // %` with other dimensions."""

    __slots__ = ()

    def __add__(self, other: Dim) -> Dim:
        return add(self, other)

    def __radd__(self, other: Dim) -> Dim:
        return add(other, self)

    def __sub__(self, other: Dim) -> Dim:
        return add(self, multiply(-1, other))

    def __rsub__(self, other: Dim) -> Dim:
        return add(other, multiply(-1, self))

    def __mul__(self, other: Dim) -> Dim:
        return multiply(self, other)

    def __rmul__(self, other: Dim) -> Dim:
        return multiply(other, self)

    def __neg__(self) -> Dim:
        return multiply(-1, self)

    def __floordiv__(self, other: Dim) -> Dim:
        return floor_divide(self, other)

    def __rfloordiv__(self, other: Dim) -> Dim:
        return floor_divide(other, self)

    def __mod__(self, other: Dim) -> Dim:
        return self - (self // other) * other

    def __rmod__(self, other: Dim) -> Dim:
        return other - (other // self) * self


class Open(Size):
    """Keras' `None`: the batch axis, or a length that is only known for each batch."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "None"


NONE = Open()


_serials = count()


def _serial(atom: Atom) -> int:
    return atom.serial


def next_serial() -> int:
    """A number that no size has: higher than those of all sizes made so far, lower than those of all others."""
    return next(_serials)


class Atom:
    """One size that the program does not fix. Compared by identity.

    Attributes:
        text: the source text that names it (`X.shape[1]`), or None while it has no name.
        reason: why the size is not known, as a sentence without its full stop.
    """

    __slots__ = ("reason", "serial", "text")

    def __init__(self, text: str | None = None, reason: str = "") -> None:
        self.text = text
        self.reason = reason
        self.serial = next(_serials)

    def __repr__(self) -> str:
        return self.text or "?"


Monomial: TypeAlias = "tuple[Atom, ...]"


class Symbol(Size, msgspec.Struct, frozen=True, eq=False):
    """A polynomial over atoms with at least one atom in it.

    Attributes:
        terms: coefficients by monomial, in a canonical order.
    """

    terms: tuple[tuple[Monomial, int], ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbol) and dict(self.terms) == dict(other.terms)

    def __hash__(self) -> int:
        return hash(frozenset(self.terms))

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The sizes that it is made of, each once."""
        return tuple(dict.fromkeys(atom for monomial, _ in self.terms for atom in monomial))

    @property
    def named(self) -> bool:
        """Whether every atom has a name, so that the size can be shown to a reader."""
        return all(atom.text for atom in self.atoms)

    @property
    def reason(self) -> str:
        """Why it is no number."""
        return next((atom.reason for atom in self.atoms if atom.reason), "its size is not in the program")

    def __repr__(self) -> str:
        return _text(self)


Dim: TypeAlias = int | Size
Shape: TypeAlias = tuple[Dim, ...]


class UnknownShape(msgspec.Struct, frozen=True, eq=False):
    """A shape whose rank is not known; its axes, where the program looks at them, are remembered as symbols."""

    reason: str
    axes: dict[int, Dim] = {}
    last: Dim | None = None

    def axis(self, index: int) -> Dim:
        """The size of one axis: the same symbol each time it is asked for."""
        if index == -1 and self.last is not None:
            return self.last
        return self.axes.setdefault(index, unknown_size(self.reason))


def unknown_shape(reason: str, last: Dim | None = None) -> UnknownShape:
    """A shape of unknown rank of its own; `last` is the size of its last axis where that is known."""
    return UnknownShape(reason, {}, last)


def symbol(text: str, reason: str = "") -> Symbol:
    """A new named size."""
    return Symbol((((Atom(text, reason),), 1),))


def unknown_size(reason: str) -> Symbol:
    """A new size without a name."""
    return Symbol((((Atom(None, reason),), 1),))


def name_size(dim: Dim, text: str) -> Atom | None:
    """Give a nameless size the name under which the program first speaks of it; the atom that got it."""
    if isinstance(dim, Symbol) and len(dim.terms) == 1:
        (monomial, coefficient) = dim.terms[0]
        if coefficient == 1 and len(monomial) == 1 and monomial[0].text is None:
            monomial[0].text = text
            return monomial[0]
    return None


def _polynomial(dim: int | Symbol) -> dict[Monomial, int]:
    if isinstance(dim, Symbol):
        return dict(dim.terms)
    return {(): int(dim)} if dim else {}


def _normal(terms: dict[Monomial, int]) -> Dim:
    terms = {monomial: coefficient for monomial, coefficient in terms.items() if coefficient}
    if not terms:
        return 0
    if len(terms) == 1 and () in terms:
        return terms[()]
    return Symbol(tuple(sorted(terms.items(), key=lambda term: (-len(term[0]), [atom.serial for atom in term[0]]))))


_MOST_TERMS = 24


def add(left: Dim, right: Dim) -> Dim:
    """Sum of two sizes."""
    if isinstance(left, Open) or isinstance(right, Open):
        return _open_with(left, right)
    if isinstance(left, Size) or isinstance(right, Size):
        terms = _polynomial(_closed(left))
        for monomial, coefficient in _polynomial(_closed(right)).items():
            terms[monomial] = terms.get(monomial, 0) + coefficient
        if len(terms) > _MOST_TERMS:
            return unknown_size("the sum has too many terms")
        return _normal(terms)
    return left + right


def multiply(left: Dim, right: Dim) -> Dim:
    """Product of two sizes; nothing times zero is zero."""
    if isinstance(left, Open) or isinstance(right, Open):
        return _open_with(left, right)
    if isinstance(left, Size) or isinstance(right, Size):
        terms: dict[Monomial, int] = {}
        for one, first in _polynomial(_closed(left)).items():
            for other, second in _polynomial(_closed(right)).items():
                monomial = tuple(sorted(one + other, key=_serial))
                terms[monomial] = terms.get(monomial, 0) + first * second
                if len(terms) > _MOST_TERMS or len(monomial) > _MOST_TERMS:
                    return unknown_size("the product has too many terms")
        return _normal(terms)
    return left * right


def floor_divide(left: Dim, right: Dim) -> Dim:
    """Quotient rounded down; exact where every coefficient divides, else a new size named after the division.

    Raises:
        ZeroDivisionError: if `right` is 0.
    """
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    if right == 0:
        raise ZeroDivisionError
    if isinstance(left, Open) or isinstance(right, Open):
        return _open_with(left, right)
    if left == right:
        return 1
    if isinstance(right, int):
        terms = _polynomial(_closed(left))
        if all(coefficient % right == 0 for coefficient in terms.values()):
            return _normal({monomial: coefficient // right for monomial, coefficient in terms.items()})
    return _divided(left, right)


_quotients: dict[tuple[Dim, Dim], Symbol] = {}
_MOST_QUOTIENTS = 4096


def _divided(left: Dim, right: Dim) -> Dim:
    """The same quotient of the same sizes is the same symbol, so that equal stacks give equal shapes."""
    known = _quotients.get((left, right))
    if known is None:
        sides = [side for side in (left, right) if isinstance(side, Symbol)]
        text = f"{_factor(left)} // {_factor(right)}" if all(side.named for side in sides) else None
        known = Symbol((((Atom(text, sides[0].reason if sides else ""),), 1),))
        if len(_quotients) >= _MOST_QUOTIENTS:
            _quotients.clear()
        _quotients[left, right] = known
    return known


def _closed(dim: Dim) -> int | Symbol:
    assert not isinstance(dim, Open)
    return dim  # type: ignore[return-value]  # Size has two subclasses and Open is excluded


def _open_with(left: Dim, right: Dim) -> Dim:
    for side in (left, right):
        if isinstance(side, Symbol):
            return unknown_size(side.reason)
    return NONE


def product(dims: Iterable[Dim]) -> Dim:
    """Product of sizes; 1 for none."""
    result: Dim = 1
    for dim in dims:
        result = multiply(result, dim)
    return result


def equal(left: Dim, right: Dim) -> bool | None:
    """Whether two sizes are equal for every value of their symbols: True, False, or None where it depends."""
    if isinstance(left, Open) or isinstance(right, Open):
        return True if left is right else None
    difference = add(left, multiply(-1, right))
    return difference == 0 if isinstance(difference, int) else None


def least(dim: Dim) -> int | None:
    """A lower bound of a size, given that every atom is at least 1; None where there is none."""
    if isinstance(dim, int):
        return dim
    if isinstance(dim, Open):
        return None
    terms = _polynomial(_closed(dim))
    if any(coefficient < 0 for monomial, coefficient in terms.items() if monomial):
        return None
    return sum(terms.values())


def known(shape: Shape | UnknownShape | None) -> bool:
    """Whether the rank is known and every size is an integer or Keras' `None`."""
    return isinstance(shape, tuple) and not any(isinstance(dim, Symbol) for dim in shape)


def join_dims(left: Dim, right: Dim, reason: str) -> Dim:
    """One size for two paths: what they agree on, else unknown."""
    return left if equal(left, right) else unknown_size(reason)


def join_shapes(left: Shape | UnknownShape, right: Shape | UnknownShape, reason: str) -> Shape | UnknownShape:
    """One shape for two paths: axis by axis where the ranks agree."""
    if left is right:
        return left
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        return tuple(join_dims(one, other, reason) for one, other in zip(left, right, strict=True))
    return unknown_shape(reason)


def broadcast(left: Shape, right: Shape) -> Shape | None:
    """The shape of an elementwise result under numpy's rule; None if the sizes cannot be combined for any value."""
    rank = max(len(left), len(right))
    padded = [(1,) * (rank - len(shape)) + shape for shape in (left, right)]
    result: list[Dim] = []
    for one, other in zip(*padded, strict=True):
        if one == 1:
            result.append(other)
        elif other == 1 or equal(one, other):
            result.append(one)
        elif equal(one, other) is False and isinstance(one, int) and isinstance(other, int):
            return None
        else:
            result.append(one if isinstance(one, int) else other)
    return tuple(result)


def window(length: Dim, kernel: Dim, stride: Dim, padding: str, dilation: Dim = 1) -> Dim:
    """Positions of a sliding window along one axis.

    `valid`: ⌊(length − dilation·(kernel − 1) − 1) / stride⌋ + 1; `same` and `causal`: ⌊(length − 1) / stride⌋ + 1
    (Keras' `compute_conv_output_shape`). May be zero or negative: the caller says what Keras does then.
    """
    span = dilation * (kernel - 1) + 1 if padding == "valid" else 1
    return (length - span) // stride + 1


def transposed_window(
    length: Dim, kernel: int, stride: int, padding: str, output_padding: int | None, dilation: int
) -> Dim:
    """Length that a transposed convolution gives along one axis (Keras' `compute_conv_transpose_output_shape`)."""
    span = (kernel - 1) * dilation + 1
    if padding == "valid":
        extra = max(span, stride) - span if output_padding is None else output_padding
        return (length - 1) * stride + span + extra
    if output_padding is None:
        return length * stride
    return (length - 1) * stride + span % 2 + output_padding


def render(shape: Shape | UnknownShape | None) -> str:
    """A shape as Keras prints it: `(None, 28, 28, 1)`; `?` for what is not known."""
    if not isinstance(shape, tuple):
        return "?"
    return f"({', '.join(map(render_dim, shape))}{',' if len(shape) == 1 else ''})"


def render_dim(dim: Dim) -> str:
    """A size for a reader: the number, `None`, the symbol's name or `?`."""
    if isinstance(dim, Symbol):
        return _text(dim) if dim.named else "?"
    return str(dim)


def _text(dim: Symbol) -> str:
    parts: list[str] = []
    for monomial, coefficient in dim.terms:
        factors = [_atom_factor(atom, alone=len(monomial) == 1 and abs(coefficient) == 1) for atom in monomial]
        magnitude = [str(abs(coefficient))] if abs(coefficient) != 1 or not factors else []
        text = " * ".join(magnitude + factors)
        if parts:
            parts.append(f"- {text}" if coefficient < 0 else f"+ {text}")
        else:
            parts.append(f"-{text}" if coefficient < 0 else text)
    return " ".join(parts)


def _atom_factor(atom: Atom, *, alone: bool) -> str:
    text = atom.text or "?"
    return text if alone or " " not in text or text.endswith(")") else f"({text})"


def _factor(dim: Dim) -> str:
    text = render_dim(dim)
    return f"({text})" if " " in text else text


def drop_batch(shape: Sequence[Dim]) -> Shape:
    """The shape of one sample: everything after the batch axis."""
    return tuple(shape[1:])
