"""Values of a book as the canonical tables hold them."""

from __future__ import annotations

from decimal import Decimal

from jicha.tariffs.book import Confidence


def exact(value: Decimal | None, digits: int) -> Decimal | None:
    """A number with so many decimals, as the store keeps it. Raises ValueError rather than round."""
    if value is None:
        return None
    kept = round(value, digits)
    if kept != value:
        raise ValueError(f"{value} has more than {digits} decimals")
    return kept


def known_confidence(confidence: str) -> str:
    """The code of a confidence. What is from memory is not confirmed: the tables do not tell the two apart."""
    return "u" if confidence == Confidence.M else confidence.lower()
