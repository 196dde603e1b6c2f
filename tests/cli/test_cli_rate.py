"""`jicha rate` from outside: a case and a book in, a bill or "unsure" out."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import Result
from typer.testing import CliRunner

from jicha.audit.rate.case import NoSuchBill
from jicha.cli.commands import app
from jicha.cli.rate import NoBill
from jicha.press.worksheet import read_worksheet
from jicha.schema import table
from jicha.store import Counts, DeliveredFile, Delivery, Store
from jicha.tariffs.book_file import BadBook, shipped
from jicha.tariffs.case import BadCase
from jicha.tariffs.conventions import UnknownChoice
from jicha.terms.record import BadRecord, read_json

BOOK = """
book: shop
region: "36"
name: Of a shop
name_zh: 某商店
items:
  - code: SHOP
    name: Shop
    name_zh: 商业
    price_class: commercial_industrial
    strategy: single_part
    valid_from: 2020-01-01
    prices:
      - {component: energy, price: 0.60, unit: CNY/kWh, valid_from: 2020-01-01, valid_to: 2025-04-16}
      - {component: energy, price: 0.70, unit: CNY/kWh, valid_from: 2025-04-16}
"""
CASE = {
    "price_code": "SHOP",
    "period_start": "2025-04-01",
    "period_end": "2025-05-01",
    "energy": [{"period": "total", "kwh": "1000 kWh"}],
}
SETTLED = ("-c", "money_rounding=half_up", "-c", "price_change=by_days")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A price book as a file."""
    path = tmp_path / "shop.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case as a file: 1,000 kWh, fifteen days at 0.60 and fifteen at 0.70."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


def run(*arguments: object, pasted: str | None = None) -> Result:
    """The command."""
    return CliRunner().invoke(app, ["rate", *map(str, arguments)], input=pasted)


def test_a_bill_gives_its_sheet_in_either_language(case: Path, book: Path) -> None:
    chinese = run(case, "--book", book, *SETTLED, "-l", "zh")
    assert chinese.exit_code == 0
    assert "650.00 元" in chinese.stdout
    assert "应收电费" in chinese.stdout
    english = run(case, "--book", book, *SETTLED, "-l", "en")
    assert "To be paid" in english.stdout
    assert "650.00 CNY" in english.stdout


def test_json_holds_the_bill_and_the_sheet_to_be_done_again(case: Path, book: Path) -> None:
    told = read_json(run(case, "--book", book, *SETTLED, "--json").stdout)
    assert (told["answer"], told["total"]) == ("bill", "650.00")
    assert str(read_worksheet(told["worksheet"]).value_of("total")) == "650 CNY"


def test_a_page_and_a_pdf_are_written_and_named(case: Path, book: Path, tmp_path: Path) -> None:
    html, pdf = tmp_path / "out" / "bill.html", tmp_path / "out" / "bill.pdf"
    done = run(case, "--book", book, *SETTLED, "--html", html, "--pdf", pdf, "-l", "zh")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [str(html), str(pdf)]
    assert "650.00" in html.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_open_readings_make_it_unsure_with_exit_code_1_and_both_ends(case: Path, book: Path, tmp_path: Path) -> None:
    html = tmp_path / "bill.html"
    done = run(case, "--book", book, "-l", "en", "--html", html)
    assert done.exit_code == 1
    assert "Unsure" in done.stdout
    assert "lies between 600.00 and 650.00 CNY" in done.stdout
    assert "from_next_bill" in done.stdout
    assert not html.exists()
    told = read_json(run(case, "--book", book, "--json").stdout)
    assert told["answer"] == "unsure"
    assert list(told["open"]) == ["price_change", "money_rounding"]


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ({"energy": []}, "the energy is not known. Give readings or energy."),
        ({"power_factor_standard": "std_085"}, "the reactive energy is not known. Give kvarh."),
        ({"price_code": "HOME"}, "no price HOME holds on 2025-04-01"),
    ],
)
def test_what_is_not_known_makes_it_unsure_with_exit_code_1(
    told: dict[str, object], what: str, case: Path, book: Path
) -> None:
    case.write_text(json.dumps(CASE | told), encoding="utf-8")
    done = run(case, "--book", book, *SETTLED, "-l", "en")
    assert done.exit_code == 1
    assert done.stdout.startswith("Unsure")
    assert what in done.stdout


def test_conventions_come_from_a_file_and_what_stands_later_wins(case: Path, book: Path, tmp_path: Path) -> None:
    province = tmp_path / "province.json"
    province.write_text('{"money_rounding": "half_up", "price_change": "by_days"}', encoding="utf-8")
    assert "650.00 CNY" in run(case, "--book", book, "-c", province, "-l", "en").stdout
    other = run(case, "--book", book, "-c", province, "-c", "price_change=from_next_bill", "-l", "en")
    assert "600.00 CNY" in other.stdout
    assert "650.00 CNY" not in other.stdout


def test_a_case_is_read_from_standard_input(book: Path) -> None:
    assert "650.00 CNY" in run("-", "--book", book, *SETTLED, "-l", "en", pasted=json.dumps(CASE)).stdout


def test_the_example_of_a_book_can_be_computed_as_it_is(book: Path) -> None:
    example = run("--example", "--book", book)
    assert example.exit_code == 0
    assert read_json(example.stdout)["price_code"] == "SHOP"
    assert run("-", "--book", book, *SETTLED, pasted=example.stdout).exit_code == 0


def test_the_example_without_a_book_is_that_of_the_first_one_that_ships() -> None:
    done = run("--example")
    if shipped():
        assert read_json(done.stdout)["price_code"]
    else:
        assert isinstance(done.exception, NoBill)


@pytest.mark.parametrize(
    ("arguments", "error", "what"),
    [
        ((), NoBill, "no case was given"),
        (("CASE",), NoBill, "no price book was given"),
        (("CASE", "--book", "nowhere"), BadBook, "there is no price book nowhere"),
        (("CASE", "--book", "BOOK", "-c", "half_up"), NoBill, "neither NAME=CHOICE nor a file"),
        (("CASE", "--book", "BOOK", "-c", "money=half_up"), UnknownChoice, "no convention money"),
        (("CASE", "--book", "BOOK", "-c", "LIST"), NoBill, "no object of conventions"),
        (("LIST", "--book", "BOOK"), BadRecord, "is not an object"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_in_both_languages(
    arguments: tuple[str, ...], error: type[Exception], what: str, case: Path, book: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "list.json"
    listed.write_text('["half_up"]', encoding="utf-8")
    paths = {"CASE": case, "BOOK": book, "LIST": listed}
    done = run(*(paths.get(one, one) for one in arguments))
    assert isinstance(done.exception, error)
    assert what in str(done.exception)
    assert all(one.message_zh for one in done.exception.faults)  # type: ignore[attr-defined]


def test_facts_that_contradict_one_another_are_refused(case: Path, book: Path) -> None:
    case.write_text(json.dumps(CASE | {"sub_kwh": 1001}), encoding="utf-8")
    assert isinstance(run(case, "--book", book, *SETTLED).exception, BadCase)


def test_a_price_book_that_is_wrong_is_refused_with_its_place(case: Path, book: Path) -> None:
    book.write_text(BOOK.replace("CNY/kWh", "CNY/kwh"), encoding="utf-8")
    done = run(case, "--book", book, *SETTLED)
    assert isinstance(done.exception, BadBook)
    assert "CNY/kwh is no unit of a price" in str(done.exception)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one bill of 1,000 kWh at 0.60, billed at 0.65."""
    day = date(2025, 1, 1)
    rows: dict[str, dict[str, object]] = {
        "org": {"org_id": "o"},
        "price_region": {"org_id": "o", "valid_from": day, "region": "36"},
        "convention": {
            "region": "36", "convention": "money_rounding", "valid_from": day, "choice": "half_up",
            "confirmed_by": "Li", "confirmed_on": day,
        },
        "price_book": {"book_id": "b", "region": "36", "valid_from": day, "book_status": "in_force"},
        "price_item": {
            "book_id": "b", "price_code": "S", "price_class": "commercial_industrial", "price_strategy": "single_part",
            "tiered": False, "surcharges_included": False,
        },
        "price_component": {
            "book_id": "b", "price_code": "S", "component": "energy", "period_of_day": "total", "tier": 1,
            "unit_price": Decimal("0.6"),
        },
        "customer": {"customer_id": "c", "org_id": "o"},
        "point": {"point_id": "p", "quantity_method": "metered", "metering_side": "lv_metered_lv_supplied"},
        "bill": {
            "bill_id": "b1", "customer_id": "c", "point_id": "p", "month": date(2025, 4, 1), "price_code": "S",
            "period_start": date(2025, 4, 1), "period_end": date(2025, 5, 1), "bill_kind": "ordinary",
            "reading_start": Decimal(0), "reading_end": Decimal(1000), "ratio": Decimal(1), "kwh": Decimal(1000),
            "power_factor_standard": "not_assessed", "power_factor_mode": "not_assessed",
            "energy_charge": Decimal(650), "total_charge": Decimal(650), "issued_on": date(2025, 5, 2),
        },
    }  # fmt: skip
    made = Store.create(tmp_path / "store")
    file = DeliveredFile("a.csv", hashlib.sha256(b"a").hexdigest(), 1)
    received = datetime(2025, 6, 1)
    delivery = Delivery(source="t", profile="t", profile_digest="p", files=(file,), received_at=received)
    with made.begin(delivery) as writer:
        for name, row in rows.items():
            writer.append(name, pa.Table.from_pylist([row], schema=table(name).arrow_schema))
        writer.commit(dict.fromkeys(rows, Counts(1, 1)))
    return tmp_path / "store"


def test_a_stored_bill_has_the_issued_one_beside_it(store: Path, tmp_path: Path) -> None:
    english = run("--store", store, "--bill", "b1", "-l", "en")
    assert english.exit_code == 0, english.exception
    assert "600.00 CNY" in english.stdout
    assert "Bill b1 as issued beside the computation" in english.stdout
    assert "The first component that differs, in the order of computing: energy charge." in english.stdout
    chinese = run("--store", store, "--bill", "b1", "-l", "zh").stdout
    assert "按计算顺序，首个不一致的分项：电度电费。" in "".join(one.strip() for one in chinese.splitlines())
    html, pdf = tmp_path / "bill.html", tmp_path / "bill.pdf"
    assert run("--store", store, "--bill", "b1", "--html", html, "--pdf", pdf).exit_code == 0
    assert "50.00" in html.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF-")
    told = read_json(run("--store", store, "--bill", "b1", "--json").stdout)
    assert (told["answer"], told["total"]) == ("bill", "600.00")
    (other,) = read_worksheet(told["worksheet"]).alternatives
    assert str(other.value_of("difference_total")) == "50 CNY"


def test_what_was_not_received_by_then_is_not_known(store: Path) -> None:
    early = run("--store", store, "--bill", "b1", "--as-of", "2025-05-31")
    assert early.exit_code != 0
    assert run("--store", store, "--bill", "b1", "--as-of", "2025-06-01T00:00:00").exit_code == 0


@pytest.mark.parametrize("more", [(), ("--bill", "b1", "--book", "x"), ("--bill", "b1", *SETTLED)])
def test_a_stored_bill_is_asked_for_by_store_and_number_alone(store: Path, more: tuple[str, ...]) -> None:
    done = run("--store", store, *more)
    assert isinstance(done.exception, NoBill)
    assert done.exception.faults[0].message_zh


def test_a_bill_that_is_not_stored_is_refused(store: Path) -> None:
    assert isinstance(run("--store", store, "--bill", "none").exception, NoSuchBill)


def test_what_a_case_holds_is_told_without_a_book() -> None:
    told = CliRunner().invoke(app, ["rate", "--fields"])
    assert told.exit_code == 0
    assert "capacity[].kva" in told.stdout
    assert "period_end" in told.stdout.splitlines()[-1]


@pytest.mark.parametrize("wrong", ['"power_factor_mode": "rewards"', '"capacity_mode": "kva"'])
def test_a_word_that_is_no_code_is_refused_and_never_taken_for_the_default(wrong: str, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    days = '"price_code": "36-HOME", "period_start": "2015-01-01", "period_end": "2015-02-01"'
    case.write_text(f"{{{days}, {wrong}}}")
    error = CliRunner().invoke(app, ["rate", str(case), "--book", "cn_36"]).exception
    assert isinstance(error, BadRecord)
    assert "one of" in str(error)
