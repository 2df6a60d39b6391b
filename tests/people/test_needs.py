"""Needs, what was asked about them, and assets."""

from datetime import date
from typing import Any

import attrs
import pytest

from caremodel.errors import InvalidValueError, NotAllowedError
from caremodel.grammar import facts, rules
from caremodel.grammar.entries import Entry
from caremodel.grammar.facts import Ever, Has, Select
from caremodel.grammar.verdicts import Answer
from caremodel.people import needs
from caremodel.people.charts import Chart
from caremodel.people.needs import (
    Assessment,
    Asset,
    AssetId,
    AssetLevel,
    Domain,
    Need,
    NeedId,
    NeedStatus,
    Provenance,
    Screening,
    ScreeningResult,
)
from caremodel.people.patients import HouseholdId, Patient, PatientId

ANNA, BERT = PatientId("anna"), PatientId("bert")
HOME = HouseholdId("home")
MONDAY, TUESDAY, FRIDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 5)


def need(**fields: Any) -> Need:
    """Make a need for food of a household, or what *fields* say."""
    usual = {
        "id": NeedId("food"),
        "household_id": HOME,
        "domain": Domain.SOCIAL,
        "category": "food-insecurity",
        "identified_on": MONDAY,
        "provenance": Provenance.OBSERVED,
    }
    return Need(**{**usual, **fields})


def own(need_id: str, domain: Domain, category: str, **fields: Any) -> Need:
    """Make a need of Anna's own."""
    return need(
        id=NeedId(need_id),
        household_id=None,
        patient_id=ANNA,
        domain=domain,
        category=category,
        **fields,
    )


def test_there_are_four_domains_and_twenty_four_social_categories() -> None:
    """Trauma stands by itself."""
    assert [domain.value for domain in Domain] == [
        "social",
        "physical",
        "behavioral",
        "trauma",
    ]
    assert len(set(needs.SOCIAL_CATEGORIES)) == 24


@pytest.mark.parametrize(
    ("domain", "category", "label"),
    [
        (Domain.SOCIAL, "food-insecurity", "NORMAL"),
        (Domain.SOCIAL, "intimate-partner-violence", "DV"),
        (Domain.SOCIAL, "elder-abuse", "DV"),
        (Domain.PHYSICAL, "pain", "NORMAL"),
        (Domain.BEHAVIORAL, "depression", "MENTAL"),
        (Domain.TRAUMA, "early-life", "TRAUMA"),
        (Domain.TRAUMA, "elder-abuse", "TRAUMA"),
    ],
)
def test_a_need_carries_the_label_of_its_domain(
    domain: Domain, category: str, label: str
) -> None:
    """Who may know of trauma is decided apart from all else."""
    assert own("n", domain, category).label == label


def test_a_label_may_be_stricter_and_never_open_where_its_domain_is_not() -> None:
    """A host may close what is open, not open what is closed."""
    assert own("n", Domain.PHYSICAL, "hiv", label="HIV").label == "HIV"
    with pytest.raises(InvalidValueError, match=r"^Need.label: must not be open"):
        own("n", Domain.TRAUMA, "early-life", label="NORMAL")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"patient_id": ANNA}, "Need.patient_id: must be the id of one patient or"),
        ({"household_id": None}, "Need.patient_id: must be the id of one patient or"),
        ({"household_id": " "}, "Need.patient_id: must be the id of one patient or"),
        ({"category": "hunger"}, "Need.category: must be one of SOCIAL_CATEGORIES"),
        ({"category": "protective-factor"}, "Need.category: must be one of"),
        ({"category": "elder-abuse"}, "Need.household_id: must be one person's"),
        ({"label": "HIV"}, "Need.household_id: must be one person's"),
        ({"since": date(2026, 5, 31)}, "Need.since: must not be before identified_on"),
        ({"status": NeedStatus.DECLINED}, "Need: must say why it is not pursued"),
        ({"until": FRIDAY}, "Need: must be deferred to have a day"),
        (
            {"status": NeedStatus.DEFERRED, "until": MONDAY},
            "Need: must say why it is not pursued; must say on which later day",
        ),
    ],
)
def test_a_need_that_cannot_be_is_refused(fields: dict[str, Any], problem: str) -> None:
    """The message holds no value: it may be about a person."""
    with pytest.raises(InvalidValueError) as refused:
        need(**fields)

    assert str(refused.value).startswith(problem)


def test_nobody_is_shown_unasked() -> None:
    """What is printed goes into logs."""
    screening = Screening(domain=Domain.TRAUMA, result=ScreeningResult.NEED)

    assert repr(need()) == "Need('food')"
    assert repr(screening) == "Screening(...)"
    assert repr(assessment()) == "Assessment('a1')"
    assert repr(asset(AssetLevel.COMMUNITY)) == "Asset('trail')"


def test_a_need_lives_from_identified_to_met() -> None:
    """Each step has its day; the first one is kept."""
    confirmed = needs.moved(need(), NeedStatus.CONFIRMED, on=TUESDAY)
    addressed = needs.moved(confirmed, NeedStatus.ADDRESSED, on=TUESDAY)
    met = needs.moved(addressed, NeedStatus.MET, on=FRIDAY)

    assert (met.status, met.identified_on, met.since) == (
        NeedStatus.MET,
        MONDAY,
        FRIDAY,
    )
    assert addressed.is_open
    assert not met.is_open


def test_a_deferred_need_comes_back_on_its_day() -> None:
    """Deferred is not forgotten; taken up again, it has no day and no reason."""
    deferred = needs.moved(
        need(), NeedStatus.DEFERRED, on=MONDAY, reason="moving house", until=FRIDAY
    )

    assert needs.to_look_at_again([need(), deferred], on=date(2026, 6, 4)) == ()
    assert needs.to_look_at_again([need(), deferred], on=FRIDAY) == (deferred,)
    back = needs.moved(deferred, NeedStatus.CONFIRMED, on=FRIDAY)
    assert (back.reason, back.until) == ("", None)


def test_a_change_that_may_not_be_is_refused_with_every_reason() -> None:
    """Who is refused sees all that stands in the way, and nothing of the person."""
    with pytest.raises(NotAllowedError) as refused:
        needs.moved(
            need(since=TUESDAY, status=NeedStatus.MET), NeedStatus.DECLINED, on=MONDAY
        )

    assert refused.value.change == "move need food"
    assert refused.value.because == (
        "must say why it is not pursued",
        "from where it stands, a need does not go there",
        "must not be before it came to stand where it does",
    )


def test_a_household_need_is_each_members() -> None:
    """Food is short for all who live together, and counted once."""
    mine = own("pain", Domain.PHYSICAL, "pain")
    all_needs = (need(), mine)

    assert needs.needs_of(all_needs, ANNA, HOME) == (need(), mine)
    assert needs.needs_of(all_needs, BERT, HOME) == (need(),)
    assert needs.needs_of(all_needs, BERT, None) == ()


def test_needs_are_told_as_entries() -> None:
    """A closed need ended the day it was closed; a household's points to it."""
    met = own("pain", Domain.PHYSICAL, "pain", status=NeedStatus.MET, since=FRIDAY)

    assert needs.entries([met, need(identified_on=TUESDAY)]) == (
        Entry("pain", "need", ("pain", "physical"), MONDAY, until=FRIDAY, status="met"),
        Entry(
            "food",
            "need",
            ("food-insecurity", "social"),
            TUESDAY,
            status="identified",
            links=("home",),
        ),
    )


def test_what_is_closed_is_told_only_under_its_label() -> None:
    """Consent closes by default."""
    trauma = own("t", Domain.TRAUMA, "early-life")

    assert needs.entries([trauma]) == ()
    assert [each.id for each in needs.entries([trauma], labels={"TRAUMA"})] == ["t"]


def test_a_refuted_need_is_not_told_and_a_closed_one_is_told_apart() -> None:
    """Who says that it is no need is not counted as having it."""
    refuted = needs.moved(need(), NeedStatus.REFUTED, on=TUESDAY, reason="has enough")
    declined = needs.moved(need(), NeedStatus.DECLINED, on=TUESDAY, reason="not now")

    assert needs.entries([refuted]) == ()
    assert needs.entries([declined])[0].status not in needs.OPEN_STATUSES
    assert needs.OPEN_STATUSES == ("identified", "confirmed", "addressed", "deferred")


FOOD = Has(Select(kind=needs.ENTRY_KIND, codes=("food-insecurity",)), Ever(today=True))
NO_FOOD_NEED = Has(
    Select(
        kind=needs.SCREENING_KIND, codes=("food-insecurity",), statuses=("no_need",)
    ),
    Ever(today=True),
)


def test_a_need_nobody_asked_about_is_not_known() -> None:
    """Not assessed is not "no need": a rule cannot tell."""

    def told(*filed: Entry) -> Answer:
        chart = Chart(patient=Patient(id=ANNA), filed=filed)
        criterion = rules.criterion_of(FOOD)
        return rules.answer(criterion, facts.draw([FOOD], chart, on=FRIDAY))

    assert told() is Answer.CANNOT_TELL
    assert told(*needs.entries([need()])) is Answer.YES


# --- what was asked ------------------------------------------------------------------


def asked(
    domain: Domain, category: str = "", result: str = "no_need", reason: str = ""
) -> Screening:
    """Make one answer."""
    return Screening(
        domain=domain, category=category, result=ScreeningResult(result), reason=reason
    )


LATER = asked(Domain.TRAUMA, result="not_assessed", reason="listening first")
PHYSICAL = asked(Domain.PHYSICAL)
BEHAVIORAL = asked(Domain.BEHAVIORAL, result="need")
SOCIAL = (
    asked(Domain.SOCIAL, "food-insecurity", "need"),
    asked(Domain.SOCIAL, "homelessness"),
    asked(Domain.SOCIAL, "stress", "not_assessed", "interpreter needed"),
)


def assessment(
    *screenings: Screening, on: date = MONDAY, assessment_id: str = "a1"
) -> Assessment:
    """Make an assessment of Anna, by default one of all that is above."""
    return Assessment(
        id=assessment_id,
        patient_id=ANNA,
        on=on,
        screenings=screenings or (*SOCIAL, PHYSICAL, BEHAVIORAL, LATER),
    )


@pytest.mark.parametrize(
    ("domain", "category", "answer"),
    [
        (Domain.SOCIAL, "food-insecurity", Answer.YES),
        (Domain.SOCIAL, "homelessness", Answer.NO),
        (Domain.SOCIAL, "stress", Answer.CANNOT_TELL),
        (Domain.SOCIAL, "veteran-status", Answer.CANNOT_TELL),
        (Domain.SOCIAL, "", Answer.YES),
        (Domain.PHYSICAL, "", Answer.NO),
        (Domain.PHYSICAL, "pain", Answer.NO),
        (Domain.BEHAVIORAL, "", Answer.YES),
        (Domain.BEHAVIORAL, "depression", Answer.CANNOT_TELL),
        (Domain.TRAUMA, "", Answer.CANNOT_TELL),
        (Domain.TRAUMA, "early-life", Answer.CANNOT_TELL),
    ],
)
def test_an_assessment_answers_in_three_ways(
    domain: Domain, category: str, answer: Answer
) -> None:
    """What nobody asked about is neither yes nor no."""
    assert needs.has_need(assessment(), domain, category) is answer


def test_no_need_in_some_categories_is_not_no_need_in_the_domain() -> None:
    """That nobody is homeless does not say that there is food."""
    partly = assessment(
        asked(Domain.SOCIAL, "homelessness"), PHYSICAL, BEHAVIORAL, LATER
    )

    assert needs.has_need(partly, Domain.SOCIAL) is Answer.CANNOT_TELL


@pytest.mark.parametrize(
    ("screenings", "problem"),
    [
        ((*SOCIAL, PHYSICAL, BEHAVIORAL), "must say of trauma what came of it"),
        ((PHYSICAL, BEHAVIORAL, LATER), "must say of social what came of it"),
        ((*SOCIAL, SOCIAL[0], PHYSICAL, BEHAVIORAL, LATER), "must not answer one"),
        (
            (*SOCIAL, asked(Domain.SOCIAL), PHYSICAL, BEHAVIORAL, LATER),
            "must answer a domain as a whole or by category",
        ),
    ],
)
def test_every_domain_is_spoken_for_once(
    screenings: tuple[Screening, ...], problem: str
) -> None:
    """Who looks at medicine only, says so and why."""
    with pytest.raises(InvalidValueError, match=problem):
        assessment(*screenings)


def test_not_assessed_takes_a_reason_and_only_it() -> None:
    """A gap with a reason can be closed; an answer needs no excuse."""
    with pytest.raises(InvalidValueError, match=r"^Screening.reason: must say why"):
        asked(Domain.SOCIAL, result="not_assessed")
    with pytest.raises(InvalidValueError, match=r"^Screening.reason: must say why"):
        asked(Domain.SOCIAL, result="need", reason="because")
    with pytest.raises(InvalidValueError, match=r"^Screening.category: must be one"):
        asked(Domain.SOCIAL, "hunger")


def test_a_screening_result_is_no_yes_or_no() -> None:
    """`if result:` would take "not assessed" for a need."""
    with pytest.raises(TypeError, match="three results"):
        bool(ScreeningResult.NO_NEED)


def test_what_was_asked_and_answered_is_told_as_entries() -> None:
    """A need in a category is one in its domain; no need in a category is not."""
    told = needs.what_was_screened([assessment()])

    assert [(each.id, each.codes, each.status, each.on) for each in told] == [
        ("a1/1", ("food-insecurity", "social"), "need", MONDAY),
        ("a1/2", ("homelessness",), "no_need", MONDAY),
        ("a1/4", ("physical",), "no_need", MONDAY),
    ]
    assert {each.kind for each in told} == {"need-screening"}


def test_what_was_asked_about_trauma_is_told_only_under_its_label() -> None:
    """Also the answer that there is none."""
    trauma = asked(Domain.TRAUMA)
    all_asked = assessment(*SOCIAL, PHYSICAL, BEHAVIORAL, trauma)

    told = needs.what_was_screened([all_asked], labels={"TRAUMA", "MENTAL"})

    assert [each.codes for each in told] == [("behavioral",), ("trauma",)]


def test_a_rule_can_ask_for_a_no_that_somebody_said() -> None:
    """The no is evidence of its own, so it needs no coverage."""
    without = assessment(
        asked(Domain.SOCIAL, "food-insecurity"), PHYSICAL, BEHAVIORAL, LATER
    )
    chart = Chart(patient=Patient(id=ANNA), filed=needs.what_was_screened([without]))

    known = facts.draw([NO_FOOD_NEED], chart, on=FRIDAY)

    assert known.value(NO_FOOD_NEED) is True


# --- assets --------------------------------------------------------------------------


def asset(level: AssetLevel, **fields: Any) -> Asset:
    """Make an asset."""
    return Asset(id=AssetId("trail"), level=level, called="walking trail", **fields)


def test_an_asset_stands_for_those_whose_it_is() -> None:
    """The community's is everybody's, a family's that of all who live together."""
    trail = asset(AssetLevel.COMMUNITY)
    wish = asset(AssetLevel.INDIVIDUAL, patient_id=ANNA)
    sister = asset(AssetLevel.FAMILY, household_id=HOME)

    def whose(each: Asset) -> list[bool]:
        people = ((ANNA, None), (BERT, HOME), (BERT, None))
        return [needs.stands_for(each, who, home, on=MONDAY) for who, home in people]

    assert whose(trail) == [True, True, True]
    assert whose(wish) == [True, False, False]
    assert whose(sister) == [False, True, False]


def test_an_asset_is_counted_on_until_it_is_withdrawn() -> None:
    """From that day on it is not."""
    trail = attrs.evolve(asset(AssetLevel.COMMUNITY), withdrawn_on=TUESDAY)

    assert needs.stands_for(trail, ANNA, None, on=MONDAY)
    assert not needs.stands_for(trail, ANNA, None, on=TUESDAY)


@pytest.mark.parametrize(
    ("level", "fields"),
    [
        (AssetLevel.COMMUNITY, {"patient_id": ANNA}),
        (AssetLevel.COMMUNITY, {"household_id": HOME}),
        (AssetLevel.INDIVIDUAL, {"household_id": HOME}),
        (AssetLevel.INDIVIDUAL, {}),
        (AssetLevel.FAMILY, {}),
        (AssetLevel.FAMILY, {"patient_id": ANNA, "household_id": HOME}),
    ],
)
def test_an_asset_is_somebodys_or_the_communitys(
    level: AssetLevel, fields: dict[str, Any]
) -> None:
    """Whose it is follows from its level."""
    with pytest.raises(InvalidValueError, match=r"^Asset.patient_id: must"):
        asset(level, **fields)
