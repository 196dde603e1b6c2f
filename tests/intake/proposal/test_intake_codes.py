from jicha.intake.proposal.codes import known_codes, match_codes, yes_and_no


def test_codes_by_our_word_by_its_meaning_and_as_a_profile_knows_them() -> None:
    assert match_codes("point_status", ["in_use", "在用"], {}) == {"in_use": "in_use", "在用": "in_use"}
    assert match_codes("point_status", ["睡眠"], {}) == {}
    assert match_codes("point_status", ["睡眠"], {"point_status": {"睡眠": "in_use"}}) == {"睡眠": "in_use"}


def test_a_code_word_that_several_meanings_hold_is_none_of_them() -> None:
    assert match_codes("curve_quantity", ["电压"], {}) == {}  # of phase A, B or C
    assert match_codes("curve_quantity", ["A相电压曲线"], {}) == {"A相电压曲线": "voltage_a"}


def test_what_a_profile_knows_is_gone_when_it_is_not_asked() -> None:
    assert known_codes()["curve_quantity"]["零序电流"] == "current_n"
    assert "零序电流" not in known_codes(frozenset({"cn_curve_96"})).get("curve_quantity", {})


def test_yes_and_no_get_their_opposites_and_other_words_are_neither() -> None:
    assert yes_and_no(["是", "否"]) == (("是",), ("否",))
    assert yes_and_no(["是"]) == (("是",), ("否",))
    assert yes_and_no(["0"]) == (("1",), ("0",))
    assert yes_and_no(["是", "也许"]) is None
    assert yes_and_no([]) is None
