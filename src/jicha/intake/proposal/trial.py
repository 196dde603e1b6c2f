"""Try a proposal on the records that were looked at: what it would keep out is a doubt of its own.

A point that is looked up cannot be found without a store; that it must be known is a doubt of its own already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from jicha.intake.mapping import map_batch
from jicha.intake.profile import FileKind, Profile
from jicha.intake.proposal.doubts import doubtful, listed
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Proposal
from jicha.intake.read_profile import read_text
from jicha.intake.rows import Rows
from jicha.intake.sources.header import named
from jicha.intake.transforms.point_of import UNPLACED


def with_trial(proposal: Proposal, seen: Sequence[LookedAt]) -> Proposal:
    """The proposal with a doubt for each table of which it keeps records out. Raises BadProfile if it is no profile."""
    profile = read_text(proposal.text("en"), "proposal")
    doubts = []
    for one in seen:
        kind = _kind(profile, one)
        if kind is None or not len(one.sample):
            continue
        words = named(one.source.header, kind.synonyms).words
        columns = pa.RecordBatch.from_arrays(one.sample.rows.columns, names=list(words))
        reasons: Counter[str] = Counter()
        for rejected in map_batch(Rows(columns, kind.constants, kind.nulls), kind.for_file(words)).rejected:
            if rejected.reason != UNPLACED:
                reasons[f"{rejected.reason} ({rejected.column})"] += len(rejected.rows)
        if reasons:
            told = listed([f"{reason}: {count}" for reason, count in reasons.most_common()])
            doubts.append(doubtful("trial", rows=reasons.total(), of=len(one.sample), reasons=told))
    first, *others = proposal.lines
    return Proposal((replace(first, doubts=(*first.doubts, *doubts)), *others))


def _kind(profile: Profile, seen: LookedAt) -> FileKind | None:
    """The kind of the proposal that reads a table."""
    fits = [one for one in profile.files if one.fits(named(seen.source.header, one.synonyms).words)]
    return max(fits, key=lambda one: len(one.header), default=None)
