from jicha.intake.proposal.vocabulary import Vocabulary, keys_of, vocabulary


def _columns(words: Vocabulary, word: str, table: str) -> set[str]:
    return {one.column for one in words.meanings(word) if one.table == table and not one.clue and one.strength >= 0.7}


def test_width_case_blanks_and_units_of_a_word_do_not_count() -> None:
    assert keys_of("ＣＯＮＳ_ＮＯ") == keys_of("cons no") == ("consno",)
    assert keys_of("电费/元") == ("电费/元", "电费", "元电费")
    assert keys_of("基本信息/户号")[-1] == "户号"


def test_a_single_sign_under_a_group_says_nothing_by_itself() -> None:
    assert keys_of("电量/峰") == ("电量/峰", "峰电量")
    assert {one.table for one in vocabulary().meanings("电量/峰")} == {"bill"}
    assert {one.table for one in vocabulary().meanings("峰")} == {"register_daily"}


def test_words_are_known_from_the_schema_the_codes_and_the_profiles() -> None:
    words = vocabulary()
    assert _columns(words, "计量点编号", "point") == {"point_id"}
    quantity = next(one for one in words.meanings("A相电压") if one.table == "curve")
    assert (quantity.column, quantity.constants) == ("slots", (("quantity", "voltage_a"),))
    assert "month" in _columns(words, "应收年月", "bill")  # a synonym of a profile


def test_a_profile_that_is_not_asked_says_nothing() -> None:
    assert _columns(vocabulary(), "RCVBL_YM", "bill") == {"month"}
    without = vocabulary(frozenset({"cn_bill_issue", "cn_receipt"}))
    assert _columns(without, "RCVBL_YM", "bill") == set()


def test_the_number_of_a_thing_names_it_wherever_a_table_refers_to_it() -> None:
    words = vocabulary(frozenset({"cn_loss_integrated"}))
    assert _columns(words, "台区编号", "area") == {"area_id"}
    referring = [one for one in words.meanings("台区编号") if (one.table, one.column) == ("area_loss_daily", "area_id")]
    assert [one.strength < 0.75 for one in referring] == [True]  # less than sure
    assert not [one for one in words.meanings("户名") if one.table == "area_loss_daily"]


def test_a_word_that_is_only_alike_names_what_it_is_like() -> None:
    alike = vocabulary().meanings("电费年月份")[0]
    assert (alike.column, alike.known) == ("month", "电费年月")
    assert alike.strength < 0.7
    assert vocabulary().meanings("zzzz") == ()


def test_why_profiles_leave_a_word_out_in_two_languages() -> None:
    idle = vocabulary().reason("序号")
    assert idle is not None
    assert (idle.because, idle.because_zh) == ("row number of the screen", "界面行号")
    assert vocabulary().reason("经办随笔") is None
