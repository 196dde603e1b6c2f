"""No file fits two ledgers, nor a ledger and an export: each asks for a word that the other does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from jicha.intake.ledger.kept import kept_tables
from jicha.intake.ledger.profile import ledger_profile, ledger_words
from jicha.intake.ledger.telling_apart import Rival, required
from jicha.intake.ledger.words import Word, folded, words_of
from jicha.intake.profile import FileKind
from jicha.intake.shipped import profiles
from jicha.schema import table


def fits(kind: FileKind, spellings: Sequence[frozenset[str]]) -> bool:
    """Whether all that a kind asks for is among words of which each may be spelled in these ways."""
    known = frozenset().union(*spellings)
    return all({folded(word), *map(folded, kind.synonyms.get(word, ()))} & known for word in kind.header)


@pytest.mark.parametrize("name", kept_tables())
def test_a_ledger_that_another_also_fits_has_a_word_which_that_other_does_not_know(name: str) -> None:
    """Whatever optional columns are cut off, and in whichever spelling."""
    own = ledger_words()[name]
    asked = next(one.header for one in ledger_profile().files if one.name == name)
    every = [*ledger_profile().files, *(kind for profile in profiles() for kind in profile.files)]
    for kind in every:
        if kind.name == name or not fits(kind, [one.spellings for one in own]):
            continue
        rival = Rival.of_kind(kind.name, kind)
        assert not all(rival.knows(word) for word in own if word.chinese in asked), kind.name


def test_the_words_of_the_key_suffice_where_no_other_kind_knows_them() -> None:
    asked = {one.name: one.header for one in ledger_profile().files}
    assert asked["bill_line"] == ("账单编号", "明细序号")
    assert asked["preference"] == ("户号", "优惠类型", "生效日期")


def test_of_two_lists_by_the_same_key_the_one_with_more_columns_asks_for_one_of_them() -> None:
    asked = {one.name: one.header for one in ledger_profile().files}
    assert asked["market_history"] == ("户号", "有效起日", "是否无正当理由退市")
    assert asked["difference_price_list"] == ("户号", "名单类别", "生效日期", "加价标准")


def words(name: str) -> tuple[Word, ...]:
    return words_of({name: table(name)})[name]


def test_a_kind_of_another_profile_is_a_rival_too() -> None:
    asked = required({"staff": words("staff")}, [])
    assert [one.chinese for one in asked["staff"]] == ["工号"]
    known = Rival("export", frozenset({folded("工号"), folded("所属单位")}))
    assert [one.chinese for one in required({"staff": words("staff")}, [known])["staff"]] == ["工号", "姓名"]


def test_a_table_that_is_all_within_another_asks_for_no_more_than_its_key() -> None:
    """The control: nothing of it can tell it, so the other must."""
    small = replace(table("market_history"), name="small", columns=table("market_history").columns[:3])
    both = required({"small": words_of({"small": small})["small"], "market_history": words("market_history")}, [])
    assert [one.chinese for one in both["small"]] == ["户号", "有效起日"]
    assert [one.chinese for one in both["market_history"]] == ["户号", "有效起日", "市场化属性"]
