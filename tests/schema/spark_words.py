"""The words that Spark's parser reserves with spark.sql.ansi.enforceReservedKeywords.

Source: ``SELECT keyword FROM sql_keywords() WHERE reserved`` of Spark 4.3 with that setting, which is the table of the
page "ANSI Compliance" of its documentation; test_schema_reserved_spark.py tries them on the installed Spark.
"""

_WORDS = """
all and any as authorization both call case cast check collate collation collations column constraint create cross
current_date current_path current_schema current_time current_timestamp current_user distinct else end escape except
execute false fetch filter for foreign from full grant group having in inner intersect into is join lateral leading
left localtime natural not null offset on only or order outer overlaps primary recursive references right select
session_user some sql table then time to trailing union unique unknown user using when where with within
"""
RESERVED = frozenset(_WORDS.split())
