"""The fixed words of rendered pages."""

import re

from jicha.pages.render_words import every_word, word
from jicha.pages.scaffold import FAMILIES
from jicha.terms.verdict import Grain, Impact, Scope, Severity


def test_every_word_has_both_languages() -> None:
    assert [one for one, pair in every_word().items() if not pair.en or not re.search("[\u4e00-\u9fff]", pair.zh)] == []


def test_every_family_severity_impact_scope_and_grain_has_words() -> None:
    for prefix, names in (
        ("family", FAMILIES),
        ("severity", Severity),
        ("impact", Impact),
        ("scope", Scope),
        ("grain", Grain),
    ):
        assert all(word(f"{prefix}.{name}").en for name in names)
