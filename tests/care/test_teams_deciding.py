"""Teams: who may join, lead, hand over, and why not."""

from datetime import date
from typing import Any

import attrs
import pytest

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
    refusals,
    worker,
)
from caremodel.care import teams
from caremodel.care.teams import (
    Activate,
    CallOffHandOver,
    CareTeam,
    Designate,
    End,
    EnterInError,
    FormTeam,
    FunctionId,
    Ground,
    HandOver,
    Join,
    LeadNamed,
    Leave,
    MemberLeft,
    NameClinicalOwner,
    NameLead,
    PartnerMember,
    PatientMember,
    PlanHandOver,
    RefuseHandOver,
    Resume,
    SupportMember,
    Suspend,
    TeamEnded,
    TeamId,
    TeamSetting,
    TeamStatus,
    TeamTemplate,
    TransferState,
    WithdrawDesignation,
    WorkerMember,
)
from caremodel.errors import NotAllowedError
from caremodel.grammar.dates import Period
from caremodel.people.patients import PatientId, PersonId, SupportPerson
from caremodel.people.roles import PartnerId, WorkerId, Workforce

DAUGHTER = PersonId("mia")
STANDS_BY = SupportPerson(id=DAUGHTER, designated_on=MONDAY, designated_by=ANN)


def joins(worker: WorkerId, function_id: FunctionId) -> Join:
    """Ask for a worker to join."""
    return Join(who=WorkerMember(worker), function=function_id)


def led(*, by: WorkerId = COACH, backup: WorkerId | None = NURSE) -> CareTeam:
    """Make Ann's team with someone who leads it."""
    name = NameLead(worker_id=by, function=LEAD, backup=backup)
    return after(formed(), joins(by, LEAD), name)


def handing(taker: WorkerId, *, told: bool = True) -> HandOver:
    """Ask the coach to hand the lead over."""
    return HandOver(
        function=LEAD,
        giver=COACH,
        taker=taker,
        patient_told=told,
        reason="moves away",
    )


# --- forming and statuses ------------------------------------------------------------


def test_a_team_begins_as_proposed_with_the_patient_on_it() -> None:
    """It is their team before anyone else joins."""
    team = formed()

    assert team.status is TeamStatus.PROPOSED
    (own,) = teams.members_on(team, MONDAY)
    assert (own.who, own.why) == (PatientMember(ANN), Ground.OWN_CARE)


def test_a_team_goes_its_way() -> None:
    """Proposed, active, suspended, active, inactive; at last found a mistake."""
    team, seen = formed(), []
    for command in (
        Activate(),
        Suspend(reason="in hospital"),
        Resume(),
        End(reason="moved away"),
        EnterInError(reason="another Ann"),
    ):
        team = after(team, command)
        seen.append(team.status.value)

    assert seen == ["active", "suspended", "active", "inactive", "entered-in-error"]
    assert team.period == Period(start=MONDAY, end=MONDAY)


def test_a_team_is_formed_once_and_around_whom_its_template_says() -> None:
    """All that is wrong is told."""
    twice = FormTeam(team_id=TeamId("t1"), patient_id=None)

    assert refusals(formed(), twice) == (
        "the team is formed already",
        "such a team is around a patient",
    )


def test_a_team_behind_the_panel_is_around_nobody() -> None:
    """It has no patient, no plan, and nobody who speaks for someone."""
    legs = TeamTemplate(
        id="legs",
        called="Legs",
        has_subject=False,
        functions=(function(CARE, "coach", "one_or_more"),),
        source="test",
    )
    setting = TeamSetting(template=legs, workforce=WORKFORCE)
    wrong = FormTeam(team_id=TeamId("t2"), patient_id=ANN, plan_id="plan")

    assert refusals(None, wrong, setting=setting) == (
        "such a team is around nobody",
        "a proxy or a plan would be of a patient",
    )
    (event,) = teams.form(setting, TeamId("t2"), None, on=MONDAY, by=BY)
    team = teams.evolve(None, event)
    assert team.patient_id is None
    assert refusals(team, Designate(person=STANDS_BY), setting=setting) == (
        "ann does not speak for the patient",
        "the team is around nobody who could name them",
    )


def test_nothing_can_be_asked_of_no_team_and_nothing_happens_to_it() -> None:
    """Neither by command nor by an event that should not be there."""
    assert refusals(None, Activate()) == ("there is no team yet",)
    ended = TeamEnded(reason="over", on=MONDAY, by=BY)
    with pytest.raises(NotAllowedError, match="no team was formed"):
        teams.evolve(None, ended)
    first = teams.form(SETTING, TeamId("t1"), ANN, on=MONDAY, by=BY)[0]
    with pytest.raises(NotAllowedError, match="formed already"):
        teams.evolve(formed(), first)
    who = WorkerMember(NURSE)
    left = MemberLeft(who=who, function=CARE, reason="x", on=MONDAY, by=BY)
    with pytest.raises(NotAllowedError, match="follow MemberLeft: rosa is not on"):
        teams.evolve(formed(), left)


def test_a_team_keeps_the_template_that_it_follows() -> None:
    """A later version is another one."""
    later = TeamSetting(template=attrs.evolve(TEMPLATE, version=2), workforce=WORKFORCE)

    assert refusals(formed(), Activate(), setting=later) == (
        "the team follows another template, or another version of it",
    )


def test_who_is_not_known_here_leads_nobody() -> None:
    """A worker who was taken off the list since they joined."""
    fewer = TeamSetting(
        template=TEMPLATE,
        workforce=Workforce(pyramid=PYRAMID, workers=WORKFORCE.workers[1:]),
    )
    team = after(formed(), joins(COACH, LEAD))
    lead = NameLead(worker_id=COACH, function=LEAD, backup=NURSE)

    assert refusals(team, lead, setting=fewer) == ("carl is not known here",)


def test_a_team_that_ended_takes_nobody_and_a_refusal_names_all() -> None:
    """Before its last change, on a closed team, and for a function nobody knows."""
    team = after(formed(TUESDAY), End(reason="over"), on=TUESDAY)

    assert refusals(team, joins(COACH, FunctionId("magic"))) == (
        "it lies before the team's last change",
        "the team is inactive",
        "the template has no function magic",
    )
    with pytest.raises(NotAllowedError) as refused:
        after(team, Resume(), on=FRIDAY)
    assert str(refused.value) == "cannot resume: no such move from inactive"


# --- joining and leaving -------------------------------------------------------------


def test_who_may_joins_for_a_function() -> None:
    """From the day on, as assigned."""
    team = formed()
    for event in teams.join(SETTING, team, COACH, function=LEAD, on=TUESDAY, by=BY):
        team = teams.evolve(team, event)

    assert [each.who for each in teams.members_on(team, MONDAY)] == [PatientMember(ANN)]
    assert teams.members_on(team, TUESDAY)[-1].who == WorkerMember(COACH)
    assert teams.members_on(team, TUESDAY)[-1].why is Ground.ASSIGNED


def test_role_license_work_room_and_number_are_all_asked_for() -> None:
    """Each alone, and together."""
    full = TeamSetting(template=TEMPLATE, workforce=WORKFORCE, full=(GONE,))
    team = after(formed(), joins(COACH, LEAD))

    assert refusals(team, joins(DOCTOR, LEAD)) == (
        "no role of dora may fill lead",
        "lead takes exactly one",
    )
    assert refusals(team, joins(COACH, CARE)) == (
        "role and license of carl do not cover care",
    )
    assert refusals(team, joins(WorkerId("nobody"), CARE)) == (
        "nobody is not known here",
    )
    assert refusals(team, joins(GONE, CARE), FRIDAY, full) == (
        "gus does not work here on that day",
        "gus has no room for one more",
    )
    assert refusals(team, joins(COACH, SUPPORT)) == (
        "support is for the support person, not for a worker",
    )


def test_who_is_there_does_not_join_again_and_who_is_not_does_not_leave() -> None:
    """One part at a time, in each function."""
    team = after(formed(), joins(NURSE, CARE))
    leaves = Leave(who=WorkerMember(DOCTOR), function=CARE, reason="moved")

    assert refusals(team, joins(NURSE, CARE)) == (
        "rosa is on the team for care already",
    )
    assert refusals(team, leaves) == ("dora is not on the team for care",)


def test_only_the_patient_is_the_patient_and_they_stay() -> None:
    """A team has one, and it is theirs."""
    own = FunctionId("self")

    assert refusals(
        formed(), Leave(who=PatientMember(ANN), function=own, reason="x")
    ) == ("the patient does not leave their own team",)
    other = PatientMember(PatientId("ben"))
    assert refusals(formed(), Join(who=other, function=CARE)) == (
        "ben is not the patient of this team",
        "care is for the worker",
    )


def test_a_partner_is_nobody_s_to_add_but_its_worker_can_be() -> None:
    """An organization is there by the work it accepted; a worker by assignment."""
    pantry = Join(who=PartnerMember(PartnerId("pantry")), function=CARE)
    sent = Join(who=WorkerMember(COACH), function=LEAD, of_partner=PartnerId("agency"))
    lead = NameLead(worker_id=COACH, function=LEAD, backup=NURSE)
    team = after(formed(), sent, lead)

    assert "a partner's part follows from the work it accepted" in refusals(
        formed(), pantry
    )
    assert teams.members_on(team, MONDAY)[-1].of_partner == "agency"
    held = teams.lead_on(team, MONDAY)
    assert held is not None
    assert (held.worker_id, held.backup) == (COACH, NURSE)


def test_only_workers_are_sent_by_partners() -> None:
    """A daughter comes for herself."""
    team = after(formed(), Designate(person=STANDS_BY))
    sent = Join(
        who=SupportMember(DAUGHTER), function=SUPPORT, of_partner=PartnerId("agency")
    )

    assert refusals(team, sent) == ("only a worker is sent by a partner",)


# --- who stands by -------------------------------------------------------------------


def test_who_stands_by_is_named_first_and_leaves_when_it_is_taken_back() -> None:
    """On the day of it, and stays on record."""
    join = Join(who=SupportMember(DAUGHTER), function=SUPPORT)
    assert refusals(formed(), join) == ("mia is not designated",)
    team = after(formed(), Designate(person=STANDS_BY), join)
    assert teams.members_on(team, MONDAY)[-1].why is Ground.DESIGNATED

    back = WithdrawDesignation(person_id=DAUGHTER, said_by=ANN)
    team = after(team, back, on=FRIDAY)

    assert len(teams.members_on(team, TUESDAY)) == 2
    assert len(teams.members_on(team, FRIDAY)) == 1
    assert team.designations[0].withdrawn_on == FRIDAY
    assert refusals(team, back, FRIDAY) == ("mia is not designated",)


def test_only_the_patient_or_a_proxy_names_and_takes_back() -> None:
    """Who is named a proxy may speak from then on."""
    by_son = SupportPerson(
        id=DAUGHTER, designated_on=MONDAY, designated_by=PersonId("son")
    )
    son = SupportPerson(
        id=PersonId("son"), designated_on=MONDAY, designated_by=ANN, proxy=True
    )
    assert refusals(formed(), Designate(person=by_son)) == (
        "son does not speak for the patient",
    )
    team = after(formed(), Designate(person=son), Designate(person=by_son))

    assert refusals(team, Designate(person=by_son)) == ("mia is designated already",)
    said = WithdrawDesignation(person_id=DAUGHTER, said_by=DAUGHTER)
    assert refusals(team, said) == ("mia does not speak for the patient",)


def test_a_designation_that_does_not_hold_is_none() -> None:
    """Neither one of tomorrow, nor one that is taken back already."""
    later = SupportPerson(id=DAUGHTER, designated_on=TUESDAY, designated_by=ANN)
    over = SupportPerson(
        id=DAUGHTER, designated_on=MONDAY, designated_by=ANN, withdrawn_on=FRIDAY
    )
    for person in (later, over):
        assert refusals(formed(), Designate(person=person)) == (
            "the designation does not hold on that day",
        )


# --- leading and owning --------------------------------------------------------------


def test_a_lead_who_is_not_licensed_has_a_licensed_backup() -> None:
    """Named, at work on the day, and someone else."""
    team = after(formed(), joins(COACH, LEAD))

    def named(backup: WorkerId | None, on: date = MONDAY) -> tuple[str, ...]:
        lead = NameLead(worker_id=COACH, function=LEAD, backup=backup)
        return refusals(team, lead, on)

    assert named(None) == ("carl is not licensed and has no back-up",)
    assert named(COACH) == ("carl is no licensed back-up on that day",)
    assert named(WorkerId("nobody")) == ("nobody is no licensed back-up on that day",)
    assert named(GONE) == ()
    assert named(GONE, FRIDAY) == ("gus is no licensed back-up on that day",)


def test_who_is_licensed_leads_alone() -> None:
    """No back-up is asked for."""
    lead = teams.lead_on(led(by=NURSE, backup=None), MONDAY)

    assert lead is not None
    assert lead.backup is None


def test_one_leads_only_from_a_function_that_leads_and_that_one_fills() -> None:
    """All that is missing is told."""
    team = after(formed(), joins(NURSE, CARE))

    assert refusals(team, NameLead(worker_id=NURSE, function=CARE)) == (
        "nobody leads from care",
    )
    assert refusals(team, NameLead(worker_id=NURSE, function=LEAD)) == (
        "rosa is not on the team for lead",
    )
    unknown = NameLead(worker_id=NURSE, function=FunctionId("magic"))
    assert refusals(team, unknown) == (
        "rosa is not on the team for magic",
        "the template has no function magic",
    )


def test_naming_another_lead_takes_a_reason_and_leaves_no_day_between() -> None:
    """The one before led up to that day."""
    wide = TeamTemplate(
        id="small",
        called="Small team",
        functions=(
            *(each for each in TEMPLATE.functions if each.id != LEAD),
            function(LEAD, "coach nurse", "one_or_more", leads=True),
        ),
        source="test",
    )
    setting = TeamSetting(template=wide, workforce=WORKFORCE)
    team = after(led(), joins(NURSE, LEAD), setting=setting)

    assert refusals(
        team, NameLead(worker_id=NURSE, function=LEAD), FRIDAY, setting
    ) == ("a reason must be given: someone else has it so far",)
    again = NameLead(worker_id=COACH, function=LEAD, backup=NURSE, reason="x")
    assert refusals(team, again, FRIDAY, setting) == ("carl does it already",)
    events = teams.name_lead(
        setting, team, NURSE, function=LEAD, reason="trust", on=FRIDAY, by=BY
    )
    assert events == (
        LeadNamed(worker_id=NURSE, function=LEAD, reason="trust", on=FRIDAY, by=BY),
    )
    team = teams.evolve(team, events[0])
    assert [each.period for each in team.leads] == [
        Period(start=MONDAY, end=FRIDAY),
        Period(start=FRIDAY),
    ]


def test_the_clinical_owner_is_a_second_one_or_nobody_yet() -> None:
    """The lead is not asked for it, and nobody's is shown as nobody's."""
    nobody = NameClinicalOwner(worker_id=None, reason="retired")
    team = after(led(), joins(DOCTOR, OWNER))
    assert teams.clinical_owner_on(team, MONDAY) is None
    assert refusals(team, nobody) == ("nobody owns the clinical care as it is",)

    owned = after(team, NameClinicalOwner(worker_id=DOCTOR, function=OWNER))
    owner = teams.clinical_owner_on(owned, MONDAY)
    assert owner is not None
    assert owner.worker_id == DOCTOR
    assert refusals(owned, NameClinicalOwner(worker_id=None)) == (
        "a reason must be given: someone else has it so far",
    )
    over = after(owned, nobody, on=FRIDAY)
    assert teams.clinical_owner_on(over, FRIDAY) is None
    assert teams.clinical_owner_on(over, TUESDAY) is not None


def test_who_owns_the_clinical_care_does_it_from_a_function_that_does() -> None:
    """A lead is not one by leading."""
    assert refusals(led(), NameClinicalOwner(worker_id=COACH, function=LEAD)) == (
        "nobody owns the clinical care from lead",
    )
    assert refusals(led(), NameClinicalOwner(worker_id=COACH)) == (
        "carl is not on the team for None",
        "the template has no function None",
    )


# --- handing over --------------------------------------------------------------------


def test_a_hand_over_leaves_no_day_without_a_lead() -> None:
    """The giver has it up to the day, the taker from that day on."""
    team = led()
    events = teams.hand_over(
        SETTING,
        team,
        function=LEAD,
        giver=COACH,
        taker=NURSE,
        patient_told=True,
        reason="moves away",
        on=FRIDAY,
        by=BY,
    )
    team = teams.evolve(team, events[0])

    assert [(each.worker_id, each.period) for each in team.leads] == [
        (COACH, Period(start=MONDAY, end=FRIDAY)),
        (NURSE, Period(start=FRIDAY)),
    ]
    assert teams.members_on(team, FRIDAY)[-1].who == WorkerMember(NURSE)
    assert teams.is_ready(TEMPLATE, after(team, joins(DOCTOR, CARE), on=FRIDAY), FRIDAY)


def test_the_clinical_care_is_handed_over_with_its_function() -> None:
    """Whoever owned it."""
    second = WorkerId("dan")
    two = TeamSetting(
        template=TEMPLATE,
        workforce=Workforce(
            pyramid=PYRAMID, workers=(*WORKFORCE.workers, worker(second, "doctor"))
        ),
    )
    team = after(
        formed(),
        joins(DOCTOR, OWNER),
        NameClinicalOwner(worker_id=DOCTOR, function=OWNER),
        HandOver(
            function=OWNER,
            giver=DOCTOR,
            taker=second,
            patient_told=True,
            reason="retires",
        ),
        setting=two,
    )
    owner = teams.clinical_owner_on(team, MONDAY)

    assert owner is not None
    assert owner.worker_id == second


def test_a_hand_over_asks_the_taker_and_tells_the_patient() -> None:
    """Role, back-up, the patient, and who gives: every reason."""
    team = after(led(), joins(NURSE, CARE))
    wrong = HandOver(function=FunctionId("magic"), giver=COACH, taker=NURSE, reason="x")

    assert refusals(team, handing(DOCTOR, told=False)) == (
        "no role of dora may fill lead",
        "the patient was not told",
    )
    assert refusals(team, handing(COACH)) == (
        "carl is on the team for lead already",
        "carl is not licensed and has no back-up",
    )
    assert refusals(team, wrong) == (
        "carl is not on the team for magic",
        "the template has no function magic",
    )


def plans(due: date = FRIDAY, taker: WorkerId = NURSE) -> PlanHandOver:
    """Plan that the coach hands the lead over."""
    return PlanHandOver(
        function=LEAD, giver=COACH, taker=taker, due=due, reason="moves away"
    )


def test_until_a_planned_hand_over_is_done_the_giver_has_it() -> None:
    """Then it is done, and no one is asked to plan it again."""
    team = after(led(), plans())
    lead = teams.lead_on(team, FRIDAY)
    assert lead is not None
    assert lead.worker_id == COACH
    assert refusals(team, plans(due=date(2025, 3, 1))) == (
        "it is due before it is planned",
        "a hand-over of this is planned already",
    )

    team = after(team, handing(NURSE), on=FRIDAY)

    assert team.transfers[0].state is TransferState.DONE
    assert team.transfers[0].settled_on == FRIDAY


def test_a_patient_can_refuse_who_should_come() -> None:
    """The giver keeps it, and the one refused cannot be planned again."""
    refuse = RefuseHandOver(function=LEAD, giver=COACH, said_by=ANN)
    assert refusals(led(), refuse) == ("no such hand-over is planned",)
    team = after(led(), plans(), refuse)

    assert team.transfers[0].state is TransferState.REFUSED
    assert refusals(team, plans()) == ("the patient refused rosa",)
    assert refusals(team, handing(NURSE)) == ("the patient refused rosa",)
    assert refusals(team, plans(taker=GONE)) == ()


def test_a_hand_over_is_called_off_or_falls_away_when_the_giver_leaves() -> None:
    """Nothing stays planned that nobody can give."""
    off = CallOffHandOver(function=LEAD, giver=COACH, reason="stays")
    leave = Leave(who=WorkerMember(COACH), function=LEAD, reason="left")

    for command in (off, leave, handing(GONE)):
        team = after(led(), plans(), command)
        assert team.transfers[0].state is TransferState.CALLED_OFF
    assert teams.lead_on(after(led(), leave), MONDAY) is None


def test_whoever_leaves_hands_everything_over_or_leaves_it_open() -> None:
    """One command for each function that they fill."""
    team = after(led(by=NURSE, backup=None), joins(NURSE, CARE))

    to_gus = teams.leaving(team, NURSE, to=GONE, reason="leaves", patient_told=True)
    assert [type(each) for each in to_gus] == [HandOver, HandOver]
    handed = after(team, *to_gus, on=TUESDAY)
    lead = teams.lead_on(handed, TUESDAY)
    assert lead is not None
    assert lead.worker_id == GONE
    left = after(team, *teams.leaving(team, NURSE, to=None, reason="leaves"))
    assert teams.unassigned([left], WORKFORCE, MONDAY) == ("t1",)
    ended = after(team, End(reason="over"))
    assert teams.leaving(ended, NURSE, to=None, reason="leaves") == ()


def test_leaving_is_told_as_an_event() -> None:
    """With who, what for, and why; why is not shown unasked."""
    team = after(formed(), joins(NURSE, CARE))
    (event,) = teams.leave(
        SETTING, team, NURSE, function=CARE, reason="ill", on=FRIDAY, by=BY
    )

    assert event == MemberLeft(
        who=WorkerMember(NURSE), function=CARE, reason="ill", on=FRIDAY, by=BY
    )
    assert "ill" not in repr(event)


def test_what_is_no_event_or_command_of_a_team_is_refused_by_its_class() -> None:
    """Nothing that it holds is told."""
    strange: Any = ANN
    with pytest.raises(NotAllowedError) as told:
        teams.evolve(formed(), strange)
    assert str(told.value) == "cannot follow str: that does not happen to a team"
    assert refusals(formed(), strange) == ("nobody asks that of a team",)


def test_a_worker_did_not_join_as_someone_the_patient_named() -> None:
    """Why someone is on the team goes with what they are."""
    joined = teams.MemberJoined(
        who=WorkerMember(NURSE),
        function=CARE,
        why=Ground.DESIGNATED,
        on=MONDAY,
        by=BY,
    )
    with pytest.raises(NotAllowedError, match="it came about in another way"):
        teams.evolve(formed(), joined)


def test_nobody_leads_where_there_is_no_patient() -> None:
    """A team behind a whole panel has nobody to lead for."""
    team = attrs.evolve(formed(), patient_id=None, members=())
    led = LeadNamed(worker_id=NURSE, function=LEAD, on=MONDAY, by=BY)
    with pytest.raises(NotAllowedError, match="around no patient"):
        teams.evolve(team, led)


def test_a_team_entered_in_error_tells_nothing() -> None:
    """Nobody was ever on it."""
    team = after(formed(), EnterInError(reason="two of the same"))

    assert teams.entries(formed())
    assert teams.entries(team) == ()
