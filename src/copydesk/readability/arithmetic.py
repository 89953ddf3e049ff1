"""Formulas written by the authors of rules: arithmetic on named numbers, and nothing that could do more."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

Numbers = Mapping[str, float]
Formula = Callable[[Numbers], Any]

LONGEST = 500
DEEPEST = 60

_OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in "ceil exp floor log log10 log1p log2 pow sqrt trunc".split()},
    "abs": abs,
    "max": max,
    "min": min,
}
_CONSTANTS = {"pi": math.pi, "e": math.e}
_QUESTIONS = (ast.Compare, ast.BoolOp)


class FormulaError(ValueError):
    """Not a formula; the message says what in it is not."""


def parse_number(text: str, names: frozenset[str]) -> Formula:
    """The formula as a function of the numbers that it may name.

    It knows + - * /, brackets, and math.sqrt and the like. Where the numbers have no such value (a division by zero, a
    root of less than nothing) the function raises ArithmeticError or ValueError. Raises FormulaError.
    """
    tree = _parse(text)
    if isinstance(tree, _QUESTIONS):
        raise FormulaError(f"{text.strip()!r} is a comparison, not a number")
    return _compile(tree, names, 0)


def parse_question(text: str, names: frozenset[str]) -> Formula:
    """As `parse_number`, for a comparison such as `value > 9`; comparisons may be joined by && and ||."""
    tree = _parse(text)
    if not isinstance(tree, _QUESTIONS):
        raise FormulaError(f"{text.strip()!r} is not a comparison")
    return _compile(tree, names, 0)


def _parse(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise FormulaError(f"longer than {LONGEST} characters")
    words = re.sub(r"\bheading\.(h[1-6])\b", r"heading_\1", " ".join(text.split()))
    try:
        return ast.parse(words.replace("&&", " and ").replace("||", " or "), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"{text.strip()!r} is not arithmetic") from None


def _compile(node: ast.expr, names: frozenset[str], depth: int) -> Formula:
    """Each known sort of node becomes a function of the numbers; anything else is refused."""
    if depth > DEEPEST:
        raise FormulaError("nested too deeply")
    parts = [_compile(child, names, depth + 1) for child in _operands(node)]
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            constant = float(value)
            return lambda numbers: constant
        case ast.Name(id=name) if name in names:
            return lambda numbers: numbers[name]
        case ast.Name(id=name):
            raise FormulaError(f"unknown variable {name!r}; known are {', '.join(sorted(names))}")
        case ast.Attribute(value=ast.Name(id="math"), attr=name) if name in _CONSTANTS:
            return lambda numbers: _CONSTANTS[name]
        case ast.BinOp(op=op) | ast.UnaryOp(op=op) if type(op) in _OPERATORS:
            return _applied(_OPERATORS[type(op)], parts)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), keywords=[]) if (
            name in _FUNCTIONS and parts
        ):
            return _applied(_FUNCTIONS[name], parts)
        case ast.Compare(ops=[op]) if type(op) in _OPERATORS:
            return _applied(_OPERATORS[type(op)], parts)
        case ast.BoolOp(op=op):
            joined = all if isinstance(op, ast.And) else any
            return lambda numbers: joined(part(numbers) for part in parts)
    raise FormulaError(f"{ast.unparse(node)!r} is not arithmetic")


def _applied(function: Callable[..., Any], parts: list[Formula]) -> Formula:
    return lambda numbers: function(*(part(numbers) for part in parts))


def _operands(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Call(args=args):
            return args
        case ast.Compare(left=left, comparators=rest):
            return [left, *rest]
        case ast.BoolOp(values=values):
            return values
    return []
