"""Over which days a snapshot's records lie: the window of an audit that names none."""

from __future__ import annotations

from datetime import date

from jicha.store.snapshot import Snapshot
from jicha.terms.errors import Fault, JichaError


class NothingToAudit(JichaError):
    """A store without any dated record."""


def span_of(snapshot: Snapshot) -> tuple[date, date]:
    """The first and the last day any delivered record lies on. Raises NothingToAudit."""
    spans = [span for name in snapshot.tables if (span := snapshot.days(name)) is not None]
    if not spans:
        raise NothingToAudit(
            Fault("the store holds no dated record", "Bring in a delivery: jicha intake load ...", str(snapshot.root))
        )
    return min(first for first, _ in spans), max(last for _, last in spans)
