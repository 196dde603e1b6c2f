"""Random prices and rules of a region: editions, kinds of prices, funds, tiers, demand, waivers, readings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rate_draw import Tables, day, number, put, seldom

from jicha.tariffs import power_factor
from jicha.tariffs.conventions import CHOICES

FIRST, LAST = date(2025, 1, 2), date(2026, 6, 20)
SPLIT = ("market_energy", "transport", "grid_loss", "system_operation")
HOURS = ("sharp", "peak", "flat", "valley", "deep")
FUNDS = ("renewables", "water_projects", "rural_grid_loan", "other", "city_utility")
# code: class, strategy, tiered, included, components, by hours
KINDS: dict[str, tuple[str, str, bool, bool, tuple[str, ...], bool]] = {
    "HOME": ("residential", "single_part", True, True, ("energy",), False),
    "HOME2": ("residential", "single_part", True, False, ("energy",), False),
    "NIGHT": ("residential", "single_part", True, True, ("energy",), True),
    "SCHOOL": ("residential", "single_part", False, True, ("energy",), False),
    "SHOP": ("commercial_industrial", "single_part", False, False, SPLIT, False),
    "SHOPHOURS": ("commercial_industrial", "single_part", False, False, SPLIT, True),
    "OLD": ("commercial_industrial", "single_part", False, True, ("energy",), False),
    "MILL": ("large_industry", "two_part", False, False, (*SPLIT, "capacity", "demand"), True),
    "PLANT": ("large_industry", "two_part", False, False, ("energy", "capacity", "demand"), False),
    "FARM": ("agricultural", "single_part", False, False, ("energy",), False),
}


def add_steps(random: Random, made: Tables) -> None:
    """The table of power factor adjustments, now and then without a standard."""
    lost = random.choice(power_factor.STANDARDS) if seldom(random) else ""
    for one in power_factor.table().values():
        if one.standard != lost:
            put(
                made,
                "power_factor_step",
                power_factor_standard=one.standard,
                power_factor=Decimal(one.hundredths).scaleb(-2),
                percent=one.percent,
            )


def add_region(random: Random, made: Tables, region: str) -> list[str]:
    """A region with its units, and the codes of its prices."""
    put(made, "org", org_id=f"{region}p", name="p")
    put(made, "org", org_id=f"{region}s", parent_org_id=f"{region}p", name="s")
    if not seldom(random, 0.01):
        put(made, "price_region", org_id=f"{region}p", valid_from=date(2015, 1, 1), region=region)
    _conventions(random, made, region)
    codes = random.sample(list(KINDS), random.randint(5, len(KINDS)))
    _editions(random, made, region, codes)
    _funds(random, made, region)
    _tiers(random, made, region)
    _rules(random, made, region)
    return codes


def _conventions(random: Random, made: Tables, region: str) -> None:
    for name, choices in CHOICES.items():
        if seldom(random, 0.04):
            continue
        told: dict[str, Any] = {"region": region, "convention": name, "confirmed_by": "Li", "confirmed_on": FIRST}
        put(made, "convention", valid_from=date(2020, 1, 1), choice=random.choice(choices), **told)
        if seldom(random, 0.3):
            put(made, "convention", valid_from=date(2021, 1, 1), choice=random.choice(choices), **told)
        if seldom(random, 0.2):
            told["confirmed_by"] = None
            put(made, "convention", valid_from=date(2022, 1, 1), choice=random.choice(choices), **told)


def _editions(random: Random, made: Tables, region: str, codes: list[str]) -> None:
    starts = sorted({date(2024, 1, 1), *(day(random, FIRST, LAST) for _ in range(random.randint(1, 4)))})
    in_base = {(code, one): not seldom(random, 0.15) for code in codes for one in KINDS[code][4]}
    sharp_from = {code: random.choice(starts) if seldom(random, 0.3) else starts[0] for code in codes}
    hours = {code: ("sharp", "peak", "flat", "valley", "deep")[: random.choice((4, 5))] for code in codes}
    included = {code: KINDS[code][3] for code in codes}
    before: dict[tuple[str, str, str], Decimal] = {}
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else None
        if end and seldom(random, 0.03):
            end -= timedelta(random.randint(1, 3))  # a gap
        elif end and seldom(random, 0.03):
            end += timedelta(random.randint(1, 3))  # two editions on one day
        book_id = f"{region}@{start}"
        status = "draft" if seldom(random, 0.03) else "in_force"
        put(made, "price_book", book_id=book_id, region=region, valid_from=start, valid_to=end, book_status=status)
        if seldom(random, 0.1):
            put(
                made, "price_book", book_id=f"{book_id}w", region=region, valid_from=start, valid_to=end,
                book_status="withdrawn",
            )  # fmt: skip
        for code in codes:
            if seldom(random, 0.02):
                continue
            if seldom(random, 0.05):
                included[code] = not included[code]
            _item(random, made, book_id, code, included[code])
            for component in KINDS[code][4]:
                periods = hours[code] if KINDS[code][5] and component not in ("capacity", "demand") else ("total",)
                for period in periods:
                    if period == "sharp" and start < sharp_from[code]:
                        continue
                    key = (code, component, period)
                    if key not in before or not seldom(random, 0.4):
                        before[key] = _price(random, component)
                    _component(random, made, book_id, key, before[key], in_base[code, component])


def _item(random: Random, made: Tables, book_id: str, code: str, included: bool) -> None:
    price_class, strategy, tiered, _, _, _ = KINDS[code]
    row = put(
        made, "price_item", book_id=book_id, price_code=code, price_class=price_class, price_strategy=strategy,
        tiered=tiered, surcharges_included=included, time_of_use=KINDS[code][5],
    )  # fmt: skip
    if seldom(random, 0.005):
        row[random.choice(("price_class", "price_strategy", "tiered", "surcharges_included"))] = None


def _price(random: Random, component: str) -> Decimal:
    if component == "capacity":
        return number(random, 15, 40, random.choice((0, 2, 8)))
    if component == "demand":
        return number(random, 25, 60, random.choice((0, 2, 8)))
    if component == "system_operation":
        return number(random, -0.02, 0.05, 8)
    return number(random, 0.01, 1.2, random.choice((2, 4, 8)))


def _component(
    random: Random, made: Tables, book_id: str, key: tuple[str, str, str], price: Decimal, in_base: bool
) -> None:
    code, component, period = key
    column = {"capacity": "capacity_price", "demand": "demand_price"}.get(component, "unit_price")
    if component in ("capacity", "demand") and seldom(random, 0.02):
        return
    put(
        made, "price_component", book_id=book_id, price_code=code, component=component, period_of_day=period, tier=1,
        in_power_factor_base=in_base, **{column: None if seldom(random, 0.002) else price},
    )  # fmt: skip


def _funds(random: Random, made: Tables, region: str) -> None:
    for fund in random.sample(FUNDS, random.randint(1, len(FUNDS))):
        for price_class in sorted({kind[0] for kind in KINDS.values()}):
            starts = sorted({date(2020, 1, 1), *(day(random, FIRST, LAST) for _ in range(random.randint(0, 2)))})
            for place, start in enumerate(starts):
                end = starts[place + 1] if place + 1 < len(starts) else None
                if seldom(random, 0.2):
                    end = day(random, FIRST, LAST) if end is None else end
                if end is not None and end <= start:
                    continue
                blank = seldom(random, 0.003)
                put(
                    made, "surcharge_rate", region=region, item=fund, price_class=price_class, valid_from=start,
                    valid_to=end, rate=None if blank else number(random, 0, 0.03, 8),
                    allowed=random.choice((False, None)) if seldom(random, 0.03) else True,
                )  # fmt: skip


def _tiers(random: Random, made: Tables, region: str) -> None:
    cycle = random.choice(("year", "year", "month"))
    starts = sorted({date(2012, 7, 1), *([day(random, FIRST, LAST)] if seldom(random, 0.4) else [])})
    sizes = ["ordinary", "five_or_more", *(["seven_or_more"] if random.random() < 0.5 else [])]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else None
        for size in sizes:
            if seldom(random, 0.03):
                continue
            scale = Decimal(1) if cycle == "year" else Decimal("0.1")
            second = number(random, 1000, 2500, random.choice((0, 3))) * scale
            rows: list[tuple[int, Decimal, Decimal]] = [(2, second, number(random, 0.01, 0.1, random.choice((2, 8))))]
            if random.random() < 0.85:
                rows.append((3, second + number(random, 100, 2000, 0) * scale, number(random, 0.1, 0.5, 2)))
            if random.random() < 0.7:
                rows.append((1, Decimal(0), Decimal(0)))
            for tier, above, extra in rows:
                row = put(
                    made, "tier_rule", region=region, valid_from=start, valid_to=end, household_size=size, tier=tier,
                    cycle=cycle, kwh_above=round(above, 3), extra_price=extra,
                )  # fmt: skip
                if seldom(random, 0.01):
                    row[random.choice(("cycle", "kwh_above", "extra_price"))] = None


def _rules(random: Random, made: Tables, region: str) -> None:
    starts = sorted({date(2016, 1, 1), *([day(random, FIRST, LAST)] if seldom(random, 0.4) else [])})
    for place, start in enumerate(starts):
        if seldom(random, 0.03):
            continue
        row = put(
            made, "capacity_rule", region=region, valid_from=start,
            valid_to=starts[place + 1] if place + 1 < len(starts) else None,
            demand_limit_percent=random.choice((Decimal(105), Decimal("105.125"), Decimal(100))),
            over_factor=random.choice((Decimal(2), Decimal("1.5"), Decimal("2.125"))),
            discount_kwh_per_kva=Decimal(260), discount_percent=random.choice((Decimal(90), Decimal("87.655"))),
            least_idle_days=random.choice((None, 15, 10, 20)),
        )  # fmt: skip
        if seldom(random, 0.1):
            row["discount_kwh_per_kva"] = None
        if seldom(random, 0.05):
            row[random.choice(("demand_limit_percent", "over_factor"))] = None
    for component in ("capacity", "demand"):
        for kind in ("charging", "clean_heating"):
            if random.random() < 0.6:
                put(
                    made, "component_waiver", region=region, component=component, preference_kind=kind,
                    valid_from=random.choice((date(2018, 1, 1), day(random, FIRST, LAST))),
                    valid_to=random.choice((None, LAST, day(random, FIRST, LAST) + timedelta(700))),
                    waived_percent=None
                    if seldom(random, 0.03)
                    else random.choice((Decimal(100), Decimal(40), Decimal("33.333"))),
                )  # fmt: skip
