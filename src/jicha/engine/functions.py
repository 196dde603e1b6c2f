"""The scalar functions a page may use: what each takes, gives and means, and how each engine says it.

Two kinds stand here. Ours (``days_between`` ...) exist because engines disagree about dates, time zones and division.
The built-in ones (``round``, ``floor``, ``trim`` ...) stand here because engines disagree at their edges: DuckDB's
``floor`` of a BIGINT is a DOUBLE, its ``trim`` strips other blanks than Spark's. ``engine/dialect.py`` replaces every
call by the template of its engine; ``pages`` checks names, types and units against :data:`FUNCTIONS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jicha.engine import ratio


class Nulls(StrEnum):
    """When the result is NULL."""

    ANY = "NULL when any argument is NULL"
    ALL = "NULL when all arguments are NULL"
    EQUAL = "NULL when the first argument is NULL or the two are equal"


class UnitRule(StrEnum):
    """The unit of the result where it follows from the arguments' units."""

    NONE = "none"  # a date, a text, a bare number
    SAME = "same"  # the unit of the first argument, which all others marked "same" must share
    QUOTIENT = "quotient"  # first / second


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. ``type`` is a name of :class:`jicha.schema.table.ColumnType`, or one of

    ``number`` (integer or decimal), ``any`` (any type, the same for all arguments marked so) and ``digits`` (a whole
    number written out, within ``least`` and ``most``). ``unit`` is a unit, "" for no unit asked, or "same".
    """

    name: str
    type: str
    unit: str = ""
    optional: bool = False
    repeated: bool = False
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function. ``result`` is a type name, ``same`` (that of the first argument) or ``decimal(18,digits)``.

    ``duckdb`` and ``spark`` are templates in which ``:name`` stands for an argument and ``{digits}`` for one that is
    written out, with ``{scale}`` = 10^digits and ``{unit_of_digits}`` = 10^-digits; ``{time_zone}`` is the engine's
    zone and ``{first_day}`` the first day of the work calendar. An empty template: both engines say it as the page.
    """

    name: str
    arguments: tuple[Argument, ...]
    result: str
    unit: UnitRule | str = UnitRule.NONE
    nulls: Nulls = Nulls.ANY
    doc: str
    doc_zh: str
    ours: bool = True
    duckdb: str = ""
    spark: str = ""


# The number of working days up to a date is looked up in a list that starts with the calendar (engine/workdays.py).
_WORKDAY_DUCKDB = (
    "list_extract(getvariable('jicha_workdays'), "
    "CASE WHEN :%s >= DATE '{first_day}' THEN date_diff('day', DATE '{first_day}', :%s) + 1 END)"
)
_WORKDAY_SPARK = "get(jicha_workdays, datediff(:%s, DATE '{first_day}'))"
_LOCAL_DUCKDB = "timezone('{time_zone}', timezone('UTC', :t))"
_LOCAL_SPARK = "convert_timezone('UTC', '{time_zone}', :t)"

_OURS = (
    Function(
        name="days_between",
        arguments=(Argument("a", "date"), Argument("b", "date")),
        result="integer",
        unit="day",
        doc="Days from date a to date b; negative when b is earlier.",
        doc_zh="从日期 a 到日期 b 的天数; b 较早时为负。",
        duckdb="date_diff('day', :a, :b)",
        spark="CAST(datediff(:b, :a) AS BIGINT)",
    ),
    Function(
        name="add_days",
        arguments=(Argument("d", "date"), Argument("n", "integer", "day")),
        result="date",
        doc="The date n days after d.",
        doc_zh="日期 d 之后第 n 天。",
        duckdb="(:d + CAST(:n AS INTEGER))",
        spark="date_add(:d, CAST(:n AS INT))",
    ),
    Function(
        name="add_months",
        arguments=(Argument("d", "date"), Argument("n", "integer", "month")),
        result="date",
        doc="The same day n months later, or that month's last day where it has no such day.",
        doc_zh="n 个月后的同一天; 该月无此日时取月末。",
        duckdb="CAST(:d + to_months(CAST(:n AS INTEGER)) AS DATE)",
        spark="add_months(:d, CAST(:n AS INT))",
    ),
    Function(
        name="month_start",
        arguments=(Argument("d", "date"),),
        result="month",
        doc="The first day of the month of d.",
        doc_zh="日期 d 所在月的第一天。",
        duckdb="CAST(date_trunc('month', :d) AS DATE)",
        spark="CAST(trunc(:d, 'MM') AS DATE)",
    ),
    Function(
        name="months_between",
        arguments=(Argument("a", "date"), Argument("b", "date")),
        result="integer",
        unit="month",
        doc="Calendar months from a to b, days ignored: 31 January to 1 February is 1.",
        doc_zh="从 a 到 b 的日历月数, 不看日: 1月31日到2月1日为 1。",
        duckdb="((year(:b) - year(:a)) * 12 + month(:b) - month(:a))",
        spark="CAST((year(:b) - year(:a)) * 12 + month(:b) - month(:a) AS BIGINT)",
    ),
    Function(
        name="workdays_between",
        arguments=(Argument("a", "date"), Argument("b", "date")),
        result="integer",
        unit="workday",
        doc="Working days after a up to and including b, holidays and make-up days observed; negative when b is "
        "earlier; NULL where the calendar does not cover a or b.",
        doc_zh="a 之后至 b (含 b) 的工作日数, 已计节假日与调休; b 较早时为负; 日历未覆盖时为空。",
        duckdb=f"CAST({_WORKDAY_DUCKDB % ('b', 'b')} - {_WORKDAY_DUCKDB % ('a', 'a')} AS BIGINT)",
        spark=f"CAST({_WORKDAY_SPARK % 'b'} - {_WORKDAY_SPARK % 'a'} AS BIGINT)",
    ),
    Function(
        name="minutes_between",
        arguments=(Argument("t1", "instant"), Argument("t2", "instant")),
        result="integer",
        unit="min",
        doc="Whole minutes from t1 to t2, the part of a minute cut off.",
        doc_zh="从 t1 到 t2 的整分钟数, 不足一分钟舍去。",
        duckdb="date_sub('minute', :t1, :t2)",
        spark="timestampdiff(MINUTE, :t1, :t2)",
    ),
    Function(
        name="local_date",
        arguments=(Argument("t", "instant"),),
        result="date",
        doc="The calendar date of an instant in the engine's time zone (Asia/Shanghai unless set).",
        doc_zh="时刻 t 在引擎时区 (默认 Asia/Shanghai) 的日期。",
        duckdb=f"CAST({_LOCAL_DUCKDB} AS DATE)",
        spark=f"CAST({_LOCAL_SPARK} AS DATE)",
    ),
    Function(
        name="local_hour",
        arguments=(Argument("t", "instant"),),
        result="integer",
        unit="hour",
        doc="The hour of the day, 0 to 23, of an instant in the engine's time zone.",
        doc_zh="时刻 t 在引擎时区的小时, 0 至 23。",
        duckdb=f"CAST(hour({_LOCAL_DUCKDB}) AS BIGINT)",
        spark=f"CAST(hour({_LOCAL_SPARK}) AS BIGINT)",
    ),
    Function(
        name="ratio",
        arguments=(
            Argument("a", "number"),
            Argument("b", "number"),
            Argument("digits", "digits", most=ratio.MOST_DIGITS),
        ),
        result="decimal(18,digits)",
        unit=UnitRule.QUOTIENT,
        doc="a divided by b, exact, halves rounded away from zero; NULL when b is 0, and when an argument (scale 12 at "
        "most, below 10^17) or the result does not fit.",
        doc_zh="a 除以 b, 精确计算, 四舍五入; b 为 0 时为空; 参数 (小数至多 12 位, 小于 10^17) 或结果超出范围时为空。",
        duckdb=ratio.duckdb_template(),
        spark=ratio.spark_template(),
    ),
)

_BUILT_IN = (
    Function(
        name="year",
        arguments=(Argument("d", "date"),),
        result="integer",
        doc="The year of a date.",
        doc_zh="日期的年份。",
        ours=False,
        duckdb="year(:d)",
        spark="CAST(year(:d) AS BIGINT)",
    ),
    Function(
        name="month",
        arguments=(Argument("d", "date"),),
        result="integer",
        doc="The month of a date, 1 to 12.",
        doc_zh="日期的月份, 1 至 12。",
        ours=False,
        duckdb="month(:d)",
        spark="CAST(month(:d) AS BIGINT)",
    ),
    Function(
        name="abs",
        arguments=(Argument("x", "number"),),
        result="same",
        unit=UnitRule.SAME,
        doc="The absolute value.",
        doc_zh="绝对值。",
        ours=False,
    ),
    Function(
        name="coalesce",
        arguments=(Argument("x", "any", "same"), Argument("y", "any", "same", repeated=True)),
        result="same",
        unit=UnitRule.SAME,
        nulls=Nulls.ALL,
        doc="The first argument that is not NULL.",
        doc_zh="第一个非空的参数。",
        ours=False,
    ),
    Function(
        name="nullif",
        arguments=(Argument("x", "any", "same"), Argument("y", "any", "same")),
        result="same",
        unit=UnitRule.SAME,
        nulls=Nulls.EQUAL,
        doc="x, but NULL when x equals y.",
        doc_zh="x; 与 y 相等时为空。",
        ours=False,
    ),
    Function(
        name="round",
        arguments=(Argument("x", "number"), Argument("digits", "digits", optional=True, most=12)),
        result="same",
        unit=UnitRule.SAME,
        doc="x to so many decimal places (0 unless given), halves away from zero.",
        doc_zh="保留若干位小数 (默认 0), 四舍五入。",
        ours=False,
        duckdb="round(:x, {digits})",
        spark="round(:x, {digits})",
    ),
    Function(
        name="floor",
        arguments=(Argument("x", "number"),),
        result="integer",
        unit=UnitRule.SAME,
        doc="The largest whole number not above x.",
        doc_zh="不大于 x 的最大整数。",
        ours=False,
        # The added 0.0 makes a decimal of an integer, whose floor would be a DOUBLE.
        duckdb="CAST(floor(:x + CAST('0.0' AS DECIMAL(2, 1))) AS BIGINT)",
        spark="CAST(floor(:x) AS BIGINT)",
    ),
    Function(
        name="substr",
        arguments=(
            Argument("s", "text"),
            Argument("start", "digits", least=1, most=4000),
            Argument("length", "digits", optional=True, most=4000),
        ),
        result="text",
        doc="The part of s from character start (1 is the first) on, at most length characters long.",
        doc_zh="从第 start 个字符 (首字符为 1) 起, 至多 length 个字符。",
        ours=False,
    ),
    Function(
        name="lower",
        arguments=(Argument("s", "text"),),
        result="text",
        doc="s in small letters; trust it for A to Z only.",
        doc_zh="转为小写; 仅对 A 至 Z 可靠。",
        ours=False,
    ),
    Function(
        name="upper",
        arguments=(Argument("s", "text"),),
        result="text",
        doc="s in capital letters; trust it for a to z only.",
        doc_zh="转为大写; 仅对 a 至 z 可靠。",
        ours=False,
    ),
    Function(
        name="trim",
        arguments=(Argument("s", "text"),),
        result="text",
        doc="s without blanks (common and ideographic) at either end.",
        doc_zh="去掉两端的空格 (半角与全角)。",
        ours=False,
        duckdb="trim(:s, ' \u3000')",
        spark="btrim(:s, ' \u3000')",
    ),
    Function(
        name="length",
        arguments=(Argument("s", "text"),),
        result="integer",
        doc="The number of characters (Unicode code points) of s.",
        doc_zh="字符数。",
        ours=False,
        duckdb="length(:s)",
        spark="CAST(char_length(:s) AS BIGINT)",
    ),
)

FUNCTIONS: dict[str, Function] = {function.name: function for function in (*_OURS, *_BUILT_IN)}
