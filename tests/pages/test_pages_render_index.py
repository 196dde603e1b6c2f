"""The index of a library: every rule under its family, severity, topic, source and catalogue entry."""

from __future__ import annotations

from jicha.pages.read import read_text
from jicha.pages.render_index import Index, index_html, index_markdown, library_index


def _index(loss_page: str) -> Index:
    other = loss_page.replace("BIL-016", "MET-001").replace("severity: breach", "severity: gap")
    other = other.replace("catalogue: T16", "catalogue: [T16, M01]").replace("(supply rules)", "(a <b> | c)")
    pages = [read_text(other, "rules/metering/MET-001.md"), read_text(loss_page, "rules/billing/BIL-016.md")]
    return library_index(pages)


def test_every_rule_stands_once_by_family_severity_and_topic(loss_page: str) -> None:
    index = _index(loss_page)
    for groups in (index.families, index.severities, index.topics):
        assert sorted(one.code for group in groups for one in group.entries) == ["BIL-016", "MET-001"]
    assert [group.name.zh for group in index.families] == ["电能计量", "电价电费"]


def test_the_legal_index_says_how_sure_a_source_is(loss_page: str) -> None:
    source = _index(loss_page).sources[-1]
    assert source.name.en == "metering at the supply side (supply rules)"
    assert source.note.zh == "U: 自定默认值(非法规)"


def test_an_entry_of_the_catalogue_lists_all_its_rules(loss_page: str) -> None:
    catalogue = {group.name.en: [one.code for one in group.entries] for group in _index(loss_page).catalogue}
    assert catalogue == {"M01": ["MET-001"], "T16": ["BIL-016", "MET-001"]}


def test_both_writers_link_every_page_and_escape(loss_page: str) -> None:
    index = _index(loss_page)
    assert '<a href="MET-001.html">MET-001</a>' in index_html(index)
    assert "(a &lt;b&gt; | c)" in index_html(index)
    assert "[MET-001](MET-001.md)" in index_markdown(index)
    assert "(a &lt;b&gt; \\| c)" in index_markdown(index)
