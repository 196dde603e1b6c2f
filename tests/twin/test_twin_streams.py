"""Streams: one entity's numbers, whoever else draws."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from jicha.twin.streams import Stream, draw, key_of


def test_the_numbers_are_those_of_the_published_generator() -> None:
    # SplitMix64 of seed 0 begins with 0xE220A8397B1DCDAF (Java's SplittableRandom, and others after it).
    assert draw(np.uint64(0), 0) == (0xE220A8397B1DCDAF >> 11) / 2**53
    assert draw(np.uint64(0), 1) == (0x6E789E6AA1B965F4 >> 11) / 2**53


@given(some.integers(0, 2**31), some.text(), some.integers(0, 10**9))
def test_a_kernel_and_an_array_draw_the_same_number(seed: int, entity: str, number: int) -> None:
    stream = Stream(seed, entity, "load")
    assert stream.uniform(1, number)[0] == draw(stream.key, number)


def test_a_part_of_a_stream_is_that_part_of_the_whole() -> None:
    stream = Stream(7, "customer 1", "load")
    assert stream.uniform(100)[40:60].tolist() == stream.uniform(20, 40).tolist()
    assert stream.normal(100)[40:60].tolist() == stream.normal(20, 40).tolist()


def test_entity_purpose_and_seed_give_streams_of_their_own() -> None:
    told = {key_of(seed, entity, purpose) for seed in (1, 2) for entity in ("a", "b") for purpose in ("x", "y")}
    assert len(told) == 8
    assert key_of(1, "a b", "c") != key_of(1, "a", "b c")
    assert key_of(12, "3", "x") != key_of(1, "23", "x")


def test_moments_are_those_of_the_distributions() -> None:
    stream = Stream(3, "area", "noise")
    uniform, normal = stream.uniform(200_000), stream.normal(200_000)
    assert uniform.min() >= 0.0
    assert uniform.max() < 1.0
    assert abs(uniform.mean() - 0.5) < 4 * np.sqrt(1 / 12 / 200_000)
    assert abs(normal.mean()) < 4 / np.sqrt(200_000)
    assert abs(normal.var() - 1) < 4 * np.sqrt(2 / 200_000)
    assert abs(np.corrcoef(uniform[:-1], uniform[1:])[0, 1]) < 4 / np.sqrt(200_000)
    other = Stream(3, "area", "noise2").uniform(200_000)
    assert abs(np.corrcoef(uniform, other)[0, 1]) < 4 / np.sqrt(200_000)


def test_choices_come_by_their_weights_and_never_where_the_weight_is_nothing() -> None:
    taken = Stream(3, "area", "kinds").choice(np.array([2.0, 0.0, 6.0]), 80_000)
    counts = np.bincount(taken, minlength=3)
    assert counts[1] == 0
    assert abs(counts[0] / 80_000 - 0.25) < 4 * np.sqrt(0.25 * 0.75 / 80_000)


@given(some.integers(0, 200), some.integers(0, 2**31))
def test_a_shuffle_loses_and_doubles_nothing(count: int, seed: int) -> None:
    assert sorted(Stream(seed, "x", "y").shuffled(count).tolist()) == list(range(count))
