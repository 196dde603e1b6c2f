"""Names that nobody has: of people out of common parts, of businesses by what they do."""

from __future__ import annotations

from jicha.twin.account import Account
from jicha.twin.streams import Stream

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国志文春秀"
_BUSINESS = {"shop": "商店", "restaurant": "餐馆", "workshop": "制造有限公司", "factory": "实业有限公司"}


def a_person(stream: Stream) -> str:
    """The name of a person."""
    family, given = _drawn(stream)
    return family + given


def person_name(seed: int, account: Account) -> str:
    """The name in which an account is held."""
    family, given = _drawn(Stream(seed, account.number, "name"))
    if account.file["customer_class"] == "lv_resident":
        return family + given
    return f"云陵{given}{_BUSINESS.get(account.places[0].use, '经营部')}"


def _drawn(stream: Stream) -> tuple[str, str]:
    drawn = stream.uniform(3).tolist()
    return _FAMILY[int(drawn[0] * len(_FAMILY))], "".join(_GIVEN[int(one * len(_GIVEN))] for one in drawn[1:])
