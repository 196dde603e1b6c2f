"""`jicha tariffs` from outside: what is said, in both languages, and the exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jicha.cli.commands import app
from jicha.terms.errors import JichaError

sys.path.append(str(Path(__file__).resolve().parents[1] / "tariffs"))

from price_store import CITY, book_file, held, made  # the books of the tests of tariffs
from region_book import changed


def said(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["tariffs", *words], input=typed)


def refused(*words: str) -> JichaError:
    error = said(*words).exception
    assert isinstance(error, JichaError), error
    assert all(one.message_zh and one.remedy_zh for one in error.faults)
    return error


@pytest.fixture
def hill(tmp_path: Path) -> str:
    return book_file(tmp_path)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("tariffs")
    root = made(folder / "store")
    assert said("load", book_file(folder), "--store", str(root)).exit_code == 0
    return str(root)


def test_the_shipped_books_are_listed() -> None:
    assert "jicha" not in said("list").stdout
    assert said("list").exit_code == 0
    assert said("list", "-l", "zh").stdout.split()[:2] == ["电价本", "区域"]


def test_a_sound_book_is_called_sound_and_a_faulty_one_is_answered_with_its_faults(hill: str, tmp_path: Path) -> None:
    good = said("check", hill)
    assert (good.exit_code, good.stdout) == (0, "hill: 3 prices, 31 data, nothing wrong\n")
    bad = said("check", book_file(tmp_path, changed(("source: heard", "source: rumour"))), "-l", "zh")
    assert bad.exit_code == 1
    assert "来源 rumour 未列出" in bad.stdout
    assert bad.stdout.endswith("共 1 处问题\n")


def test_a_rate_is_asked_for_by_day_and_price(hill: str) -> None:
    found = said("ask", "--book", hill, "--day", "2019-06-30", "--price", "1001", "--what", "price")
    assert "0.56 CNY/kWh  2019-01-01 to 2019-06-30  山价〔2019〕7号 (official text)" in found.stdout
    told = json.loads(said("ask", "--book", hill, "--day", "2019-07-01", "--class", "residential", "--json").stdout)
    assert [one["value"] for one in told["lines"] if one["what"] == "price"] == ["0.54"]


def test_a_question_without_a_book_or_with_two_is_refused(hill: str) -> None:
    assert "give a region or a book" in str(refused("ask", "--day", "2019-07-01"))
    assert "give a region or a book" in str(refused("ask", "--day", "2019-07-01", "--region", "99", "--book", hill))
    assert "no shipped price book is for region 00" in str(refused("ask", "--day", "2019-07-01", "--region", "00"))


def test_what_changes_on_a_day_and_between_two_books(hill: str, tmp_path: Path) -> None:
    day = said("diff", hill, "--on", "2019-07-01")
    assert "Prices of Hill province (99): what changes on 2019-07-01" in day.stdout
    assert "0.56 CNY/kWh → 0.54 CNY/kWh" in day.stdout
    other = book_file(tmp_path, changed(("price: 0.54", "price: 0.53")), "new.yaml")
    assert "0.54 CNY/kWh → 0.53 CNY/kWh  since 2019-07-01" in said("diff", hill, other).stdout
    (only,) = json.loads(said("diff", hill, other, "--json").stdout)
    assert (only["old"]["value"], only["new"]["value"], only["valid_from"]) == ("0.54", "0.53", "2019-07-01")


def test_a_comparison_needs_a_day_or_a_second_book_and_customers_need_both_day_and_store(hill: str, store: str) -> None:
    assert "give a day or a second book" in str(refused("diff", hill))
    assert "give a day or a second book" in str(refused("diff", hill, hill, "--on", "2019-07-01"))
    assert "on a day, in a store" in str(refused("diff", hill, hill, "--store", store))
    assert "on a day, in a store" in str(refused("diff", hill, "--on", "2019-07-01", "--csv", "x.csv"))


def test_loading_says_what_was_written_and_again_that_nothing_was(store: str, hill: str) -> None:
    again = said("load", hill, "--store", store)
    assert again.stdout == "hill: the store holds these prices of region 99 already. Nothing was written\n"
    assert "本次未写入" in said("load", hill, "--store", store, "-l", "zh").stdout
    assert len(held(Path(store), "price_book")["price_book"]) == 5


def test_a_region_is_given_to_a_unit_and_its_customers_are_then_named(store: str, hill: str, tmp_path: Path) -> None:
    nobody = said("diff", hill, "--on", "2019-07-01", "--store", store)
    assert "No unit in the store has the region 99" in nobody.stdout
    first = said("use", "99", "--org", CITY, "--from", "2019-01-01", "--store", store)
    assert first.stdout == f"{CITY} and all below it have the prices of region 99 from 2019-01-01 on\n"
    assert "Nothing was written" in said("use", "99", "--org", CITY, "--from", "2019-01-01", "--store", store).stdout
    later = said("use", "99", "--org", CITY, "--from", "2020-01-01", "--store", store)
    assert "  before: 99, since 2019-01-01" in later.stdout
    csv = tmp_path / "out" / "touched.csv"
    found = said("diff", hill, "--on", "2019-07-01", "--store", store, "--csv", str(csv))
    assert "2 customers with 3 points are touched" in found.stdout
    assert found.stdout.endswith(f"{csv}\n")
    assert len(csv.read_text(encoding="utf-8-sig").splitlines()) == 4
    assert "there is no unit nowhere" in str(
        refused("use", "99", "--org", "nowhere", "--from", "2019-01-01", "--store", store)
    )


def test_a_reading_is_confirmed_by_a_named_person_after_a_question(store: str) -> None:
    words = ("--region", "99", "--from", "2019-01-01", "--store", store, "--on", "2026-01-05")
    no = said("confirm", "day_divisor", "divisor_thirty", *words, "--by", "Li Ming", typed="n\n")
    assert no.exit_code == 1
    assert "nobody has confirmed it before" in no.stdout
    assert no.stdout.endswith("Nothing was written\n")
    assert held(Path(store), "convention") == {"convention": []}
    yes = said("confirm", "day_divisor", "divisor_thirty", *words, "--by", "Li Ming", typed="y\n")
    assert yes.exit_code == 0
    assert "Does Li Ming confirm this" in yes.stdout
    other = said("confirm", "day_divisor", "divisor_calendar", *words, "--by", "王芳", "--yes", "-l", "zh")
    assert "按30天，2019-01-01 起，由 Li Ming 于 2026-01-05 确认" in other.stdout
    (row,) = held(Path(store), "convention")["convention"]
    assert (row["choice"], row["confirmed_by"], str(row["confirmed_on"])) == ("divisor_calendar", "王芳", "2026-01-05")
    assert "no convention day_diviser" in str(refused("confirm", "day_diviser", "x", *words, "--by", "x", "--yes"))


def test_a_moment_that_is_still_to_come_is_refused(store: str, hill: str) -> None:
    assert "2099" in str(refused("load", hill, "--store", store, "--received-at", "2099-01-01"))


def test_a_source_without_a_number_is_named_in_the_language_of_the_reader() -> None:
    told = said("ask", "--region", "36", "--day", "2019-07-01", "--what", "surcharge", "-l", "zh").stdout
    assert "2017年各地代征基金及附加一览" in told
    assert "Overview" not in told
    assert "‖" not in told
