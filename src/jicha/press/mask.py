"""Values that name or place a person, cut down to what tells two of them apart: the one place that masks.

Names keep the family name, telephones and identity numbers their last digits, addresses the street. Anything else above
the reader's level is withheld whole, and so are the names and telephones of those who reported something (sensitive):
in a village a family name is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache

import pyarrow as pa

from jicha.press.totals import mapped
from jicha.schema import Column, tables
from jicha.terms.privacy import Privacy

HIDDEN = "***"
_CUT = "**"
_LAST_DIGITS = 4
# Family names of two signs; any other Chinese name begins with a family name of one.
_DOUBLE = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
    "仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐"
    "段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
)
_DOUBLE_NAMES = frozenset(_DOUBLE[at : at + 2] for at in range(0, len(_DOUBLE), 2))
# What a firm or an office calls itself; its name is no person's, but the owner's may stand in it.
_BODIES = re.compile(
    r"(有限责任公司|股份有限公司|有限公司|公司|集团|合作社|村民委员会|村委会|居委会|委员会|管理处|事务所|研究院|"
    r"学校|小学|中学|大学|幼儿园|医院|卫生院|银行|酒店|宾馆|超市|商店|商行|工厂|供电局|政府)$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# The first sign of a house number: a digit, or a Chinese numeral before what is numbered.
_HOUSE = re.compile(r"\d|[零〇一二三四五六七八九十百甲乙丙丁]+(?=[号栋幢座楼层单室组队])")
_STREET = re.compile(r"^.*(?:路|街|大道|巷|弄|胡同)")
_PLACE = re.compile(r"^.*(?:苏木|嘎查|街道|[省市区县旗镇乡村](?![路街]))")
_ESTATE = re.compile(r"[^省市区县旗镇乡村]{2,}小区$")
_STREET_WORD = re.compile(
    r"\b(street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|way|square|rue|route)\b\.?", re.I
)


class Shape(StrEnum):
    """How a private value is cut down."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    ADDRESS = "address"
    WITHHELD = "withheld"


def is_masked(column: Column, clearance: Privacy) -> bool:
    """Whether a reader cleared for ``clearance`` sees the column masked.

    ``subject_id`` is shown: it is the key of a record that stands beside it, as personal as that record's own key.
    """
    return column.privacy > clearance and column.name != "subject_id"


def masked(values: pa.Array | pa.ChunkedArray, column: Column) -> pa.Array:
    """The values of a column cut down, as texts; a missing value stays missing."""
    cut = CUTS[shape_of(column)]
    return mapped(values.cast(pa.string()), cut)


@cache
def private_names(clearance: Privacy) -> frozenset[str]:
    """Names under which private values travel in evidence: private columns of any table, keys and references apart."""
    return frozenset(
        column.name
        for table in tables().values()
        for column in table.columns
        if is_masked(column, clearance) and not column.in_primary_key and not column.references
    )


def shape_of(column: Column) -> Shape:
    """How the values of a column are cut down, by what its name says that they are."""
    name = column.name
    if column.type.name != "text" or column.references:
        return Shape.WITHHELD
    if name.endswith(("id_no", "tax_no", "certificate_no", "list_no")):
        return Shape.IDENTITY
    if column.privacy >= Privacy.SENSITIVE:
        return Shape.WITHHELD
    if name.endswith("phone"):
        return Shape.PHONE
    if name == "name" or name.endswith("_name") or name in ("witness", "tenant"):
        return Shape.NAME
    return Shape.ADDRESS if name == "address" else Shape.WITHHELD


def mask_name(name: str) -> str:
    """The family name of a person; of a firm its first two signs and what it is.

    >>> mask_name("张三"), mask_name("欧阳娜娜"), mask_name("Li Ming"), mask_name("安平县永兴铸造有限公司")
    ('张**', '欧阳**', 'Li **', '安平**有限公司')
    """
    plain = _plain(name)
    if not _HAN.search(plain):
        words = plain.split()
        return f"{words[0]} {_CUT}" if len(words) > 1 else HIDDEN
    body = _BODIES.search(plain)
    if body and body.start() > 2:
        return f"{plain[:2]}{_CUT}{body[0]}"
    if len(plain) > 2 and plain[:2] in _DOUBLE_NAMES:
        return f"{plain[:2]}{_CUT}"
    return f"{plain[0]}{_CUT}" if len(plain) > 1 else HIDDEN


def mask_digits(number: str) -> str:
    """The last four signs, or fewer where they would be more than two fifths.

    >>> mask_digits("13800000123"), mask_digits("110101199001011237"), mask_digits("12345")
    ('***0123', '***1237', '***45')
    """
    plain = _plain(number)
    kept = min(_LAST_DIGITS, len(plain) * 2 // 5)
    return HIDDEN + plain[len(plain) - kept :]


def mask_address(address: str) -> str:
    """The address down to the street, else to the village or district; house, estate and room are taken away.

    >>> mask_address("浙江省杭州市西湖区文三路138号东方公寓3单元502室"), mask_address("大庙镇二道沟村三组12号")
    ('浙江省杭州市西湖区文三路**', '大庙镇二道沟村**')
    """
    plain = _plain(address)
    if not _HAN.search(plain):
        return _mask_latin_address(plain)
    house = _HOUSE.search(plain)
    before = plain[: house.start()] if house else plain
    street = _STREET.match(before)
    if street:
        return street[0] + _CUT
    place = _PLACE.match(_ESTATE.sub("", before))
    return place[0] + _CUT if place else HIDDEN


def _mask_latin_address(address: str) -> str:
    """Words without digits up to the word for a street; without one, those before the first digit."""
    street = _STREET_WORD.search(address)
    kept = address[: street.end()] if street else re.split(r"\d", address)[0]
    words = [word for word in re.split(r"[\s,]+", kept) if word and not any(sign.isdigit() for sign in word)]
    return f"{' '.join(words)} {_CUT}" if words else HIDDEN


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


CUTS: dict[Shape, Callable[[str], str]] = {
    Shape.NAME: mask_name,
    Shape.PHONE: mask_digits,
    Shape.IDENTITY: mask_digits,
    Shape.ADDRESS: mask_address,
    Shape.WITHHELD: lambda text: HIDDEN,
}
