"""Vale's --filter: a question about a rule, such as `.Level in ["error"] and .Name != "demo.Cap"`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

from copydesk.vale.definition import Definition

_FIELD = re.compile(r"(?<![\w\"'\])])\.(?=[A-Z])")
_WORDS = {"&&": " and ", "||": " or "}


class FilterError(ValueError):
    """A filter that cannot be read: one line of reason."""


def matches(expression: str, definition: Definition) -> bool:
    """Whether a rule is one that the filter asks for. Raises FilterError."""
    source = _FIELD.sub("", expression.strip())
    for sign, word in _WORDS.items():
        source = source.replace(sign, word)
    source = re.sub(r"!(?!=)", " not ", source)
    source = re.sub(r"(\S+)\s+(contains|startsWith|endsWith|matches)\s+(\"[^\"]*\"|'[^']*')", r"\2(\1, \3)", source)
    try:
        tree = ast.parse(source.strip(), mode="eval")
        return bool(_value(tree.body, _fields(definition)))
    except (SyntaxError, TypeError, KeyError) as error:
        raise FilterError(f"the filter {expression!r} cannot be read: {error}") from None


def _fields(definition: Definition) -> Mapping[str, Any]:
    return {
        "Name": definition.name, "Level": definition.level, "Scope": list(definition.scopes), "Extends": definition.extends,
        "Message": definition.message, "Description": definition.description, "Link": definition.link,
        "Limit": definition.limit, "true": True, "false": False,
    }  # fmt: skip


_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startsWith": lambda text, part: text.startswith(part),
    "endsWith": lambda text, part: text.endswith(part),
    "matches": lambda text, part: re.search(part, text) is not None,
}


def _value(node: ast.expr, fields: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return fields[name]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_value(item, fields) for item in items]
        case ast.BoolOp(op=op, values=values):
            parts = (_value(value, fields) for value in values)
            return all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, fields)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(op, _value(left, fields), _value(right, fields))
        case ast.Call(func=ast.Name(id=name), args=[left, right]) if name in _TESTS:
            return _TESTS[name](_value(left, fields), _value(right, fields))
    raise TypeError(f"{ast.unparse(node)!r} is not understood")


def _compared(op: ast.cmpop, left: Any, right: Any) -> bool:
    match op:
        case ast.In():
            return left in right
        case ast.NotIn():
            return left not in right
        case ast.Eq():
            return bool(left == right)
        case ast.NotEq():
            return bool(left != right)
    raise TypeError("only in, not in, == and != compare")
