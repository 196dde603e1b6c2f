"""What a score says, as values. Energies are kWh, money CNY, shares lie between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jicha.twin.scorer.findings import Covered
from jicha.twin.scorer.rate import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """On what it was measured; ``end`` is the first day after."""

    scenario: str
    seed: int
    start: date
    end: date
    days: int
    customers: int
    areas: int
    plantings: int
    errors: int
    near_misses: int
    lives: int
    findings: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Findings on subjects that the truth does not know, so that nobody can say whether they are true."""

    subject_kind: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScore:
    """One code. ``planted`` errors are found or missed; a wrong finding is neither planted nor follows from anything.

    ``by_other_error`` and ``by_planting`` are findings that follow from an error of another code on the same subject,
    and from theft, a fault or a wrong record. ``wrong`` is ``on_life`` + ``on_nothing`` + ``unplaced``; near misses
    that were accused stand apart. ``true`` is the share of findings that are planted or follow from something,
    ``honest`` that on subjects with no planting, error or life. A sum is right within its tolerance; one that the
    finding does not state is not. ``exact``: nothing missed, no near miss accused, nothing wrong, every sum right;
    None where nothing of the code was planted.
    """

    code: str
    severity: str
    planted: int
    found: int
    missed: int
    recall: Rate
    near_misses: int
    near_misses_accused: int
    findings: int
    by_other_error: int
    by_planting: int
    on_life: int
    on_nothing: int
    unplaced: int
    wrong: int
    true: Rate
    honest: Rate
    sums: int
    sums_right: int
    planted_money: Decimal
    found_money: Decimal
    money_recall: float | None
    planted_kwh: Decimal
    found_kwh: Decimal
    exact: bool | None
    covered: Covered | None
    unsure: Rate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorKindScore:
    """One kind of planted error, over all the codes that are to find it."""

    kind: str
    planted: int
    found: int
    recall: Rate
    planted_money: Decimal
    money_recall: float | None
    near_misses: int
    near_misses_accused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantingScore:
    """One kind of theft, fault or wrong record. ``named`` were found by a finding on the customer, point or meter.

    ``found`` counts those of a finding on the area as well. Weighted recall goes by the size of what was lost, however
    it is signed. Delays are days from its first to the day of the report, or else to the day after what the first
    finding is about, when it could be known; None where nothing found says when.
    """

    kind: str
    is_theft: bool | None
    planted: int
    found: int
    recall: Rate
    named: int
    named_recall: Rate
    lost_kwh: Decimal
    kwh_recall: float | None
    lost_money: Decimal
    money_recall: float | None
    delay_days_median: float | None
    delay_days_least: int | None
    delay_days_most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeScore:
    """One honest life: how many have it, and how many of them were accused though nothing of theirs was untrue.

    An accusation is a finding of a rule that states a breach, an error or a gap, or a suspicion of at least 0.5.
    """

    life: str
    subjects: int
    accused: int
    share: Rate


@dataclass(frozen=True, slots=True)
class FirstHits:
    """How many of the first ``k`` on the list steal; of fewer where the list is shorter."""

    k: int
    precision: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The order of suspicions with a probability, by customer; those of equal probability share their places.

    ``code`` is blank for all detectors together. ``budget`` is the number of visits, 5 % of all customers; of the
    energy that customers stole, ``kwh_at_budget`` is the share of those visited and ``kwh_at_best`` what a perfect
    order would reach. ``first_in_area``: areas with a thief in which the most suspected customer is one.
    """

    code: str
    suspected: int
    thieves: int
    first: tuple[FirstHits, ...]
    average_precision: float | None
    budget: int
    kwh_at_budget: float | None
    kwh_at_best: float | None
    first_in_area: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A file of findings held against the truth of one build."""

    measured: Measured
    unplaced: tuple[Unplaced, ...]
    rules: tuple[RuleScore, ...]
    error_kinds: tuple[ErrorKindScore, ...]
    theft: PlantingScore
    other: PlantingScore
    plantings: tuple[PlantingScore, ...]
    plain: LifeScore
    lives: tuple[LifeScore, ...]
    rankings: tuple[Ranking, ...]
