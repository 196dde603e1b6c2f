"""An answer on the terminal and as JSON, in both languages, with what is unconfirmed said plainly."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

from region_book import BOOK
from rich.console import Console

from jicha.press.say import Language
from jicha.press.tariffs.answer import answer_json, print_answer
from jicha.tariffs.ask import Answer, Question, ask
from jicha.tariffs.day_lines import What

JULY = date(2019, 7, 1)


def printed(answer: Answer, language: Language) -> str:
    screen = Console(file=io.StringIO(), width=200)
    print_answer(answer, language, console=screen)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_an_answer_says_region_day_price_figure_document_and_mark() -> None:
    text = printed(ask(BOOK, Question(JULY, price="1001")), Language.EN)
    assert "Prices of Hill province (99), 2019-07-01" in text
    assert "HOME Household" in text
    assert "0.54 CNY/kWh" in text
    assert "山价〔2019〕7号 (official text)" in text
    assert "unconfirmed, not to be taken for law; said to be of" in text
    assert "2 of 9 lines are proven by no text" in text
    assert "Funds and surcharges are contained in: HOME" in text


def test_every_kind_of_line_has_its_heading_in_chinese() -> None:
    text = printed(ask(BOOK, Question(date(2025, 7, 1))), Language.ZH)
    for words in ("分时浮动比例", "分时时段", "阶梯（", "政府性基金及附加", "容（需）量规则", "减免比例", "执行范围"):
        assert words in text
    assert "凭记忆，未经证实，不得作为依据；据称来源：Hearsay" in text


def test_a_price_of_which_a_part_is_missing_says_which() -> None:
    shop = replace(BOOK.items[1], lacks=("grid_loss", "system_operation"))
    answer = ask(replace(BOOK, items=(shop,)), Question(JULY))
    assert "SHOP: the book does not know all of it; a bill also has Losses up to the grid" in printed(
        answer, Language.EN
    )
    assert "上网环节线损费用、系统运行费用" in printed(answer, Language.ZH)
    assert answer_json(answer)["prices"] == [{"code": "SHOP", "lacks": ["grid_loss", "system_operation"]}]


def test_a_day_of_which_the_book_says_nothing_is_answered_so() -> None:
    text = printed(ask(BOOK, Question(date(2018, 1, 1))), Language.EN)
    assert "The book says nothing of that for 2018-01-01" in text


def test_a_price_that_holds_on_other_days_is_answered_with_those() -> None:
    text = printed(ask(BOOK, Question(date(2026, 1, 1), price="SHOP")), Language.EN)
    assert "SHOP holds on other days: 2019-01-01 to 2025-12-31" in text
    assert "holds on other days" not in printed(ask(BOOK, Question(JULY, price="SHOP")), Language.EN)


def test_json_has_exact_numbers_codes_and_whether_a_text_proves_them() -> None:
    answer = ask(BOOK, Question(date(2025, 7, 1), price="MILL", what=(What.PRICE,)))
    told = json.loads(json.dumps(answer_json(answer)))
    peak = next(one for one in told["lines"] if "peak" in one["about"])
    assert (peak["value"], peak["unit"], peak["made_of"]) == ("0.6563", "CNY/kWh", "0.4102 × 1.6")
    assert (peak["confidence"], peak["is_confirmed"], peak["valid_from"]) == ("C", False, "2025-06-01")
    assert (told["book"], told["region"], told["day"]) == ("hill", "99", "2025-07-01")
