"""Staffing a team, and what is to be said of one."""

from datetime import date

import attrs

from care.staffed import (
    ANN,
    BY,
    CARE,
    COACH,
    DOCTOR,
    FRIDAY,
    GONE,
    LEAD,
    MONDAY,
    NURSE,
    OWNER,
    PYRAMID,
    SETTING,
    SUPPORT,
    TEMPLATE,
    TUESDAY,
    WORKFORCE,
    after,
    formed,
    function,
    worker,
)
from caremodel.care import teams
from caremodel.care.teams import (
    CareTeam,
    Designate,
    Join,
    NameClinicalOwner,
    NameLead,
    PartnerMember,
    PartnerTask,
    PartnerTaskStatus,
    PatientMember,
    PlanHandOver,
    SupportMember,
    TeamConcern,
    TeamId,
    TeamSetting,
    TeamTemplate,
    Vacancy,
    WorkerMember,
)
from caremodel.grammar.dates import Period
from caremodel.people.patients import Patient, PersonId, SupportPerson
from caremodel.people.roles import (
    Leg,
    License,
    PartnerId,
    RoleId,
    Worker,
    WorkerId,
    Workforce,
)

PATIENT = Patient(id=ANN, pcp=PersonId("dora"))
OWNED = TeamTemplate(
    id="small",
    called="Small team",
    functions=tuple(
        attrs.evolve(each, cardinality=teams.Cardinality.EXACTLY_ONE)
        if each.id == OWNER
        else each
        for each in TEMPLATE.functions
    ),
    source="test",
)


def asked(
    template: TeamTemplate, workforce: Workforce, *knows: WorkerId, **more: object
) -> dict[str, str]:
    """Say who is asked to fill what, on Monday."""
    staffing = teams.staff(
        template,
        workforce,
        PATIENT,
        MONDAY,
        knows=knows,
        **more,  # type: ignore[arg-type]
    )
    return {
        each.function: each.who.worker_id
        for each in staffing.commands
        if isinstance(each, Join) and isinstance(each.who, WorkerMember)
    }


# --- staffing ------------------------------------------------------------------------


def test_the_least_qualified_who_may_is_asked() -> None:
    """The coach leads, not the nurse; who needs a license is the nurse, no doctor."""
    only_nurse = attrs.evolve(PATIENT, pcp=None)
    staffing = teams.staff(TEMPLATE, WORKFORCE, only_nurse, MONDAY)

    assert staffing.commands == (
        Join(who=WorkerMember(COACH), function=LEAD),
        Join(who=WorkerMember(NURSE), function=CARE),
        NameLead(worker_id=COACH, function=LEAD, backup=NURSE),
    )
    assert staffing.vacancies == ()


def test_who_knows_the_patient_goes_first() -> None:
    """The relationship before the license; and so does their own doctor."""
    assert asked(OWNED, WORKFORCE) == {LEAD: COACH, OWNER: DOCTOR, CARE: DOCTOR}
    assert asked(OWNED, WORKFORCE, NURSE) == {LEAD: NURSE, OWNER: DOCTOR, CARE: NURSE}


def test_the_clinical_owner_is_named() -> None:
    """As the lead is: two, and not one."""
    staffing = teams.staff(OWNED, WORKFORCE, PATIENT, MONDAY)

    assert staffing.commands[-2:] == (
        NameLead(worker_id=COACH, function=LEAD, backup=NURSE),
        NameClinicalOwner(worker_id=DOCTOR, function=OWNER),
    )


def test_what_is_proposed_can_be_decided() -> None:
    """In the order given, from a team that is just formed."""
    staffing = teams.staff(TEMPLATE, WORKFORCE, PATIENT, MONDAY)
    team = after(formed(), *staffing.commands)

    assert teams.is_ready(TEMPLATE, team, MONDAY)
    assert teams.unassigned([team], WORKFORCE, MONDAY) == ()


def test_a_function_that_finds_nobody_says_why() -> None:
    """Of each who plays a role that may."""
    few = Workforce(
        pyramid=PYRAMID,
        workers=(
            worker("carl", "coach"),
            worker("gus", "nurse", active=Period(start=TUESDAY)),
        ),
    )
    staffing = teams.staff(OWNED, few, None, MONDAY, full=(WorkerId("gus"),))

    assert staffing.commands == ()
    assert staffing.vacancies == (
        Vacancy(
            function=LEAD,
            because=(
                "carl is not licensed and has no back-up",
                "gus does not work here on that day",
                "gus has no room for one more",
            ),
        ),
        Vacancy(function=OWNER, because=("nobody here plays a role that may fill it",)),
        Vacancy(
            function=CARE,
            because=(
                "role and license of carl do not cover care",
                "gus does not work here on that day",
                "gus has no room for one more",
            ),
        ),
    )


def test_a_team_of_the_whole_panel_is_staffed_without_a_patient() -> None:
    """Nobody is named to lead."""
    staffing = teams.staff(LEGS, WORKFORCE, None, MONDAY)

    assert [type(each) for each in staffing.commands] == [Join]


# --- what a team lacks ---------------------------------------------------------------


def whole() -> CareTeam:
    """Make a team that lacks nobody: gus leads, the nurse cares."""
    return after(
        formed(),
        Join(who=WorkerMember(GONE), function=LEAD),
        Join(who=WorkerMember(NURSE), function=CARE),
        NameLead(worker_id=GONE, function=LEAD),
    )


def test_who_no_longer_works_here_fills_nothing() -> None:
    """The team still says so; the day their work ended, it lacks them."""
    team = whole()

    assert teams.vacancies(TEMPLATE, team, WORKFORCE, TUESDAY) == ()
    assert teams.unassigned([team], WORKFORCE, TUESDAY) == ()
    assert teams.vacancies(TEMPLATE, team, WORKFORCE, FRIDAY) == (
        Vacancy(function=LEAD, because=("gus does not work here on that day",)),
    )
    assert teams.unassigned([team], WORKFORCE, FRIDAY) == ("t1",)


def test_a_function_that_nobody_joined_is_vacant() -> None:
    """Those that need no one are not."""
    assert teams.vacancies(TEMPLATE, formed(), WORKFORCE, MONDAY) == (
        Vacancy(function=LEAD, because=("nobody joined",)),
        Vacancy(function=CARE, because=("nobody joined",)),
    )


def concerns(
    team: CareTeam,
    on: date,
    workforce: Workforce = WORKFORCE,
    template: TeamTemplate = TEMPLATE,
) -> list[str]:
    """Say what is found, in words."""
    return [str(each) for each in teams.findings(template, team, workforce, on)]


def test_before_a_team_there_is_nothing_to_be_said() -> None:
    """Nor after it."""
    assert concerns(whole(), date(2025, 3, 2)) == []


def test_what_is_to_be_said_of_a_team() -> None:
    """Who left, who leads, who owns, and what someone less qualified could do."""
    team = after(whole(), Join(who=WorkerMember(DOCTOR), function=CARE))

    assert concerns(team, TUESDAY) == [
        "work that someone less qualified could do: gus, lead",
        "work that someone less qualified could do: dora, care",
        "nobody owns the clinical care yet: t1",
    ]
    assert concerns(team, FRIDAY) == [
        "a member who does not work here any more: gus, lead",
        "work that someone less qualified could do: dora, care",
        "nobody leads who is at work: t1",
        "nobody owns the clinical care yet: t1",
    ]


def test_a_license_that_expired_raises_a_flag_and_rewrites_nothing() -> None:
    """The team stands as it was; the workforce of the day says what holds."""
    then = with_manager((License.LICENSED,))
    now = with_manager(())
    setting = TeamSetting(template=MANAGED, workforce=then)
    join = Join(who=WorkerMember(WorkerId("mona")), function=CARE)
    lead = Join(who=WorkerMember(WorkerId("mona")), function=LEAD)
    name = NameLead(worker_id=WorkerId("mona"), function=LEAD)
    team = after(formed(), join, lead, name, setting=setting)

    told = [each.concern for each in teams.findings(MANAGED, team, now, TUESDAY)]
    assert TeamConcern.NOT_COVERED in told
    assert TeamConcern.NO_BACKUP in told
    assert teams.is_ready(MANAGED, team, TUESDAY)
    before = [each.concern for each in teams.findings(MANAGED, team, then, TUESDAY)]
    assert before == [TeamConcern.NO_CLINICAL_OWNER]


def with_manager(holds: tuple[License, ...]) -> Workforce:
    """Make a workforce of a manager, clinical, with a license or without."""
    manager = attrs.evolve(PYRAMID.roles[1], id=MANAGER, holds=())
    assess = attrs.evolve(PYRAMID.jobs[0], roles=(MANAGER,))
    pyramid = attrs.evolve(PYRAMID, roles=(*PYRAMID.roles, manager), jobs=(assess,))
    mona = Worker(id=WorkerId("mona"), roles=(MANAGER,), holds=holds)
    return Workforce(pyramid=pyramid, workers=(mona,))


MANAGER = RoleId("manager")
MANAGED = TeamTemplate(
    id="small",
    called="Small team",
    functions=(
        *TEMPLATE.functions[:2],
        function(LEAD, "manager", "exactly_one", leads=True),
        function(OWNER, "doctor", "zero_or_more", owns_clinical_care=True),
        function(CARE, "manager", "one_or_more", jobs=("assess",)),
    ),
    source="test",
)


def test_a_hand_over_past_its_day_is_found_until_it_is_settled() -> None:
    """On its day it is not late yet."""
    plan = PlanHandOver(
        function=LEAD, giver=GONE, taker=COACH, due=TUESDAY, reason="leaves"
    )
    team = after(whole(), plan)

    def late(team: CareTeam, on: date) -> bool:
        found = teams.findings(TEMPLATE, team, WORKFORCE, on)
        return TeamConcern.HAND_OVER_LATE in [each.concern for each in found]

    assert [late(team, on) for on in (MONDAY, TUESDAY, FRIDAY)] == [False, False, True]
    done = teams.hand_over(
        SETTING,
        team,
        function=LEAD,
        giver=GONE,
        taker=COACH,
        patient_told=True,
        backup=NURSE,
        reason="leaves",
        on=FRIDAY,
        by=BY,
    )
    team = teams.evolve(team, done[0])
    wednesday = date(2025, 3, 5)
    assert [late(team, on) for on in (wednesday, FRIDAY)] == [True, False]


LEGS = TeamTemplate(
    id="legs",
    called="Legs",
    has_subject=False,
    functions=tuple(
        function(leg.name.lower(), "coach nurse", "zero_or_more", leg=leg)  # type: ignore[arg-type]
        if leg is not Leg.OUTREACH
        else function(CARE, "coach nurse", "one_or_more", leg=leg)
        for leg in Leg
    ),
    source="test",
)


def test_a_missing_leg_is_found_in_the_template_and_on_the_team() -> None:
    """By design, and on a day on which nobody stands there."""
    two = attrs.evolve(LEGS, functions=LEGS.functions[:2])
    setting = TeamSetting(template=LEGS, workforce=WORKFORCE)
    (event,) = teams.form(setting, TeamId("t2"), None, on=MONDAY, by=BY)
    team = teams.evolve(None, event)

    assert teams.check_template(LEGS) == ()
    assert teams.check_template(TEMPLATE) == ()
    assert [str(each) for each in teams.check_template(two)] == [
        "a leg of the stool that is missing: patient outreach"
    ]
    joined = after(team, Join(who=WorkerMember(COACH), function=CARE), setting=setting)
    assert concerns(joined, MONDAY, template=LEGS) == [
        "a leg of the stool that is missing: data analytics",
        "a leg of the stool that is missing: care coordination",
    ]


# --- partners, plans, entries --------------------------------------------------------


def work(status: str, held: Period | None, number: int = 1) -> PartnerTask:
    """Make a piece of the pantry's work."""
    return PartnerTask(
        id=str(number),
        partner_id=PartnerId("pantry"),
        status=PartnerTaskStatus(status),
        held=held,
    )


def test_a_partner_is_a_member_from_accepting_to_the_end_of_the_last_work() -> None:
    """Accepting again later begins anew; being asked begins nothing."""
    tasks = (
        work("completed", Period(start=date(2025, 1, 1), end=date(2025, 1, 10)), 1),
        work("failed", Period(start=date(2025, 1, 5), end=date(2025, 1, 20)), 2),
        work("in-progress", Period(start=date(2025, 2, 1)), 3),
        work("requested", None, 4),
        work("cancelled", None, 5),
    )

    assert [each.period for each in teams.partner_members(tasks)] == [
        Period(start=date(2025, 1, 1), end=date(2025, 1, 20)),
        Period(start=date(2025, 2, 1)),
    ]


def test_a_partner_joins_no_team_before_or_after_its_time() -> None:
    """A view of the team, within its own period."""
    early = work("completed", Period(start=date(2025, 1, 1), end=MONDAY))
    long = work("accepted", Period(start=date(2025, 1, 1)), 2)
    other = attrs.evolve(long, partner_id=PartnerId("shelter"))
    seen = teams.with_partners(formed(), (early, other))

    assert [each.who for each in seen.members[1:]] == [
        PartnerMember(PartnerId("shelter"))
    ]
    assert seen.members[1].period == Period(start=MONDAY)


def test_who_wrote_the_plan_is_a_member_while_it_is_active() -> None:
    """The patient, who may have written it, is there once for it."""
    plan = (Period(start=MONDAY, end=FRIDAY),)
    seen = teams.with_plan(formed(), WorkerMember(NURSE), plan)

    assert [each.who for each in teams.members_on(seen, TUESDAY)] == [
        PatientMember(ANN),
        PatientMember(ANN),
        WorkerMember(NURSE),
    ]
    assert len(teams.members_on(seen, FRIDAY)) == 1
    own = teams.with_plan(formed(), PatientMember(ANN), plan)
    assert len(own.members) == 2


def test_a_plan_of_no_patient_keeps_its_author() -> None:
    """A team behind the panel may carry one out, too."""
    setting = TeamSetting(template=LEGS, workforce=WORKFORCE)
    (event,) = teams.form(setting, TeamId("t2"), None, on=MONDAY, by=BY)
    seen = teams.with_plan(
        teams.evolve(None, event), WorkerMember(NURSE), (Period(start=MONDAY),)
    )

    assert [each.who for each in seen.members] == [WorkerMember(NURSE)]


def test_a_team_is_told_as_entries() -> None:
    """Members, lead and clinical owner, with days, functions and links."""
    team = after(
        formed(),
        Join(who=WorkerMember(NURSE), function=LEAD),
        NameLead(worker_id=NURSE, function=LEAD),
        Join(who=WorkerMember(DOCTOR), function=OWNER),
        NameClinicalOwner(worker_id=DOCTOR, function=OWNER),
    )
    mia = SupportPerson(id=PersonId("mia"), designated_on=MONDAY, designated_by=ANN)
    stand_by = Join(who=SupportMember(mia.id), function=SUPPORT)
    team = after(team, Designate(person=mia), stand_by, on=TUESDAY)
    team = after(team, *teams.leaving(team, NURSE, to=None, reason="ill"), on=FRIDAY)
    seen = teams.with_partners(team, (work("accepted", Period(start=TUESDAY)),))

    told = {
        each.id: (each.kind, each.codes, each.on, each.until, each.status, each.links)
        for each in teams.entries(seen)
    }
    assert told == {
        "t1/membership/1": (
            "membership",
            ("self", "their own care"),
            MONDAY,
            None,
            "active",
            ("Patient/ann",),
        ),
        "t1/membership/2": (
            "membership",
            ("lead", "assigned"),
            MONDAY,
            FRIDAY,
            "inactive",
            ("Practitioner/rosa",),
        ),
        "t1/membership/3": (
            "membership",
            ("owner", "assigned"),
            MONDAY,
            None,
            "active",
            ("Practitioner/dora",),
        ),
        "t1/membership/4": (
            "membership",
            ("support", "designated"),
            TUESDAY,
            None,
            "active",
            ("RelatedPerson/mia",),
        ),
        "t1/membership/5": (
            "membership",
            ("accepted work",),
            TUESDAY,
            None,
            "active",
            ("Organization/pantry",),
        ),
        "t1/lead/1": (
            "lead",
            ("lead",),
            MONDAY,
            FRIDAY,
            "inactive",
            ("Practitioner/rosa",),
        ),
        "t1/clinical-owner/1": (
            "clinical-owner",
            ("owner",),
            MONDAY,
            None,
            "active",
            ("Practitioner/dora",),
        ),
    }


def test_a_team_as_of_a_day_before_it_is_none() -> None:
    """And as of its first day it is there."""
    events = teams.form(SETTING, TeamId("t1"), ANN, on=MONDAY, by=BY)

    assert teams.team_as_of(events, date(2025, 3, 2)) is None
    assert teams.team_as_of(events, MONDAY) == formed()
