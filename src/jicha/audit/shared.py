"""What the finds of one rule have in common: an attribute, or two together, that tells them from all else it tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np
import numpy.typing as npt

from jicha.audit.contrast import Contrast
from jicha.audit.cube import LEAST_OF_A_VALUE, Cube
from jicha.terms.cause import Cause, SharedAttribute

LEAST_FOUND = 20  # below it each find can still be looked at, and a share says little
LEAST_OWNERS = 10  # customers; what one or a few customers share is those customers
LEAST_LIFT = 3  # times the share of the rest, by the lower bound: a share merely doubled has many innocent reasons
# Of the few who have one attribute a second one must mark off as much, yet need not be as sure of it: that there is a
# cause is known by then, and 40 of 40 in one county beside 0 of 40 in another come to no more than 2.5 by the bound.
_LEAST_ADDED = 2
# A cause explains the finds of its rule, or it explains its own subjects whatever else the rule finds: it holds half of
# the finds, or four in five of those who have it are found.
_MOST = 2
_NEARLY_ALL = Fraction(4, 5)
_VALUES = 5  # of one attribute; more are no longer one reason
_CAUSES = 5  # of one rule


@dataclass(frozen=True, slots=True)
class Explanation:
    """Attributes that tell finds apart; ``members`` are the finding ids of the finds that have them."""

    attributes: tuple[SharedAttribute, ...]
    contrast: Contrast
    members: frozenset[str]


_Bits = npt.NDArray[np.bool_]
_Group = tuple[tuple[int, tuple[int, ...]], ...]  # (attribute, codes of its values), one or two of them


def explanations(cube: Cube, known: Sequence[Cause] = ()) -> tuple[Explanation, ...]:
    """The causes among the finds of a rule, the sharpest first; what is in none of them stays single.

    After each cause its subjects are set aside and the rest is weighed again. ``known`` are the causes that stand from
    the runs before: finds that have what they name stay with their cause, however few are left, as long as it still
    tells them from the rest. Once its share has come down to what is found anyway, it hides single finds.
    """
    rest = _Part(cube, np.ones(len(cube.tested), bool), np.ones(len(cube.find_ids), bool))
    told: list[Explanation] = []
    for _ in range(_CAUSES):
        best = rest.best()
        if best is None:
            break
        told.append(rest.explanation(best))
        rest = rest.without(best)
    for one in known:
        group = _group_of(cube, one.attributes)
        if not group or any(overlap(one.attributes, other.attributes) for other in told):
            continue
        explained = rest.explanation(group)
        if explained.members and _still_tells(explained.contrast):
            told.append(explained)
            rest = rest.without(group)
    return tuple(told)


def overlap(some: Sequence[SharedAttribute], others: Sequence[SharedAttribute]) -> bool:
    """Whether two causes of a rule are about the same: they share an attribute, and a value of each that they share."""
    values = {one.name: set(one.values) for one in some}
    both = [one for one in others if one.name in values]
    return bool(both) and all(values[one.name] & set(one.values) for one in both)


def _group_of(cube: Cube, attributes: Sequence[SharedAttribute]) -> _Group:
    """The attributes as codes of the cube; empty where it lacks one of them."""
    places = {attribute.name: at for at, attribute in enumerate(cube.attributes)}
    if any(one.name not in places for one in attributes):
        return ()
    return tuple(
        (at, tuple(cube.values[at].index(value) + 1 for value in one.values))
        for one in attributes
        for at in [places[one.name]]
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The combinations and finds of a cube that no cause holds yet."""

    cube: Cube
    rows: _Bits
    finds: _Bits

    def best(self) -> _Group | None:
        """The group that tells the finds of this part from the others most sharply, if one does so surely enough."""
        if int(self.finds.sum()) < LEAST_FOUND:
            return None
        singles = [group for at in range(len(self.cube.attributes)) for group in self._singles(at)]
        alone: dict[_Group, bool] = {}
        found = [group for group in singles if self._stands(group, alone)]
        pairs = dict.fromkeys([*combinations(self._common(singles), 2), *self._dense_pairs()])
        found += [(*one, *other) for one, other in pairs if self._explains_more(one, other, alone)]
        # Ties go to fewer attributes, then to the order in which attributes are told.
        return max(found, key=lambda group: (self.contrast(group).sharpness, -len(group), *_negated(group)),
                   default=None)  # fmt: skip

    def explanation(self, group: _Group) -> Explanation:
        """The group in words."""
        finds = self._has(group, self.cube.find_codes) & self.finds
        return Explanation(
            tuple(
                SharedAttribute(self.cube.attributes[at].name, tuple(self.cube.values[at][code - 1] for code in codes))
                for at, codes in group
            ),
            self.contrast(group),
            frozenset(self.cube.find_ids[row] for row in np.flatnonzero(finds)),
        )

    def without(self, group: _Group) -> _Part:
        """What the group leaves."""
        rows = self.rows & ~self._has(group, self.cube.codes)
        return _Part(self.cube, rows, self.finds & ~self._has(group, self.cube.find_codes))

    def contrast(self, group: _Group, within: _Group = ()) -> Contrast:
        """The group against the rest of this part, or of those ``within`` another group."""
        rows, finds = self.rows, self.finds
        if within:
            rows, finds = rows & self._has(within, self.cube.codes), finds & self._has(within, self.cube.find_codes)
        has, find_has = self._has(group, self.cube.codes), self._has(group, self.cube.find_codes)
        of_each, rest_of_each = (np.bincount(self.cube.owners[one]) for one in (finds & find_has, finds & ~find_has))
        return Contrast(
            found=int(self.cube.found[rows & has].sum()),
            tested=int(self.cube.tested[rows & has].sum()),
            owners=int(np.count_nonzero(of_each)),
            rest_found=int(self.cube.found[rows & ~has].sum()),
            rest_tested=int(self.cube.tested[rows & ~has].sum()),
            rest_owners=int(np.count_nonzero(rest_of_each)),
            squares=int((of_each**2).sum()),
            rest_squares=int((rest_of_each**2).sum()),
        )

    def _singles(self, at: int) -> Iterator[_Group]:
        """The groups of one attribute that may be (part of) a cause: single values, and values that are alike."""
        codes = range(1, len(self.cube.values[at]) + 1)
        counted = {code: self.contrast(((at, (code,)),)) for code in codes}
        often = [code for code in codes if counted[code].found >= LEAST_OF_A_VALUE]
        if not often:
            return
        yield from (((at, (code,)),) for code in often if _explains(counted[code]))
        highest = sorted(often, key=lambda code: (-counted[code].found / counted[code].tested, code))[:_VALUES]
        for number in range(len(highest), 1, -1):
            alike = tuple(sorted(highest[:number]))
            if all(self._stands_above(at, code, alike) for code in alike):
                yield ((at, alike),)
                return

    def _stands_above(self, at: int, code: int, alike: tuple[int, ...]) -> bool:
        """Whether one of several values stands above what has none of them."""
        others = tuple(one for one in alike if one != code)
        apart = self.without(((at, others),)) if others else self
        return _is_far_above(apart.contrast(((at, (code,)),)))

    def _common(self, singles: Sequence[_Group]) -> list[_Group]:
        """Those that hold half of the finds: two of them together may."""
        return [one for one in singles if _MOST * self._finds_of(one) >= int(self.finds.sum())]

    def _dense_pairs(self) -> Iterator[tuple[_Group, _Group]]:
        """Pairs of values of two attributes nearly all of whose subjects are found, by counting all pairs at once."""
        codes, tested, found = self.cube.codes[self.rows], self.cube.tested[self.rows], self.cube.found[self.rows]
        for one, other in combinations(range(len(self.cube.attributes)), 2):
            width = len(self.cube.values[other]) + 1
            cell = codes[:, one] * width + codes[:, other]
            found_in = np.bincount(cell, weights=found)  # counts below 2^53 are exact
            tested_in = np.bincount(cell, weights=tested)
            dense = (found_in >= LEAST_FOUND) & (
                _NEARLY_ALL.denominator * found_in >= _NEARLY_ALL.numerator * tested_in
            )
            for at in np.flatnonzero(dense).tolist():
                first, second = divmod(at, width)
                if first and second:
                    yield ((one, (first,)),), ((other, (second,)),)

    def _explains_more(self, one: _Group, other: _Group, alone: dict[_Group, bool]) -> bool:
        """Whether two attributes together are a cause, and neither is one that the other adds nothing to."""
        both = (*one, *other)
        if one[0][0] == other[0][0] or self._finds_of(both) < LEAST_FOUND or not _qualifies(self.contrast(both)):
            return False
        return all(
            not self._stands(group, alone) or _adds(self.contrast(added, within=group))
            for group, added in ((one, other), (other, one))
        )

    def _stands(self, group: _Group, known: dict[_Group, bool]) -> bool:
        """Whether a group is a cause by itself; remembered in ``known``."""
        if group not in known:
            known[group] = self._finds_of(group) >= LEAST_FOUND and _qualifies(self.contrast(group))
        return known[group]

    def _finds_of(self, group: _Group) -> int:
        return int((self._has(group, self.cube.find_codes) & self.finds).sum())

    def _has(self, group: _Group, codes: npt.NDArray[np.int64]) -> _Bits:
        found = np.ones(len(codes), bool)
        for at, wanted in group:
            one = codes[:, at] == wanted[0]
            for code in wanted[1:]:
                one |= codes[:, at] == code
            found &= one
        return found


def _qualifies(contrast: Contrast) -> bool:
    return (
        contrast.found >= LEAST_FOUND
        and contrast.owners >= LEAST_OWNERS
        and _explains(contrast)
        and _is_far_above(contrast)
    )


def _explains(contrast: Contrast) -> bool:
    nearly_all = contrast.found >= _NEARLY_ALL * contrast.tested
    return nearly_all or _MOST * contrast.found >= contrast.all_found


def _is_far_above(contrast: Contrast) -> bool:
    at_least = contrast.lift_at_least
    return at_least is not None and at_least >= LEAST_LIFT


def _adds(contrast: Contrast) -> bool:
    at_least = contrast.lift_at_least
    return at_least is not None and at_least >= _LEAST_ADDED and _still_tells(contrast)


def _still_tells(contrast: Contrast) -> bool:
    """Of few finds no bound can be sure; the share itself must be as far above the rest as a cause's is."""
    return contrast.lift is None or contrast.lift >= LEAST_LIFT


def _negated(group: _Group) -> tuple[int, ...]:
    """A key by which the earlier attribute is the larger."""
    return tuple(-at for at, _ in group)
