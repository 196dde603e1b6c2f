from collections.abc import Callable

import pytest

from jicha.intake.errors import BadProfile
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.proposed import Line, Proposal
from jicha.intake.proposal.trial import with_trial

LookAt = Callable[..., LookedAt]
POINT_OF = "{point_of: {customer: 户号}}"


def _proposal(point: str) -> Proposal:
    text = f"""profile: p
source: s
description: d
description_zh: d
confidence: own_guess
confidence_from: f
files:
  - file: registers
    header: [户号, 数据日期, 正向有功总]
    tables:
      - table: register_daily
        columns:
          point_id: {point}
          day: 数据日期
          register: {{constant: active_total}}
          reading: 正向有功总
"""
    return Proposal(tuple(Line(one) for one in text.splitlines()))


def _told(proposal: Proposal) -> list[dict[str, str]]:
    return [dict(one.arguments) for one in proposal.doubts if one.doubt == "trial"]


def test_what_would_be_kept_out_is_told_by_reason(look_at: LookAt) -> None:
    seen = look_at("户号,数据日期,正向有功总", "1,2026-04-01,7.5", "2,2026-04-31,7.5", "3,2026-04-02,坏")
    tried = with_trial(_proposal("{identifier: [户号]}"), [seen])
    (told,) = _told(tried)
    assert (told["rows"], told["of"]) == ("2", "3")
    assert set(told["reasons"].split(", ")) == {"not_in_calendar (数据日期): 1", "not_a_number (正向有功总): 1"}
    assert with_trial(_proposal("{identifier: [户号]}"), []).doubts == ()


def test_points_that_only_a_store_knows_are_no_fault_of_the_profile(look_at: LookAt) -> None:
    good = look_at("户号,数据日期,正向有功总", "1,2026-04-01,7.5")
    assert _told(with_trial(_proposal(POINT_OF), [good])) == []


def test_a_proposal_that_is_no_profile_is_refused(look_at: LookAt) -> None:
    with pytest.raises(BadProfile, match="identifire"):
        with_trial(_proposal("{identifire: [户号]}"), [look_at("户号,数据日期,正向有功总", "1,2026-04-01,7.5")])
