"""Quantities as people read them: exact digits, thousands apart, units in words."""

from __future__ import annotations

from decimal import Decimal

from jicha.press.figures import trimmed
from jicha.press.say import Language, every_word, say, say_or
from jicha.terms.units import Quantity, Unit

_CURRENCIES = ("CNY", "USD", "TWD")
_FEN = Decimal("0.01")
TIED = "\u00a0"  # a blank at which no line breaks: a number stays with its unit


def number_text(quantity: Quantity, *, exact: bool = True) -> str:
    """The number: all its digits, money with two decimals at least; marked where it has more than are shown.

    >>> from jicha.terms.units import parse_quantity
    >>> number_text(parse_quantity("12345.5 CNY")), number_text(parse_quantity("0.33 kWh"), exact=False)
    ('12,345.50', '≈\xa00.33')
    """
    value, exponent = quantity.value, quantity.value.as_tuple().exponent
    is_money = str(quantity.unit) in _CURRENCIES
    text = f"{value:,f}" if is_money and exponent == _FEN.as_tuple().exponent else trimmed(value)
    if is_money:
        whole, _, rest = text.partition(".")
        text = f"{whole}.{rest.ljust(2, '0')}"
    return text if exact else f"≈{TIED}{text}"


def unit_text(unit: Unit, language: Language, *, single: bool = False) -> str:
    """The unit in words, empty for a plain number; in the singular after one.

    >>> from jicha.terms.units import parse_unit
    >>> unit_text(parse_unit("hour/day"), Language.EN), unit_text(parse_unit("CNY/kVA/month"), Language.ZH)
    ('hours/day', '元/(kVA·月)')
    """
    if not single and f"unit.{unit}" in every_word():
        return say(f"unit.{unit}", language)
    above = [_base(base, power, language, single=single) for base, power in unit.powers if power > 0]
    below = [_base(base, -power, language, per=True) for base, power in unit.powers if power < 0]
    over = f"({'·'.join(below)})" if len(below) > 1 else "".join(below)
    return "/".join(filter(None, ["·".join(above) or ("1" if below else ""), over]))


def quantity_text(quantity: Quantity, language: Language, *, exact: bool = True) -> str:
    """Number and unit, tied.

    >>> from jicha.terms.units import parse_quantity
    >>> quantity_text(parse_quantity("1 day"), Language.EN), quantity_text(parse_quantity("12 %"), Language.EN)
    ('1\xa0day', '12%')
    """
    number = number_text(quantity, exact=exact)
    unit = unit_text(quantity.unit, language, single=abs(quantity.value) == 1)
    return f"{number}{unit}" if unit in ("%", "‰", "°") else f"{number}{TIED}{unit}".strip()


def _base(base: str, power: int, language: Language, *, single: bool = False, per: bool = False) -> str:
    words = say_or(f"unit.{base}", base, language)  # kW is kW in every language
    if per:
        words = say_or(f"worksheet.per.{base}", words, language)
    elif single:
        words = say_or(f"worksheet.one.{base}", words, language)
    return f"{words}^{power}" if power > 1 else words
