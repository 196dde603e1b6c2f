"""Numbers as people read them: thousands apart, money to the fen, kWh with as many digits as mean something."""

from __future__ import annotations

from decimal import Decimal

from jicha.press.say import Language
from jicha.terms.money import round_half_up

NOTHING = "–"
_WAN, _YI, _MILLION = Decimal(10_000), Decimal(100_000_000), Decimal(1_000_000)


def count(value: int) -> str:
    """A count with its thousands apart.

    >>> count(1070541)
    '1,070,541'
    """
    return f"{value:,}"


def money(value: Decimal | None) -> str:
    """Yuan to the fen, without the unit; a dash when none is stated.

    >>> money(Decimal("-1234.5"))
    '-1,234.50'
    """
    return NOTHING if value is None else f"{round_half_up(value, 2):,}"


def kwh(value: Decimal | None) -> str:
    """Energy, without the unit: whole kWh from 100 on, below that one decimal, below 1 three.

    >>> kwh(Decimal("12345.678")), kwh(Decimal("12.345")), kwh(Decimal("0.040"))
    ('12,346', '12.3', '0.04')
    """
    if value is None:
        return NOTHING
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 1 else 3
    return trimmed(round_half_up(value, digits))


def trimmed(value: Decimal) -> str:
    """An exact number with its thousands apart and no empty decimals.

    >>> trimmed(Decimal("12500.000")), trimmed(Decimal("0.250"))
    ('12,500', '0.25')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: int, whole: int) -> str:
    """A share with one decimal; a dash when there is no whole; never 0.0 % for something.

    >>> percent(1, 8), percent(1, 100000), percent(99999, 100000), percent(1, 0)
    ('12.5 %', '<0.1 %', '>99.9 %', '–')
    """
    if whole == 0:
        return NOTHING
    share = round_half_up(Decimal(100 * part) / Decimal(whole), 1)
    if share == 0 and part:
        return "<0.1 %"
    if share == 100 and part < whole:
        return ">99.9 %"
    return f"{share} %"


def headline(value: Decimal, language: Language) -> tuple[str, str]:
    """A large number and the word of its scale: 万 and 亿 in Chinese, million in English; small numbers stay exact.

    >>> headline(Decimal("12345678.9"), Language.ZH), headline(Decimal("12345678.9"), Language.EN)
    (('1,234.57', '万'), ('12.35', 'million'))
    """
    size = abs(value)
    if language is Language.ZH and size >= _YI:
        return f"{round_half_up(value / _YI, 2):,}", "亿"
    if language is Language.ZH and size >= _WAN:
        return f"{round_half_up(value / _WAN, 2):,}", "万"
    if language is Language.EN and size >= _MILLION:
        return f"{round_half_up(value / _MILLION, 2):,}", "million"
    return f"{round_half_up(value, 0):,}", ""
