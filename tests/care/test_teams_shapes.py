"""Teams and their templates: what cannot be built, and what is not shown."""

from datetime import date
from typing import Any

import attrs
import pytest

from care.staffed import (
    ANN,
    BY,
    CARE,
    COACH,
    FRIDAY,
    LEAD,
    MONDAY,
    NURSE,
    SETTING,
    TEMPLATE,
    formed,
    function,
)
from caremodel.care import teams
from caremodel.care.teams import (
    Cardinality,
    CareTeam,
    FormTeam,
    Function,
    FunctionId,
    Ground,
    Join,
    Member,
    Part,
    PartnerMember,
    PartnerTask,
    PartnerTaskStatus,
    PatientMember,
    SupportMember,
    TeamId,
    TeamStatus,
    TeamTemplate,
    Tenure,
    WorkerMember,
)
from caremodel.errors import InvalidValueError
from caremodel.grammar.dates import Period
from caremodel.grammar.histories import replay
from caremodel.people.patients import PersonId
from caremodel.people.roles import JobId, Leg, License, PartnerId, RoleId

SELF = TEMPLATE.functions[0]
LEADING = function(LEAD, "coach", "exactly_one", leads=True)


def template(*functions: Function, has_subject: bool = True) -> TeamTemplate:
    """Make a template of some functions."""
    return TeamTemplate(
        id="t",
        called="T",
        has_subject=has_subject,
        functions=functions,
        source="test",
    )


def test_how_many_a_function_takes() -> None:
    """By its words, for none, one and two."""
    met = {each.value: [each.met_by(n) for n in range(3)] for each in Cardinality}

    assert met == {
        "zero_or_more": [True, True, True],
        "exactly_one": [False, True, False],
        "one_or_more": [False, True, True],
    }


def test_a_function_for_workers_names_their_roles() -> None:
    """Otherwise everyone could fill it, or no one."""
    with pytest.raises(
        InvalidValueError, match=r"Function\[care\]\.roles: must not be"
    ):
        Function(id=CARE, called="care", cardinality=Cardinality.EXACTLY_ONE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": (RoleId("nurse"),)},
        {"requires": (License.LICENSED,)},
        {"jobs": (JobId("assess"),)},
        {"leg": Leg.OUTREACH},
        {"leads": True},
        {"owns_clinical_care": True},
    ],
)
@pytest.mark.parametrize("part", [Part.PATIENT, Part.SUPPORT])
def test_who_is_no_worker_has_no_license_no_job_and_no_lead(
    part: Part, wrong: dict[str, object]
) -> None:
    """A clinical task for the patient or their family cannot be written down."""
    with pytest.raises(InvalidValueError, match="no worker fills it"):
        Function(
            id=CARE,
            called="care",
            part=part,
            cardinality=Cardinality.EXACTLY_ONE,
            **wrong,  # type: ignore[arg-type]
        )


def test_a_team_around_someone_has_them_on_it_and_can_be_led() -> None:
    """Exactly one place is the patient's own."""
    two = attrs.evolve(SELF, id=FunctionId("other"))
    many = attrs.evolve(SELF, cardinality=Cardinality.ONE_OR_MORE)

    for wrong in ((LEADING,), (LEADING, SELF, two), (LEADING, many)):
        with pytest.raises(InvalidValueError, match="one of the patient's own"):
            template(*wrong)
    with pytest.raises(InvalidValueError, match="one that can lead"):
        template(SELF, function(CARE, "coach", "exactly_one"))
    assert template(SELF, LEADING).has_subject


@pytest.mark.parametrize(
    "wrong",
    [
        SELF,
        LEADING,
        function(CARE, "coach", "exactly_one", owns_clinical_care=True),
    ],
)
def test_a_team_around_nobody_leads_nobody(wrong: Function) -> None:
    """There is no patient whose care it could own."""
    with pytest.raises(InvalidValueError, match="there is no patient"):
        template(wrong, has_subject=False)


def test_a_function_stands_once_in_a_template() -> None:
    """Or nobody could tell which is meant."""
    with pytest.raises(InvalidValueError, match="one id twice"):
        template(SELF, LEADING, LEADING)


def team(
    *,
    members: tuple[Member, ...] = (),
    leads: tuple[Tenure, ...] = (),
    end: date | None = None,
) -> CareTeam:
    """Make a team by hand, from Monday on."""
    return CareTeam(
        id=TeamId("t1"),
        patient_id=ANN,
        template=teams.ref_of(TEMPLATE),
        status=TeamStatus.ACTIVE if end is None else TeamStatus.INACTIVE,
        period=Period(start=MONDAY, end=end),
        members=members,
        leads=leads,
        changed_on=MONDAY,
    )


def nurse(start: date, end: date | None = None) -> Member:
    """Make the nurse a member for some time."""
    return Member(
        who=WorkerMember(NURSE),
        function=CARE,
        period=Period(start=start, end=end),
        why=Ground.ASSIGNED,
    )


def test_nobody_is_a_member_outside_the_team_s_time() -> None:
    """Neither before it, nor after it, nor open beyond its end."""
    early, late = date(2025, 3, 2), date(2025, 3, 8)

    assert len(team(members=(nurse(MONDAY, FRIDAY),), end=FRIDAY).members) == 1
    for wrong in (nurse(early), nurse(MONDAY, late), nurse(MONDAY)):
        with pytest.raises(InvalidValueError, match=r"CareTeam\.members: must lie"):
            team(members=(wrong,), end=FRIDAY)


def test_two_do_not_lead_on_one_day() -> None:
    """One ends before the other begins."""

    def lead(start: date, end: date | None = None) -> Tenure:
        return Tenure(
            worker_id=COACH, function=LEAD, period=Period(start=start, end=end)
        )

    assert len(team(leads=(lead(MONDAY, FRIDAY), lead(FRIDAY))).leads) == 2
    for wrong in ((lead(MONDAY), lead(FRIDAY)), (lead(MONDAY, FRIDAY), lead(MONDAY))):
        with pytest.raises(InvalidValueError, match=r"leads: must not overlap"):
            team(leads=wrong)


@pytest.mark.parametrize(
    ("status", "held", "problem"),
    [
        ("requested", Period(start=MONDAY), "never accepted"),
        ("rejected", Period(start=MONDAY, end=FRIDAY), "never accepted"),
        ("accepted", None, "since when"),
        ("on-hold", Period(start=MONDAY, end=FRIDAY), "still theirs"),
        ("completed", Period(start=MONDAY), "must have ended"),
        ("failed", None, "since when"),
        ("cancelled", Period(start=MONDAY), "must have ended"),
    ],
)
def test_a_partner_s_work_is_held_as_its_status_says(
    status: str, held: Period | None, problem: str
) -> None:
    """What was never accepted was never held, and what is done has an end."""
    with pytest.raises(InvalidValueError, match=problem):
        PartnerTask(
            id="1",
            partner_id=PartnerId("pantry"),
            status=PartnerTaskStatus(status),
            held=held,
        )


def test_ids_are_shown_and_nothing_else() -> None:
    """What is printed goes into logs."""
    whole = formed()
    form = FormTeam(team_id=TeamId("t1"), patient_id=ANN)
    (event, _) = teams.form(SETTING, whole.id, ANN, on=MONDAY, by=BY)

    assert repr(whole) == "CareTeam('t1')"
    assert repr(whole.members[0]) == "Member('ann', 'self')"
    assert repr(PatientMember(ANN)) == "PatientMember('ann')"
    assert repr(form) == "FormTeam('t1')"
    assert repr(event) == "TeamFormed('t1')"


def test_everyone_has_an_id() -> None:
    """Whatever it is of."""
    everyone = (
        WorkerMember(NURSE),
        PatientMember(ANN),
        SupportMember(PersonId("mia")),
        PartnerMember(PartnerId("pantry")),
    )

    assert [teams.id_of(each) for each in everyone] == ["rosa", "ann", "mia", "pantry"]


def test_a_blank_reason_is_none() -> None:
    """Off the expected path someone says why."""
    with pytest.raises(InvalidValueError, match=r"Suspend\.reason"):
        teams.Suspend(reason=" ")


def test_the_events_of_a_team_fold_with_the_fold_of_all_histories() -> None:
    """The shape that every history here has."""
    events = teams.form(
        SETTING,
        TeamId("t1"),
        ANN,
        on=MONDAY,
        by=BY,
    )

    assert replay(teams.evolve, None, events) == formed()
    assert Join(who=WorkerMember(NURSE), function=CARE).of_partner is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"status": TeamStatus.INACTIVE}, "CareTeam.period"),
        ({"period": Period(start=MONDAY, end=FRIDAY)}, "CareTeam.period"),
        ({"changed_on": date(2025, 3, 2)}, "CareTeam.changed_on"),
    ],
)
def test_a_team_ends_with_its_status_and_changes_after_its_forming(
    wrong: dict[str, Any], field: str
) -> None:
    """Inactive without an end, active after it, and changed before Monday."""
    with pytest.raises(InvalidValueError, match=field):
        attrs.evolve(team(), **wrong)
