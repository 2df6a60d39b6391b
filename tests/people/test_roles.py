"""Roles, jobs in layers, and the people who do them."""

from datetime import date

import pytest

from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.people import roles
from caremodel.people.patients import PatientId
from caremodel.people.roles import (
    Concern,
    Done,
    Finding,
    Job,
    JobId,
    Layer,
    Leg,
    License,
    Pyramid,
    Reach,
    Role,
    RoleId,
    Standing,
    UnitOfWork,
    Worker,
    WorkerId,
    Workforce,
)

DAY = date(2026, 6, 1)
MAY = Period(start=date(2026, 5, 1), end=date(2026, 6, 1))

PATIENT = Role(
    id=RoleId("patient"), called="patient", standing=Standing.PATIENT, source="test"
)
ANALYST = Role(
    id=RoleId("analyst"), called="analyst", legs=(Leg.ANALYTICS,), source="test"
)
WORKER = Role(
    id=RoleId("health-worker"),
    called="health worker",
    legs=(Leg.OUTREACH, Leg.COORDINATION),
    called_for_by=("financial-insecurity",),
    standing=Standing.PARTNER,
    source="test",
)
MANAGER = Role(id=RoleId("manager"), called="manager", clinical=True, source="test")
NURSE = Role(
    id=RoleId("nurse"),
    called="nurse",
    holds=(License.LICENSED, License.CLINICAL_SUPPORT),
    clinical=True,
    source="test",
)
THERAPIST = Role(
    id=RoleId("therapist"),
    called="therapist",
    holds=(License.LICENSED,),
    clinical=True,
    source="test",
)
ASSISTANT = Role(
    id=RoleId("assistant"),
    called="assistant",
    holds=(License.CLINICAL_SUPPORT,),
    clinical=True,
    source="test",
)
EVERYONE = (PATIENT, ANALYST, WORKER, MANAGER, NURSE, THERAPIST, ASSISTANT)


def job(
    job_id: str,
    layer: Layer,
    *who: Role,
    requires: tuple[License, ...] = (),
    leads: bool = False,
) -> Job:
    """Make a job of these roles."""
    return Job(
        id=JobId(job_id),
        layer=layer,
        called=f"do {job_id}",
        roles=tuple(role.id for role in who),
        requires=requires,
        leads=leads,
        source="test",
    )


FIND = job("find", Layer.STRATEGIC, ANALYST, MANAGER)
REMIND = job("remind", Layer.CARE_MANAGEMENT, MANAGER, WORKER)
LEAD = job("lead", Layer.ONE_TO_ONE, MANAGER, WORKER, NURSE, leads=True)
ASSESS = job("assess", Layer.ONE_TO_ONE, NURSE, MANAGER, requires=(License.LICENSED,))
PREPARE = job("prepare", Layer.PATIENT_ACTION, PATIENT)


def pyramid(*jobs: Job, reaches: tuple[Reach, ...] = ()) -> Pyramid:
    """Make a pyramid of these jobs and of all roles."""
    return Pyramid(
        id="p", called="p", roles=EVERYONE, jobs=jobs, reaches=reaches, source="test"
    )


WHOLE = pyramid(FIND, REMIND, LEAD, ASSESS, PREPARE)


def worker(
    worker_id: str,
    role: Role,
    *jobs: Job,
    holds: tuple[License, ...] = (),
    backup: str | None = None,
    active: Period | None = None,
) -> Worker:
    """Make a worker in one role."""
    return Worker(
        id=WorkerId(worker_id),
        roles=(role.id,),
        jobs=tuple(each.id for each in jobs),
        holds=holds,
        backup=None if backup is None else WorkerId(backup),
        active=active or Period(start=date.min),
    )


def test_the_four_layers_stand_in_order_with_their_unit_of_work() -> None:
    """From the widest to the deepest: a cohort, a list, a person, oneself."""
    assert [(layer.value, layer.unit) for layer in Layer] == [
        ("strategic", UnitOfWork.COHORT),
        ("care_management", UnitOfWork.LIST),
        ("one_to_one", UnitOfWork.PERSON),
        ("patient_action", UnitOfWork.SELF),
    ]


def test_who_prescribes_is_licensed() -> None:
    """Licenses are a set, so an order written otherwise is the same."""
    prescriber = Role(
        id=RoleId("p"),
        called="p",
        clinical=True,
        holds=(License.PRESCRIBER,),
        source="test",
    )

    assert prescriber.holds == (License.LICENSED, License.PRESCRIBER)
    assert NURSE.holds == (License.CLINICAL_SUPPORT, License.LICENSED)


def test_a_role_that_is_not_clinical_holds_no_license() -> None:
    """A license would grant what the role does not."""
    with pytest.raises(InvalidValueError, match=r"^Role.holds: must be empty"):
        Role(id=RoleId("x"), called="x", holds=(License.LICENSED,), source="test")


def test_a_job_takes_the_role_and_the_license() -> None:
    """Neither alone is enough."""
    vaccinate = job(
        "vaccinate",
        Layer.ONE_TO_ONE,
        NURSE,
        MANAGER,
        requires=(License.CLINICAL_SUPPORT,),
    )

    assert roles.may(NURSE, vaccinate)
    assert not roles.may(MANAGER, vaccinate)
    assert roles.may(MANAGER, vaccinate, own=(License.CLINICAL_SUPPORT,))
    assert not roles.may(ASSISTANT, vaccinate)


def test_a_license_of_ones_own_does_not_count_in_a_role_that_is_not_clinical() -> None:
    """A nurse who works as an analyst does an analyst's work."""
    assess = job("assess", Layer.ONE_TO_ONE, ANALYST, requires=(License.LICENSED,))

    assert not roles.may(ANALYST, assess, own=(License.LICENSED,))


def test_the_least_qualified_that_may_are_found() -> None:
    """Who holds more than another that may is not among them."""
    chart = job("chart", Layer.ONE_TO_ONE, NURSE, THERAPIST, ASSISTANT)
    counsel = job(
        "counsel", Layer.ONE_TO_ONE, NURSE, THERAPIST, requires=(License.LICENSED,)
    )

    assert roles.least_qualified(EVERYONE, chart) == (THERAPIST, ASSISTANT)
    assert roles.least_qualified(EVERYONE, counsel) == (THERAPIST,)
    assert roles.least_qualified((ANALYST,), counsel) == ()


def test_a_partner_becomes_core_by_the_needs_that_call_for_it() -> None:
    """Only other needs being common does not move it."""
    assert roles.standing_where(WORKER, {"financial-insecurity"}) is Standing.CORE
    assert roles.standing_where(WORKER, {"behavioral"}) is Standing.PARTNER
    assert roles.standing_where(PATIENT, ()) is Standing.PATIENT


@pytest.mark.parametrize(
    ("jobs", "problem"),
    [
        ((FIND, FIND), "Pyramid.jobs: must not hold one id twice"),
        (
            (job("assess", Layer.ONE_TO_ONE, WORKER, requires=(License.LICENSED,)),),
            "Pyramid.jobs[assess].roles: must be clinical for a clinical task",
        ),
    ],
)
def test_a_pyramid_refuses_jobs_that_cannot_be(
    jobs: tuple[Job, ...], problem: str
) -> None:
    """Nobody who is not clinical is ever given a clinical task."""
    with pytest.raises(InvalidValueError) as refused:
        pyramid(*jobs)

    assert str(refused.value) == problem


def test_a_pyramid_knows_the_roles_of_its_jobs() -> None:
    """A job of a role that is not there would be nobody's."""
    with pytest.raises(InvalidValueError, match=r"Pyramid.jobs\[find\].roles: must be"):
        Pyramid(id="p", called="p", roles=(NURSE,), jobs=(FIND,), source="test")
    with pytest.raises(InvalidValueError, match=r"Pyramid.roles: must not hold"):
        Pyramid(id="p", called="p", roles=(NURSE, NURSE), jobs=(), source="test")


@pytest.mark.parametrize(
    ("above", "below", "problem"),
    [
        ((20, 500, 5), (21, 500, 5), "must not widen toward the patient"),
        ((20, 500, 5), (20, 501, 5), "must not widen toward the patient"),
        ((20, 500, 5), (20, 500, 4), "must not grow shallow toward the patient"),
    ],
)
def test_layers_neither_widen_nor_grow_shallow_downward(
    above: tuple[int, int, int], below: tuple[int, int, int], problem: str
) -> None:
    """The shape is a pyramid on its point, also where a layer between is not known."""
    wide, narrow = (
        Reach(layer=layer, fewest=fewest, most=most, minutes=minutes)
        for layer, (fewest, most, minutes) in (
            (Layer.STRATEGIC, above),
            (Layer.ONE_TO_ONE, below),
        )
    )

    with pytest.raises(InvalidValueError) as refused:
        pyramid(reaches=(narrow, wide))

    assert str(refused.value) == f"Pyramid.reaches: {problem}"


def test_equal_layers_and_patients_who_take_no_time_of_staff_are_fine() -> None:
    """Depth is time of staff, so it is not asked of patient action."""
    reaches = tuple(
        Reach(layer=layer, fewest=1, most=9, minutes=minutes)
        for layer, minutes in zip(Layer, (5, 5, 5, 0), strict=True)
    )

    assert pyramid(reaches=reaches).reaches == reaches


def test_a_layer_has_one_reach_that_goes_from_fewest_to_most() -> None:
    """Two would contradict each other."""
    reach = Reach(layer=Layer.STRATEGIC, fewest=1, most=1)

    with pytest.raises(InvalidValueError, match="must not hold one id twice"):
        pyramid(reaches=(reach, reach))
    with pytest.raises(InvalidValueError, match=r"Reach.most: must not be under"):
        Reach(layer=Layer.STRATEGIC, fewest=2, most=1)


def test_rows_tell_who_may_do_what_and_show_an_empty_layer() -> None:
    """What is not there is seen, too."""
    assert roles.rows(pyramid(FIND, PREPARE)) == (
        ("Strategic population-based work", "do find", "analyst, manager"),
        ("Care management", "", ""),
        ("One-to-one", "", ""),
        ("Patient action", "do prepare", "patient"),
    )


def test_a_worker_stands_in_the_layers_of_their_jobs() -> None:
    """One person sends text messages and sees people one by one."""
    manager = worker("ann", MANAGER, LEAD, REMIND)

    assert roles.layers_of(WHOLE, manager) == (Layer.CARE_MANAGEMENT, Layer.ONE_TO_ONE)
    assert roles.layers_of(WHOLE, worker("bob", NURSE)) == ()


def test_a_worker_shows_only_the_id() -> None:
    """Workers are people."""
    assert repr(worker("ann", NURSE, LEAD)) == "Worker('ann')"


def test_the_license_of_a_worker_is_the_roles_and_their_own() -> None:
    """A care manager may be a nurse or not; in a clinical role it counts."""
    own = (License.CLINICAL_SUPPORT,)

    assert roles.licenses_of(WHOLE, worker("ann", THERAPIST, holds=own)) == (
        License.CLINICAL_SUPPORT,
        License.LICENSED,
    )
    assert roles.licenses_of(WHOLE, worker("bob", ANALYST, holds=own)) == ()


@pytest.mark.parametrize(
    ("person", "problem"),
    [
        (
            Worker(id=WorkerId("ann"), roles=(RoleId("pilot"),)),
            "Workforce.workers[ann].roles: must be roles of the pyramid",
        ),
        (
            worker("ann", NURSE, job("fly", Layer.STRATEGIC, NURSE)),
            "Workforce.workers[ann].jobs: must be jobs of the pyramid",
        ),
        (
            worker("ann", MANAGER, ASSESS),
            "Workforce.workers[ann].jobs: must be what role and license allow",
        ),
        (
            worker("ann", ASSISTANT, LEAD),
            "Workforce.workers[ann].jobs: must be what role and license allow",
        ),
        (
            worker("ann", NURSE, backup="bob"),
            "Workforce.workers[ann].backup: must be one of the workers",
        ),
    ],
)
def test_a_workforce_refuses_what_role_or_license_do_not_allow(
    person: Worker, problem: str
) -> None:
    """What cannot be, cannot be built."""
    with pytest.raises(InvalidValueError) as refused:
        Workforce(pyramid=WHOLE, workers=(person,))

    assert str(refused.value) == problem


def test_a_workforce_names_each_worker_once_and_nobody_backs_themselves() -> None:
    """A back-up is someone else."""
    with pytest.raises(InvalidValueError, match=r"Workforce.workers: must not hold"):
        Workforce(pyramid=WHOLE, workers=(worker("a", NURSE), worker("a", NURSE)))
    with pytest.raises(InvalidValueError, match=r"Worker.backup: must be someone else"):
        worker("a", NURSE, backup="a")


def test_a_licensed_care_manager_may_assess() -> None:
    """What the role does not make sure of, the person may bring."""
    licensed = worker("ann", MANAGER, ASSESS, holds=(License.LICENSED,))

    assert Workforce(pyramid=WHOLE, workers=(licensed,)).workers == (licensed,)


def test_a_person_is_seen_in_all_four_layers_empty_ones_included() -> None:
    """What a layer does not do for someone is worth seeing."""
    anna, bert = PatientId("anna"), PatientId("bert")
    done = tuple(
        Done(job_id=each.id, patient_id=patient, by=WorkerId("ann"), on=on)
        for each, patient, on in (
            (FIND, anna, date(2026, 5, 1)),
            (LEAD, anna, date(2026, 5, 31)),
            (LEAD, anna, date(2026, 6, 1)),
            (REMIND, bert, date(2026, 5, 2)),
        )
    )

    assert roles.layers(WHOLE, done, anna, during=MAY) == {
        Layer.STRATEGIC: (done[0],),
        Layer.CARE_MANAGEMENT: (),
        Layer.ONE_TO_ONE: (done[1],),
        Layer.PATIENT_ACTION: (),
    }
    assert repr(done[0]) == "Done('find', 'anna')"


def test_what_is_no_job_of_the_pyramid_is_not_found() -> None:
    """A job that is not there stands in no layer."""
    stray = Done(
        job_id=JobId("fly"), patient_id=PatientId("a"), by=WorkerId("ann"), on=DAY
    )

    with pytest.raises(NotFoundError, match="no such job; known: find"):
        roles.layers(pyramid(FIND), (stray,), PatientId("a"), during=MAY)


def test_a_whole_pyramid_lacks_nothing() -> None:
    """Jobs in all four layers, the patient in the last, and three legs."""
    assert roles.check(WHOLE) == ()


def test_empty_layers_strange_patient_actions_and_missing_legs_are_found() -> None:
    """They are reported, and forbid nothing."""
    lacking = pyramid(FIND, job("fill", Layer.PATIENT_ACTION, NURSE))

    assert [str(finding) for finding in roles.check(lacking)] == [
        "a layer without a job: care_management",
        "a layer without a job: one_to_one",
        "a patient action that is not the patient's: fill",
        "a leg of the stool that is missing: care coordination",
        "a leg of the stool that is missing: patient outreach",
    ]


def test_a_patient_action_may_be_shared() -> None:
    """A nurse who helps to fill the box does not take it out of the patient's hands."""
    shared = job("fill", Layer.PATIENT_ACTION, NURSE, PATIENT)

    assert roles.check(pyramid(FIND, REMIND, LEAD, shared)) == ()


STAFF = (
    worker("ada", ANALYST, FIND),
    worker("wes", WORKER, REMIND, LEAD, backup="nan"),
    worker("nan", NURSE, ASSESS),
)


def test_people_at_work_who_leave_nothing_open_are_not_found_at_fault() -> None:
    """A lead without a license has a licensed colleague behind."""
    assert roles.check_workforce(Workforce(pyramid=WHOLE, workers=STAFF), on=DAY) == ()


def test_a_lead_without_a_license_takes_a_licensed_backup_who_is_there() -> None:
    """None named, one without a license, and one who has left are all no back-up."""
    gone = Period(start=date(2026, 1, 1), end=DAY)
    named = (
        worker("una", WORKER, LEAD),
        worker("ulf", WORKER, LEAD, backup="una"),
        worker("ute", WORKER, LEAD, backup="nan"),
        worker("nan", NURSE, active=gone),
    )

    found = roles.check_workforce(Workforce(pyramid=WHOLE, workers=named), on=DAY)

    assert [each.about for each in found if each.concern is Concern.NO_BACKUP] == [
        ("una",),
        ("ulf",),
        ("ute",),
    ]


def test_a_job_that_nobody_there_does_is_found() -> None:
    """The day after someone leaves, their jobs are open; a patient's are theirs."""
    gone = Period(start=date(2026, 1, 1), end=DAY)
    staff = Workforce(
        pyramid=WHOLE, workers=(worker("ada", ANALYST, FIND, active=gone), *STAFF[1:])
    )

    assert roles.check_workforce(staff, on=date(2026, 5, 31)) == ()
    assert roles.check_workforce(staff, on=DAY) == (
        Finding(Concern.NOBODYS_JOB, ("find",)),
        Finding(Concern.MISSING_LEG, ("data analytics",)),
    )


def test_work_above_the_least_qualified_who_may_is_reported() -> None:
    """Reported, not forbidden: the person may know and trust the nurse."""
    staff = Workforce(
        pyramid=WHOLE, workers=(*STAFF[:2], worker("nan", NURSE, ASSESS, LEAD))
    )

    assert roles.check_workforce(staff, on=DAY) == (
        Finding(Concern.ABOVE_LICENSE, ("nan", "lead")),
    )
