"""How far the share of finds among some stands above that of the rest, and how sure that is; without any float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from jicha.terms.money import round_half_up

# A run weighs up to a million values and pairs of values. Four standard errors on both sides of the ratio leave chance
# about one in a hundred million for each; `test_random_finds_make_no_cause` measures what is left.
STANDARD_ERRORS = Decimal(4)
_CONTEXT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Found and tested among those with an attribute and among the rest; ``owners`` are the customers of the finds.

    Finds of one customer are not independent of each other (he is billed wrongly every month), so the shares are as
    sure as if each customer with a find counted once. Where a few customers have most of the finds they count for
    still fewer: ``squares`` adds up the square of each customer's finds, and Kish's effective number of customers is
    found² / squares. 0 stands for customers that have alike many.
    """

    found: int
    tested: int
    owners: int
    rest_found: int
    rest_tested: int
    rest_owners: int
    squares: int = 0
    rest_squares: int = 0

    @property
    def lift(self) -> Decimal | None:
        """The share of those with it over the share of the rest; None where the rest has no find."""
        if not (self.rest_found and self.tested):
            return None
        return _decimal(Fraction(self.found * self.rest_tested, self.tested * self.rest_found), 2)

    @property
    def lift_at_least(self) -> Decimal | None:
        """The lower bound of the lift: Wilson bounds of both shares. None where one side was not tested."""
        if not (self.found and self.rest_tested):
            return None
        each = _of_a_customer(self.found, self.owners, self.squares)
        rest_each = _of_a_customer(self.rest_found, self.rest_owners, self.rest_squares) if self.rest_found else each
        with localcontext(_CONTEXT):
            low = _wilson(Fraction(self.found, self.tested), self.tested / each, below=True)
            high = _wilson(Fraction(self.rest_found, self.rest_tested), self.rest_tested / rest_each, below=False)
            return round_half_up(low / high, 2)

    @property
    def sharpness(self) -> Fraction:
        """How well it tells finds from the others: the squared phi coefficient of the four numbers, 0 to 1."""
        missed, spared = self.tested - self.found, self.rest_tested - self.rest_found
        below = self.tested * self.rest_tested * (self.found + self.rest_found) * (missed + spared)
        return Fraction((self.found * spared - missed * self.rest_found) ** 2, below) if below else Fraction(0)

    @property
    def all_found(self) -> int:
        """The finds on both sides."""
        return self.found + self.rest_found


def _of_a_customer(found: int, owners: int, squares: int) -> Fraction:
    """How many finds are worth one: those that a customer has, as it looks from a find."""
    return Fraction(squares, found) if squares else Fraction(found, owners)


def _wilson(share: Fraction, trials: Fraction, *, below: bool) -> Decimal:
    """One bound of Wilson's interval for a share of so many trials."""
    p, n = _exact(share), _exact(trials)
    square = STANDARD_ERRORS * STANDARD_ERRORS
    middle = p + square / (2 * n)
    reach = STANDARD_ERRORS * (p * (1 - p) / n + square / (4 * n * n)).sqrt()
    return (middle - reach if below else middle + reach) / (1 + square / n)


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _decimal(value: Fraction, digits: int) -> Decimal:
    with localcontext(_CONTEXT):
        return round_half_up(_exact(value), digits)
