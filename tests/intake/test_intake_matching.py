"""Which profile reads a delivery."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from jicha.intake.errors import AmbiguousProfile, MissingColumn, NoProfile, UnknownColumns, UnknownProfile
from jicha.intake.matching import ALL_NEW, Match, matched, profile_by_name
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.shipped import profiles

HEADER = "no,customer,day,kwh,status\n"


def match(paths: Sequence[Path], chosen: Profile | None, leave_out: Sequence[str] = ()) -> Match:
    """What the files are matched to; they are closed again."""
    with matched(paths, chosen, leave_out) as found:
        return found


def shipped(monkeypatch: pytest.MonkeyPatch, *some: Profile) -> None:
    monkeypatch.setattr("jicha.intake.matching.profiles", lambda: some)


def test_the_header_finds_the_profile(
    trial: Profile, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped(monkeypatch, trial)
    found = match([write(HEADER + "1,a,2026-01-01,5,0\n")], None)
    (table,) = found.tables
    assert (found.profile.name, table.kind.name, table.source.encoding) == ("trial", "bills", "utf-8")


def test_columns_may_stand_in_any_order(
    trial: Profile, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped(monkeypatch, trial)
    assert match([write("status,kwh,day,customer,no\n1,3,4,5,6\n")], None).profile.name == "trial"


def test_two_profiles_that_fit_are_both_named(
    trial: Profile, bills_yaml: str, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped(monkeypatch, trial, read_text(bills_yaml.replace("profile: trial", "profile: other"), "o.yaml"))
    with pytest.raises(AmbiguousProfile, match="trial and other") as caught:
        match([write(HEADER + "1,a,2026-01-01,5,0\n")], None)
    assert "--profile" in caught.value.faults[0].remedy


def test_a_header_that_no_profile_reads_is_told_with_the_closest(
    trial: Profile, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped(monkeypatch, trial)
    with pytest.raises(NoProfile) as caught:
        match([write("no,custmer,day,kwh,status\n1,2,3,4,5\n")], None)
    first, second = caught.value.faults
    assert first.message == "no profile reads the header no, custmer, day, kwh, status"
    assert "closest is trial, but the column 'customer' of bills is missing, read as utf-8" in second.message
    assert second.remedy == "The file has 'custmer': is it the same?"


def test_a_chosen_profile_names_the_missing_column(trial: Profile, write: Callable[..., Path]) -> None:
    with pytest.raises(MissingColumn, match="'status' of bills is missing"):
        match([write("no,customer,day,kwh\n1,2,3,4\n")], trial)


def test_a_header_in_the_wrong_encoding_matches_nothing(bills_yaml: str, write: Callable[..., Path]) -> None:
    chinese = read_text(bills_yaml.replace("no, customer", "户号, customer").replace("[no]", "[户号]"), "p.yaml")
    assert match([write("户号,customer,day,kwh,status\n1,2,3,4,5\n".encode("gb18030"))], chinese).profile is chinese
    with pytest.raises(MissingColumn, match="read as utf-8"):
        match([write("鎴峰彿,customer,day,kwh,status\n1,2,3,4,5\n")], chinese)


def test_a_format_that_the_profile_does_not_take_is_told(bills_yaml: str, write: Callable[..., Path]) -> None:
    only_csv = read_text(bills_yaml.replace("header:", "format: csv\n    header:"), "p.yaml")
    table = {word: ["1"] for word in ("no", "customer", "day", "kwh", "status")}
    with pytest.raises(MissingColumn, match="the file is parquet, bills comes as csv"):
        match([write(table, "b.parquet")], only_csv)


def test_files_of_two_sources_are_two_deliveries(
    trial: Profile, bills_yaml: str, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = (
        bills_yaml.replace("profile: trial", "profile: other")
        .replace("customer", "client")
        .replace("client_id", "customer_id")
    )
    shipped(monkeypatch, trial, read_text(other, "o.yaml"))
    one = write(HEADER + "1,2,3,4,5\n", "one.csv")
    two = write("no,client,day,kwh,status\n1,2,3,4,5\n", "two.csv")
    with pytest.raises(NoProfile, match=r"one\.csv is bills of trial; two\.csv is bills of other") as caught:
        match([one, two], None)
    assert caught.value.faults[0].remedy.startswith("Load them apart")


def test_a_profile_is_found_by_name_or_path(write: Callable[..., Path], bills_yaml: str) -> None:
    assert profile_by_name("steg") in profiles()
    assert profile_by_name(str(write(bills_yaml, "mine.yaml"))).name == "trial"
    with pytest.raises(UnknownProfile, match="Did you mean steg"):
        profile_by_name("stegg")


def test_a_new_column_is_asked_about_and_left_out_only_by_word(trial: Profile, write: Callable[..., Path]) -> None:
    path = write("no,customer,day,kwh,status,Status2,x\n1,a,2026-01-01,5,0,1,2\n")
    with pytest.raises(UnknownColumns) as caught:
        match([path], trial)
    assert [one.message[:18] for one in caught.value.faults] == ["the column 'Status", "the column 'x' is "]
    assert all("--leave-out" in one.remedy for one in caught.value.faults)
    assert match([path], trial, ["Status2", "x"]).tables[0].left_out == ("Status2", "x")
    assert match([path], trial, [ALL_NEW]).tables[0].left_out == ("Status2", "x")


def test_title_lines_stand_above_the_header(trial: Profile, write: Callable[..., Path]) -> None:
    (table,) = match([write("Bills of May\nprinted 2026-06-01\n" + HEADER + "1,a,2026-01-01,5,0\n")], trial).tables
    assert table.source.header.above == ("Bills of May", "printed 2026-06-01")
    assert table.source.header.last_line == 3


def test_a_word_may_have_synonyms(bills_yaml: str, write: Callable[..., Path]) -> None:
    yaml = bills_yaml.replace("files:\n", "synonyms: {customer: [户号, client]}\nfiles:\n")
    profile = read_text(yaml, "p.yaml")
    (table,) = match([write("no,户 号,day,kwh,status\n1,a,2026-01-01,5,0\n")], profile).tables
    assert (table.source.words[1], table.source.header.titles[1]) == ("customer", "户 号")
    with pytest.raises(UnknownColumns, match="'client' is new"):  # which is meant is for a person to say
        match([write("no,customer,client,day,kwh,status\n1,a,b,2026-01-01,5,0\n")], profile)


def test_the_separator_is_found_with_the_header(trial: Profile, write: Callable[..., Path]) -> None:
    for sign in "\t;|":
        path = write((HEADER + "1,a,2026-01-01,5,0\n").replace(",", sign))
        assert match([path], trial).tables[0].source.header.delimiter == sign


def test_a_later_part_may_lack_the_header(trial: Profile, write: Callable[..., Path]) -> None:
    one, two = write(HEADER + "1,a,2026-01-01,5,0\n", "b_1.csv"), write("2,a,2026-01-01,5,0\n", "b_2.csv")
    with matched([one, two], trial) as found:
        assert [len(next(table.source.batches()).rows) for table in found.tables] == [1, 1]
    with pytest.raises(MissingColumn):
        match([one, write("2,a,2026-01-01,5\n", "b_3.csv")], trial)


BILLS = "户号,户名,供电单位,电费年月,发行日期,上次抄表日期,抄表日期,本次示数,计费电量,应收电费"
BILL = "0000000001,张三,城东供电所,202601,2026-01-28,2026-01-01,2026-01-28,2492,291,174.60"


def test_bills_without_their_month_are_no_customers(write: Callable[..., Path]) -> None:
    path = write(f"{BILLS}\n{BILL}\n".replace("电费年月,", "").replace("202601,", ""))
    with pytest.raises(NoProfile) as caught:
        match([path], None, [ALL_NEW])
    told = " ".join(map(str, caught.value.faults))
    assert "closest is cn_bill_issue, but the column '电费年月' of bills is missing" in told
    assert "--leave-out" not in told


def test_a_kind_that_lacks_one_word_and_knows_the_rest_comes_before_one_that_leaves_more_over(
    write: Callable[..., Path],
) -> None:
    with pytest.raises(NoProfile, match="'电费年月' of bills is missing"):  # two columns are new to customers
        match([write("户号,户名,供电单位,发行日期,应收电费\n1,a,b,2026-01-28,5\n")], None, [ALL_NEW])


def test_a_file_whose_columns_are_mostly_strange_is_another_export(write: Callable[..., Path]) -> None:
    path = write("线路编号,线路名称,年月,供电量(万kWh),售电量(万kWh),线损率(%)\nL1,a,202601,1,2,3\n")
    with pytest.raises(NoProfile) as caught:
        match([path], None, [ALL_NEW])
    told = " ".join(map(str, caught.value.faults))
    assert "closest is cn_loss_integrated" in told
    assert "The file has '供电量(万kWh)', in another unit." in told
    with pytest.raises(MissingColumn, match="lines knows only 2 of its 6 columns") as missing:
        match([path], profile_by_name("cn_customer_file"), [ALL_NEW])
    assert "--leave-out" not in str(missing.value)


def test_bills_and_customers_given_together_are_to_be_loaded_apart(write: Callable[..., Path]) -> None:
    customers = write("户号,户名,供电单位,用电地址\n1,a,b,c\n", "cust.csv")
    for bills in (BILLS, "户号,户名,供电单位,电费年月,发行日期,应收电费"):
        row = ",".join(["1"] * (bills.count(",") + 1))
        with pytest.raises(NoProfile) as caught:
            match([write(f"{bills}\n{row}\n", "a.csv"), customers], None)
        fault = caught.value.faults[0]
        assert "a.csv is bills of cn_bill_issue; cust.csv is customers of cn_customer_file" in fault.message
        assert "请分别导入" in fault.remedy_zh
