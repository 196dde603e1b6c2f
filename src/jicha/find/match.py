"""Typed numbers against identifiers, a batch of identifiers at a time: exactly, by a part, by their zeros, by one slip.

An identifier is ``source:number``, or ``source:number:number`` where a number is unique only within another, with
``#2`` behind where the number was given a second time; a colon within a number is written ``%3A`` (see the transform
``identifier``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_WRITTEN_OUT = (("%", "%25"), (":", "%3A"), ("#", "%23"))
_GENERATION = r"#\d+$"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write the identifiers of a batch: the texts, and for each the place of its identifier."""

    texts: pa.Array
    places: pa.Array


def written_out(number: str) -> str:
    """A number as it stands within an identifier.

    >>> written_out("12:3")
    '12%3A3'
    """
    for sign, written in _WRITTEN_OUT:
        number = number.replace(sign, written)
    return number


def folded(number: str) -> str:
    """What two numbers have in common that differ in leading zeros or in the case of letters.

    >>> folded("00ab1") == folded("AB1"), folded("000")
    (True, '0')
    """
    return number.upper().lstrip("0") or "0"


def bare_number(identifier: str) -> str:
    """The number of an identifier as a person writes it: without source and generation.

    >>> bare_number("ems:0012#2"), bare_number("ems:3201:77"), bare_number("alone")
    ('0012', '3201:77', 'alone')
    """
    number = identifier.partition(":")[2] or identifier
    stem, hash_sign, generation = number.rpartition("#")
    number = stem if hash_sign and generation.isdecimal() else number
    for sign, written in reversed(_WRITTEN_OUT):
        number = number.replace(written, sign)
    return number


@dataclass(frozen=True)
class Spellings:
    """The ways to write the numbers of a batch; each is made when it is first asked for, and once.

    ``are_identifiers`` is False where the values are bare numbers, which have no parts.
    """

    values: pa.Array
    are_identifiers: bool = True

    @cached_property
    def exact(self) -> tuple[Form, ...]:
        """In full and without the source, both with the generation and without."""
        whole = Form(self.values, _places(self.values))
        if not self.are_identifiers:
            return (whole,)
        bare, (repeated, _) = self._bare
        return (whole, bare, _stems(_repeated(whole)[0]), _stems(repeated))

    @cached_property
    def numbers(self) -> tuple[Form, ...]:
        """As plain numbers: without source and generation."""
        if not self.are_identifiers:
            return self.exact
        _, (repeated, single) = self._bare
        return (single, _stems(repeated))

    @cached_property
    def parts(self) -> tuple[Form, ...]:
        """The single parts of numbers that have several."""
        return tuple(_parts(one) for one in self.numbers) if self.are_identifiers else ()

    @cached_property
    def folded(self) -> tuple[Form, ...]:
        """Plain numbers without leading zeros, in capital letters."""
        return _folded_forms(self.numbers)

    @cached_property
    def folded_parts(self) -> tuple[Form, ...]:
        """Single parts without leading zeros, in capital letters."""
        return _folded_forms(self.parts)

    @cached_property
    def _bare(self) -> tuple[Form, tuple[Form, Form]]:
        bare = Form(_without_source(self.values), _places(self.values))
        return bare, _repeated(bare)


def found_in(forms: Iterable[Form], wanted: Sequence[str]) -> tuple[pa.Array, pa.Array]:
    """Pairs (place in ``wanted``, place in the batch) as two arrays. ``wanted`` holds no text twice.

    Two forms of one identifier may give the same pair.
    """
    value_set = pa.array(wanted, pa.string())
    which, places = [pa.array([], pa.int32())], [pa.array([], pa.int64())]
    for form in forms:
        found = pc.index_in(form.texts, value_set=value_set)
        is_match = pc.is_valid(found)
        which.append(found.filter(is_match))
        places.append(form.places.filter(is_match))
    return pa.concat_arrays(which), pa.concat_arrays(places)


def one_slip(number: str) -> set[str]:
    """Every number that one slip of the finger makes of ``number``: a sign changed, lost, added, or two exchanged."""
    signs = sorted(set("0123456789") | set(number.upper()))
    cuts = [(number[:at], number[at:]) for at in range(len(number) + 1)]
    made = {head + tail[1:] for head, tail in cuts if tail}
    made |= {head + sign + tail[1:] for head, tail in cuts if tail for sign in signs}
    made |= {head + sign + tail for head, tail in cuts for sign in signs}
    made |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    return made - {number, ""}


def _places(values: pa.Array) -> pa.Array:
    return pa.array(np.arange(len(values), dtype=np.int64))


def _without_source(identifiers: pa.Array) -> pa.Array:
    """What follows the first colon; sources are few, so the texts are cut by the few lengths that their names have."""
    colons = pc.find_substring(identifiers, ":")
    cut = identifiers
    for length in pc.unique(colons.drop_null()).to_pylist():
        if length >= 0:
            cut = pc.if_else(pc.equal(colons, length), pc.utf8_slice_codeunits(identifiers, length + 1), cut)
    return cut


def _repeated(form: Form) -> tuple[Form, Form]:
    """What ends in a generation, and what does not. Few have one, so only what holds a # is looked at closely."""
    has_sign = pc.match_substring(form.texts, "#")
    some = _where(form, has_sign)
    ends_so = pc.match_substring_regex(some.texts, _GENERATION)
    odd = _where(some, pc.invert(ends_so))
    plain = _where(form, pc.invert(has_sign))
    single = Form(pa.concat_arrays([plain.texts, odd.texts]), pa.concat_arrays([plain.places, odd.places]))
    return _where(some, ends_so), single


def _stems(form: Form) -> Form:
    return Form(pc.replace_substring_regex(form.texts, _GENERATION, ""), form.places)


def _where(form: Form, condition: pa.Array) -> Form:
    return Form(form.texts.filter(condition), form.places.filter(condition))


def _parts(form: Form) -> Form:
    some = _where(form, pc.match_substring(form.texts, ":"))
    several = pc.split_pattern(some.texts, ":")
    return Form(pc.list_flatten(several), some.places.take(pc.list_parent_indices(several)))


def _folded_forms(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(Form(_folded(one.texts), one.places) for one in forms)


def _folded(texts: pa.Array) -> pa.Array:
    bare = pc.utf8_ltrim(pc.utf8_upper(texts), characters="0")
    return pc.if_else(pc.equal(bare, ""), "0", bare)
