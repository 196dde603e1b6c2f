"""A formula as a lawyer reads it: once with the words of its lines and their numbers, once with the amounts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jicha.press.say import Language, say

_SUM, _PRODUCT, _SIGN, _ATOM = range(4)
_OPERATORS: Mapping[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", _SUM),
    ast.Sub: ("−", _SUM),
    ast.Mult: ("×", _PRODUCT),
    ast.Div: ("÷", _PRODUCT),
}
_ROUNDINGS = ("round", "cut")
_SILENT = ("percent", "permille")  # the number with its sign says it


@dataclass(frozen=True, slots=True)
class Spelled:
    """A formula in one form, and how its outcome is rounded where the formula ends with that."""

    text: str
    rounding: str = ""


def spelled(formula: str, name: Callable[[str], str], language: Language) -> Spelled:
    """A formula that was evaluated before, with ``name`` saying what stands for each name.

    >>> spelled("round(a * (b - c) / 2, 2)", str.upper, Language.EN)
    Spelled(text='A × (B − C) ÷ 2', rounding='rounded half up to 0.01')
    """
    tree = ast.parse(formula, mode="eval").body
    rounding = ""
    if isinstance(tree, ast.Call) and _called(tree) in _ROUNDINGS and (step := _step(tree)):
        rounding = say(f"worksheet.rounding.{_called(tree)}", language, step=step)
        tree = tree.args[0]
    return Spelled(_Speller(formula, name, language).text(tree)[0], rounding)


@dataclass(frozen=True, slots=True)
class _Speller:
    formula: str
    name: Callable[[str], str]
    language: Language

    def text(self, node: ast.expr) -> tuple[str, int]:
        """The text of a part, and how tightly it holds together."""
        if isinstance(node, ast.Name):
            return self.name(node.id), _ATOM
        if isinstance(node, ast.Constant):
            return f"{Decimal(ast.get_source_segment(self.formula, node) or '0'):,f}", _ATOM
        if isinstance(node, ast.UnaryOp):
            return f"−{self._within(node.operand, _SIGN)}", _SIGN
        if isinstance(node, ast.BinOp):
            return self._joined(node)
        assert isinstance(node, ast.Call)
        return self._call(node)

    def _joined(self, node: ast.BinOp) -> tuple[str, int]:
        if isinstance(node.op, ast.Sub) and ast.dump(node.left) == ast.dump(node.right):
            return "0", _ATOM  # how a formula writes nothing in a unit
        sign, binds = _OPERATORS[type(node.op)]
        left = self._within(node.left, binds)
        alone = _turns(node) or _turns(node.right)  # a - (b - c), a * (b / c): as they were written
        right = self._within(node.right, binds + 1 if alone else binds)
        return f"{left} {sign} {right}", binds

    def _call(self, node: ast.Call) -> tuple[str, int]:
        function = _called(node)
        if function in _SILENT:
            return self.text(node.args[0])
        if function == "abs":
            return f"|{self._alone(node.args[0])}|", _ATOM
        if function in _ROUNDINGS and (step := _step(node)):
            inner = self._alone(node.args[0])
            return say(f"worksheet.function.{function}", self.language, inner=inner, step=step), _ATOM
        inner = say("worksheet.list", self.language).join(self._alone(one) for one in node.args)
        return say(f"worksheet.function.{function}", self.language, inner=inner), _ATOM

    def _alone(self, node: ast.expr) -> str:
        """The text of a part that stands in the brackets of a function: a negative amount needs none of its own."""
        text = self.text(node)[0]
        is_bracketed = isinstance(node, ast.Name) and text.startswith(("(-", "(≈")) and text.endswith(")")
        return text[1:-1] if is_bracketed else text

    def _within(self, node: ast.expr, binds: int) -> str:
        text, own = self.text(node)
        return f"({text})" if own < binds or isinstance(node, ast.UnaryOp) else text


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _step(node: ast.Call) -> str:
    """The last place that a rounding keeps, as a number: 0.01; nothing where a name gives it."""
    try:
        digits = int(ast.literal_eval(node.args[1]))
    except (ValueError, IndexError):
        return ""
    return f"{Decimal((0, (1,), -digits)):,f}"


def _turns(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div)
