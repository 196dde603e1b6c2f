"""Profiles are refused for every fault, each with line and nearest right word."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jicha.intake.condition import WORDS as OF_CONDITIONS
from jicha.intake.errors import BadProfile
from jicha.intake.manner import DATE_OPTIONS, NUMBER_OPTIONS, SANE
from jicha.intake.profile import Confidence
from jicha.intake.read_profile import FEED, FILE, IGNORED, PROFILE, read_profile, read_text
from jicha.intake.read_target import CURVE, TARGET
from jicha.intake.shipped import profiles
from jicha.intake.transforms import transforms


def faults_of(text: str) -> list[str]:
    with pytest.raises(BadProfile) as caught:
        read_text(text, "p.yaml")
    return [str(one) for one in caught.value.faults]


def test_a_good_profile_is_read_whole(bills_yaml: str) -> None:
    profile = read_text(bills_yaml, "p.yaml")
    (kind,) = profile.files
    assert (profile.name, profile.source, profile.confidence) == ("trial", "t", Confidence.OBSERVED)
    assert kind.header == ("no", "customer", "day", "kwh", "status")
    assert kind.nulls.of_texts[-1] == "-"
    assert list(kind.targets[0].columns) == ["bill_id", "customer_id", "issued_on", "kwh", "meter_status"]


FAULTS = {
    "an unknown word": ("source: t", "sorce: t", "p.yaml:3:1: unknown word 'sorce'. Did you mean source?"),
    "an unknown confidence": ("observed", "observd", "unknown confidence 'observd'. Did you mean observed?"),
    "an unknown table": ("table: bill", "table: bil", "unknown table 'bil'. Did you mean bill?"),
    "an unknown column": ("kwh: kwh", "kwhs: kwh", "bill has no column 'kwhs'. Did you mean kwh?"),
    "an unknown source column": ("{date: day}", "{date: dya}", "'dya' is no column of the file. Did you mean day?"),
    "an unknown transform": ("{date: day}", "{dat: day}", "no transform among 'dat'. Did you mean date?"),
    "an unknown option": ("{date: day}", "{date: day, formt: YYYY}", "unknown word 'formt'. Did you mean format?"),
    "two transforms": ("{date: day}", "{date: day, take: day}", "date and take cannot stand together"),
    "a transform for another type": (
        "kwh: kwh",
        "kwh: {date: day}",
        "date gives date, but the column is decimal(18,3)",
    ),
    "a key that is not mapped": ("bill_id: {identifier: [no]}", "name: no", "bill.bill_id must not be missing"),
    "a column neither read nor ignored": ("kwh: kwh", "month: {month: day}", "kwh is neither read nor ignored"),
    "an unknown format": ("header:", "format: dbf\n    header:", "unknown format 'dbf'"),
    "a word twice": ("[no, customer", "[no, no, customer", "a word stands twice in header, optional and constants"),
    "an unknown kind": (
        "table: bill",
        "table: bill\n        kind: mention",
        "unknown kind 'mention'. Did you mean mentions?",
    ),
    "a colon in the source": ("source: t", 'source: "a:b"', "source is 'a:b'"),
    "no description in Chinese": ("description_zh: 测试账单\n", "", "description_zh is missing"),
    "a separator of two letters": ("header:", 'delimiter: "||"\n    header:', "delimiter is '||'"),
    "a feed for no table": ("files:", "feeds: [{record: bil, dated: day}]\nfiles:", "unknown table 'bil'"),
    "a feed without date": ("files:", "feeds: [{record: bill, dated: kwh}]\nfiles:", "kwh is no date"),
    "a feed column that is not there": (
        "files:",
        "feeds: [{record: bill, dated: isued_on}]\nfiles:",
        "Did you mean issued_on?",
    ),
    "an ignored column that is read": (
        "nulls:",
        "ignore: [{column: kwh, because: x, because_zh: x}]\n    nulls:",
        "kwh is ignored and read",
    ),
    "an ignored column that is none": (
        "nulls:",
        "ignore: [{column: kwj, because: x, because_zh: x}]\n    nulls:",
        "kwj is ignored but is no column. Did you mean kwh?",
    ),
    "a table of intake's own": (
        "tables:",
        "tables:\n      - {table: feed, columns: {org_id: no, record: no}}",
        "feed is written by intake itself",
    ),
    "a code that is not ours": ("running", "runing", "'runing' is no code of meter_status. Did you mean running?"),
    "an empty condition": ("table: bill", "table: bill\n        when: {column: kwh}", "the condition says nothing"),
    "a condition on no column": (
        "table: bill",
        "table: bill\n        when: {column: kw, given: yes}",
        "'kw' is no column of the file",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_profile_is_refused_for(name: str, bills_yaml: str) -> None:
    old, new, message = FAULTS[name]
    assert old in bills_yaml
    found = faults_of(bills_yaml.replace(old, new, 1))
    assert any(message in one for one in found), found
    assert all(one.startswith("p.yaml:") for one in found)


def test_all_faults_are_told_at_once(bills_yaml: str) -> None:
    found = faults_of(bills_yaml.replace("observed", "x").replace("{date: day}", "{date: dya}"))
    assert len(found) == 2


def test_without_header_files_or_tables_there_is_no_profile(bills_yaml: str) -> None:
    head, _, _ = bills_yaml.partition("files:")
    assert "no files" in faults_of(head)[0]
    assert any("no tables" in one for one in faults_of(head + "files: [{file: a, header: [x]}]"))
    assert any("no header words" in one for one in faults_of(head + "files: [{file: a, tables: []}]"))


def test_a_profile_file_must_be_there_and_be_utf_8(tmp_path: Path, write: Callable[..., Path], bills_yaml: str) -> None:
    with pytest.raises(BadProfile, match="cannot be read"):
        read_profile(tmp_path / "nowhere.yaml")
    with pytest.raises(BadProfile, match="UTF-8"):
        read_profile(write(bills_yaml.encode("gb18030"), "p.yaml"))
    assert read_profile(write(b"\xef\xbb\xbf" + bills_yaml.encode(), "p.yaml")).name == "trial"


def test_another_text_is_another_digest(bills_yaml: str) -> None:
    one, other = read_text(bills_yaml, "p.yaml"), read_text(bills_yaml + "# note\n", "p.yaml")
    assert one.digest != other.digest


def test_every_shipped_profile_reads_and_speaks_two_languages() -> None:
    assert {"steg", "lv_monitor"} <= {one.name for one in profiles()}
    for one in profiles():
        assert one.description.isascii()
        assert not one.description_zh.isascii()
        for ignored in (ignored for kind in one.files for ignored in kind.ignored):
            assert ignored.because.isascii()
            assert not ignored.because_zh.isascii()


def test_a_range_in_the_header_stands_for_its_columns(bills_yaml: str) -> None:
    text = bills_yaml.replace("[no, customer, day, kwh, status]", "[no, customer, day, kwh, status, P1..P3]")
    text = text.replace('    nulls: ["-"]\n', "    ignore: [{column: P1, because: a, because_zh: 甲}]\n")
    told = faults_of(text)
    assert ["P2 is neither read" in told[0], "P3 is neither read" in told[1], len(told)] == [True, True, 2]


def test_a_kind_of_file_may_be_known_less_surely_than_the_rest(bills_yaml: str) -> None:
    text = bills_yaml.replace("  - file: bills\n", "  - file: bills\n    confidence: own_guess\n")
    profile = read_text(text, "p.yaml")
    assert (profile.confidence, profile.files[0].confidence) == (Confidence.OBSERVED, Confidence.OWN_GUESS)
    assert read_text(bills_yaml, "p.yaml").files[0].confidence is None


def test_every_word_that_a_profile_may_have_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs/profiles.md").read_text(encoding="utf-8")
    code = " ".join(re.findall(r"```.*?```|`[^`]*`", page, re.DOTALL))
    of_transforms = [word for name, one in transforms().items() for word in (name, *one.options, "when", "missing")]
    words = {*PROFILE, *FILE, *IGNORED, *FEED, *TARGET, *CURVE, *OF_CONDITIONS, *of_transforms}
    words |= {*NUMBER_OPTIONS, *DATE_OPTIONS, *SANE}
    assert len(words) > 80
    assert [one for one in sorted(words) if not re.search(rf"(?<!\w){one}(?!\w)", code)] == []


@pytest.mark.parametrize("blank", ["", " ~", " []"])
def test_a_list_that_was_left_blank_is_a_fault_with_its_place(bills_yaml: str, blank: str) -> None:
    """The lines below were commented out."""
    assert faults_of(bills_yaml.partition("tables:")[0] + f"tables:{blank}\n") == [
        "p.yaml:9:5: no tables. Add tables: with at least one table."
    ]
    assert "p.yaml:2:1: no files. Add files: with a header and tables." in faults_of(
        bills_yaml.partition("files:")[0] + f"files:{blank}\n"
    )
    assert "no header words" in faults_of(bills_yaml.replace("[no, customer, day, kwh, status]", blank))[0]
