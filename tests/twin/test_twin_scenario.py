"""Scenarios: what ships can be read, what is wrong is named, numbers stay exact."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jicha.twin.every_kind import all_kinds
from jicha.twin.scenario import BadScenario, Scenario, read_scenario, scenario, shipped_scenarios

LEAST = "name: x\ndescription: y\ndescription_zh: z\n"


def test_the_four_scenarios_ship() -> None:
    assert shipped_scenarios() == ("clean", "hard", "prefecture", "town")


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_shipped_scenario_names_itself_in_two_languages_and_only_kinds_that_exist(name: str) -> None:
    told = scenario(name)
    assert told.name == name
    assert told.description
    assert told.description_zh
    for planted in (told.theft, told.faults):
        assert {one.kind for one in planted.mix} <= set(all_kinds())


def test_clean_plants_nothing_and_keeps_honest_lives() -> None:
    told = scenario("clean")
    assert (told.theft.share, told.faults.share, told.errors.of_each) == (0, 0, 0)
    assert told.lives.share > 0
    assert told.files.malformed == 0


def test_hard_is_as_hard_as_it_says() -> None:
    told = scenario("hard")
    assert told.acquisition.missing_voltage == Decimal("0.2")
    assert told.acquisition.step_v == Decimal("0.5")
    assert told.acquisition.wrong_area == Decimal("0.03")
    assert told.theft.strongest < Decimal("0.5")


def test_a_mix_of_kinds_that_exist_is_read_with_its_weights() -> None:
    told = read_scenario(LEAST + "theft: {mix: [{kind: magnet, weight: 0.5}]}\nfaults: {mix: [{kind: meter_stopped}]}")
    assert [(one.kind, one.weight) for one in (*told.theft.mix, *told.faults.mix)] == [
        ("magnet", Decimal("0.5")),
        ("meter_stopped", Decimal(1)),
    ]


def test_what_is_left_out_stands_at_its_default() -> None:
    assert read_scenario(LEAST) == Scenario("x", "y", "z")


def test_a_share_is_read_exactly() -> None:
    assert read_scenario(LEAST + "theft: {share: 0.07}").theft.share == Decimal("0.07")


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("thefft: {share: 0.1}", "theft"),
        ("theft: {share: 2}", "share"),
        ("theft: {weakest: 0}", "strengths"),
        ("theft: {weakest: 0.9, strongest: 0.2}", "strengths"),
        ("theft: {earliest: 0.8, latest: 0.1}", "share"),
        ("customers: 0", "customer"),
        ("customers: many", "customers"),
        ("theft: [", "YAML"),
        ("theft: {mix: [{kind: current_shunted}]}", "current_shunted.*\\n?.*ct_shunted"),
        ("theft: {mix: [{kind: magnet}, {kind: no_such_thing}]}", "no_such_thing.*no kind"),
        ("theft: {mix: [{kind: meter_stopped}]}", "meter_stopped.*a fault"),
        ("faults: {mix: [{kind: magnet}]}", "faults.mix names magnet, which is a theft"),
        ("theft: {mix: [{kind: magnet, weight: 0}]}", "weights"),
        ("lives: {mix: [{kind: vacancies}]}", "vacancies, which is no life.*\\n?.*vacancy"),
        ("lives: {mix: [{kind: vacancy, weight: 0}]}", "weights of lives.mix"),
        ("faults: {mix: [{kind: meter_stopped, weight: 2}, {kind: meter_creeping, weight: -1}]}", "weights"),
    ],
)
def test_what_is_wrong_is_named(more: str, named: str) -> None:
    with pytest.raises(BadScenario, match=named):
        read_scenario(LEAST + more)


def test_a_scenario_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(BadScenario, match="prefecture"):
        scenario("no_such_town")
