"""Where the header of a table stands: the row whose words are known, above rows of as many cells."""

from __future__ import annotations

import re

from jicha.intake.errors import BadHeader
from jicha.intake.proposal.slots_found import slot_runs
from jicha.intake.proposal.vocabulary import Vocabulary, keys_of
from jicha.intake.sources.formats.cutting import split_record
from jicha.intake.sources.open import OpenTable, check_header
from jicha.intake.sources.source import Header
from jicha.terms.errors import JichaError

_VALUE = re.compile(r"^[+-]?[0-9][0-9.,:/\- ]*%?$")


def likely_header(table: OpenTable, vocabulary: Vocabulary) -> Header:
    """The likeliest header that can be used. Raises BadHeader when none can.

    Where the likeliest one is refused the next may do, but none that swallows a record or cuts the rows elsewhere.
    """
    ranked = sorted(table.headers(), key=lambda one: _score(table, one, vocabulary), reverse=True)
    others = [one for one in ranked[1:] if one.delimiter == ranked[0].delimiter and not _is_record(one)]
    refused: JichaError | None = None
    for header in (*ranked[:1], *others[:2]):
        try:
            return check_header(header, table.parsed.path, table.head.name)
        except BadHeader as error:
            refused = refused or error
    raise refused or BadHeader(
        "the table has no header",
        "Put a row of column words above its records.",
        message_zh="表格没有表头",
        remedy_zh="请在数据上方加一行列名。",
    )


def _score(table: OpenTable, header: Header, vocabulary: Vocabulary) -> tuple[float, int]:
    words = header.titles
    slots = {word for run in slot_runs(words) for word in run.columns}
    told = [word for word in words if word and word not in slots]
    known = sum(1 for word in told if any(key in vocabulary.by_key for key in keys_of(word)))
    values = sum(1 for word in told if _is_value(word))
    blank = sum(1 for word in words if not word)
    score = 3.0 * known + 0.5 * len(told) + 0.2 * len(slots) - 2.0 * values - 2.0 * blank
    score -= 0.5 * sum(1 for word in told if "/" in word)  # a header of two rows must be better than its lower row
    score += 0.5 * min(10, _alike_below(table, header)) if len(words) > 1 else -1.0
    return score, -header.last_line


def _is_record(header: Header) -> bool:
    """Whether half of its words are values."""
    words = [word for word in header.titles if word]
    return sum(1 for word in words if _is_value(word)) * 2 >= max(1, len(words))


def _is_value(word: str) -> bool:
    """Whether it is a number or a day, alone or as the lower row of a header of two."""
    return bool(_VALUE.match(word) or _VALUE.match(word.rpartition("/")[2]))


def _alike_below(table: OpenTable, header: Header) -> int:
    """How many rows below have as many cells."""
    rows = [one for one in table.head.head if one.line > header.last_line]
    widths = [
        len(split_record(one.cells[0], header.delimiter)) if len(one.cells) == 1 else len(one.cells) for one in rows
    ]
    return sum(1 for width in widths if width == len(header.titles))
