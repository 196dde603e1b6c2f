"""Random utilities for the test of equality: regions with editions of prices and rules, and customers of every kind.

Everything is drawn from one ``random.Random``, so a seed names a world. Inputs go missing on purpose.
"""

from __future__ import annotations

from datetime import date
from random import Random

import rate_customers
import rate_prices
from rate_draw import Tables

from jicha.audit.rate.rows import TABLES

TODAY = date(2026, 6, 30)


def world(random: Random, *, regions: int, customers: int) -> Tables:
    """All canonical rows of some regions with so many customers each."""
    made: Tables = {name: [] for name in TABLES}
    rate_prices.add_steps(random, made)
    for number in range(regions):
        region = f"{11 + number}"
        codes = rate_prices.add_region(random, made, region)
        for place in range(customers):
            rate_customers.add_customer(random, made, region, f"{region}-{place}", codes)
    return made
