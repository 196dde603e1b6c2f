"""A shipped profile's text with a few words more: other spellings of its columns, and columns that are left out.

The text is amended, not written anew, so that its comments and its order stay for whoever reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jicha.intake.proposal.proposed import quoted

_KIND, _ENDS = "  - file: ", re.compile(r"^(?:  - |\S)", re.MULTILINE)
_BECAUSE = "because: not recognised, because_zh: 未识别"


def with_spellings(text: str, kind: str, spelled: Mapping[str, str]) -> str:
    """The profile in which each of ``spelled`` is a synonym of its word; a list of the kind itself comes first."""
    for strange, word in spelled.items():
        before, mine, after = _parted(text, kind)
        own, shared = rf"(?<=[{{ ]){re.escape(word)}: \[", rf"(?m)^  {re.escape(word)}: \["
        if re.search(own, mine):
            mine = _inserted(mine, own, f"{quoted(strange)}, ")
        elif re.search(shared, before):
            before = _inserted(before, shared, f"{quoted(strange)}, ")
        elif re.search(listing := r"(?m)^    synonyms: *\{", mine):
            mine = _inserted(mine, listing, f"{quoted(word)}: [{quoted(strange)}], ")
        elif re.search(listing := r"(?m)^    synonyms:\n", mine):
            mine = _inserted(mine, listing, f"      {quoted(word)}: [{quoted(strange)}]\n")
        else:
            mine = _before_tables(mine, f"    synonyms: {{{quoted(word)}: [{quoted(strange)}]}}\n")
        text = before + mine + after
    return text


def without_columns(text: str, kind: str, words: Sequence[str]) -> str:
    """The profile whose kind leaves some columns out on purpose."""
    if not words:
        return text
    before, mine, after = _parted(text, kind)
    listed = ", ".join(map(quoted, words))
    ignored = "".join(f"      - {{column: {quoted(word)}, {_BECAUSE}}}\n" for word in words)
    if re.search(optional := r"(?m)^    optional:\s*\[", mine):
        mine = _inserted(mine, optional, f"{listed}, ")
    else:
        mine = _before_tables(mine, f"    optional: [{listed}]\n")
    if re.search(listing := r"(?m)^    ignore:\n", mine):
        mine = _inserted(mine, listing, ignored)
    else:
        mine = _before_tables(mine, f"    ignore:\n{ignored}")
    return before + mine + after


def _parted(text: str, kind: str) -> tuple[str, str, str]:
    """What stands before a kind of file, the kind, and what stands after it."""
    start = text.index(f"{_KIND}{kind}\n")
    end = _ENDS.search(text, start + len(_KIND))
    stop = end.start() if end else len(text)
    return text[:start], text[start:stop], text[stop:]


def _inserted(text: str, behind: str, more: str) -> str:
    """The text with ``more`` behind the first place that a pattern finds."""
    found = re.search(behind, text)
    assert found is not None
    return text[: found.end()] + more + text[found.end() :]


def _before_tables(kind: str, more: str) -> str:
    return kind.replace("    tables:\n", f"{more}    tables:\n", 1)
