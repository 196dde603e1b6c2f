"""What a region's stored rules say beside its prices: tiers, funds, capacity and demand, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jicha.audit.rate.rows import Row, Rows, on
from jicha.tariffs.book import CapacityRule, Confidence, Surcharge, Tier, Waiver

SECOND = 2


def tiers(rows: Rows, region: str) -> Iterator[Tier]:
    """The tiers of a region by the days on which they are known.

    Days on which a household size has a tier with a blank, or no second tier, have none at all: who needs them is
    refused. The first tier is there whether a row says so or not.
    """
    sizes: dict[str, list[Row]] = {}
    for row in rows.of("tier_rule", region=region):
        sizes.setdefault(row["household_size"], []).append(row)
    for held in sizes.values():
        edges = sorted({day for row in held for day in (row["valid_from"], row["valid_to"]) if day is not None})
        for first, after in zip(edges, [*edges[1:], None], strict=True):
            higher = [row for row in on(held, first) if row["tier"] > 1]
            blank = any(row[name] is None for row in higher for name in ("cycle", "kwh_above", "extra_price"))
            if blank or not any(row["tier"] == SECOND for row in higher):
                continue
            yield replace(_tier(higher[0], first, after), tier=1, above_kwh=Decimal(0), extra=Decimal(0))
            yield from (_tier(row, first, after) for row in higher)


def surcharges(rows: Rows, region: str) -> Iterator[Surcharge]:
    """The rates of funds and surcharges that are known."""
    for row in rows.of("surcharge_rate", region=region):
        if _is_known(row):
            yield Surcharge(
                item=row["item"],
                rate=row["rate"] if row["allowed"] else Decimal(0),
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                classes=(row["price_class"],),
                allowed=row["allowed"],
                source=row["document_no"] or "",
                confidence=confidence_of(row),
            )


def blank_fund_days(rows: Rows, region: str, price_class: str) -> list[Row]:
    """The rows that say a class pays a fund, and not how much, or not whether it may be charged."""
    return [row for row in rows.of("surcharge_rate", region=region, price_class=price_class) if not _is_known(row)]


def capacity_rules(rows: Rows, region: str) -> Iterator[CapacityRule]:
    """What the region asks of capacity and demand."""
    for row in rows.of("capacity_rule", region=region):
        yield CapacityRule(
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            least_demand_percent=row["least_demand_percent"],
            demand_limit_percent=row["demand_limit_percent"],
            over_factor=row["over_factor"],
            discount_kwh_per_kva=row["discount_kwh_per_kva"],
            discount_percent=row["discount_percent"],
            least_idle_days=row["least_idle_days"],
            source=row["document_no"] or "",
            confidence=confidence_of(row),
        )


def waivers(rows: Rows, region: str) -> Iterator[Waiver]:
    """The waivers of which the share is known; whether one with a blank matters to a customer is asked elsewhere."""
    for row in rows.of("component_waiver", region=region):
        if row["waived_percent"] is not None:
            yield Waiver(
                component=row["component"],
                preference=row["preference_kind"],
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                percent=row["waived_percent"],
                source=row["document_no"] or "",
                confidence=confidence_of(row),
            )


def _is_known(row: Row) -> bool:
    return row["allowed"] is False or (row["allowed"] is True and row["rate"] is not None)


def _tier(row: Row, first: date, after: date | None) -> Tier:
    return Tier(
        tier=row["tier"],
        above_kwh=row["kwh_above"],
        extra=row["extra_price"],
        valid_from=first,
        valid_to=after,
        household=row["household_size"],
        cycle=row["cycle"],
        source=row["document_no"] or "",
        confidence=confidence_of(row),
    )


def confidence_of(row: Row) -> Confidence:
    """How sure a row is; unconfirmed where it does not say."""
    return Confidence(str(row["confidence"] or "u").upper())
