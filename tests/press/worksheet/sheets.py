"""A small sheet with every part that a sheet can have, and the words for it."""

from __future__ import annotations

from decimal import Decimal

from jicha.press.say import Language
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet

WORDS = {
    "sheet.recovery": ("Recovery from customer {customer}", "追补计算书：用户 {customer}"),
    "sheet.load": ("Load connected", "私接设备容量"),
    "sheet.hours": ("Hours of use", "每日使用时间"),
    "sheet.days": ("Days", "天数"),
    "sheet.unit_price": ("Price", "电价"),
    "sheet.multiple": ("Multiple", "违约使用电费倍数"),
    "sheet.energy": ("Energy", "追补电量"),
    "sheet.share": ("Share of each day", "每日占比"),
    "sheet.charge": ("Energy charge", "补交电费"),
    "sheet.penalty": ("Penalty", "违约使用电费"),
    "sheet.capacity": ("Most that the breaker carries", "开关可承载的最大电量"),
    "sheet.by_breaker": ("The breaker trips above this", "超过此值开关将跳闸"),
    "sheet.since_unknown": (
        "Nobody can show since when; {days} days are assumed",
        "起始时间无法查明，按 {days} 天推定",
    ),
    "sheet.two_accounts": ("Charge and penalty go to two accounts", "补交电费与违约使用电费分别入账"),
    "sheet.flat": ("flat", "平段"),
    "sheet.half_day": ("half a day as agreed", "按半日计的口径"),
}


def words() -> dict[str, dict[Language, str]]:
    """The same as the press keeps words."""
    return {one: {Language.EN: en, Language.ZH: zh} for one, (en, zh) in WORDS.items()}


def sheet(customer: str = "张三（1001）", *, beside: bool = True, days: int = 180) -> Worksheet:
    """8 kW x 6 h x 180 days = 8,640 kWh; x 0.6083 = 5,255.712 -> 5,255.71 CNY; x 3 = 15,767.13 CNY.

    A third of each day has no finite decimal; the breaker carries 5,000 kWh, so the energy lies outside.
    """
    one = Sheet("recovery", customer=customer)
    one.given("load", 8, "kW", origin="case", source="现场检查记录 2025-07-01")
    one.given("hours", 6, "hour/day", origin="law", source="供电营业规则(1996) 第103条", confidence="B")
    one.given("days", days, "day", origin="default", confidence="U")
    one.given(
        "price", Decimal("0.6083"), "CNY/kWh", origin="price", source="赣电价〔2024〕1号", confidence="A", about="flat",
        word="unit_price",
    )  # fmt: skip
    one.given("multiple", 3, origin="default", source="供电营业规则(2024) 第104条", confidence="M")
    one.given("third", 3, origin="convention", source="half_day", about="1/3", word="share")
    one.given("capacity", 5000, "kWh", origin="case")
    one.step("share", "1 / third")
    one.step("energy", "load * hours * days", "kWh", source="供电营业规则(1996) 第103条", confidence="B")
    one.step("charge", "round(energy * price, 2)", "CNY")
    one.step("penalty", "multiple * charge", "CNY")
    one.bound("energy", high="capacity", word="by_breaker")
    one.remark("since_unknown", warns=True, days=str(days))
    one.remark("two_accounts")
    if beside:
        one.beside(sheet(customer, beside=False, days=90))
    return one.done("charge", "penalty")


def long_sheet(days: int) -> Worksheet:
    """8 kWh on each of some days, one line a day."""
    one = Sheet("recovery", customer="1001")
    for day in range(1, days + 1):
        one.given(f"day_{day}", 8, "kWh", origin="case", about=f"2025-07-{day:02}", word="energy")
    one.step("energy", " + ".join(f"day_{day}" for day in range(1, days + 1)), "kWh")
    return one.done("energy")
