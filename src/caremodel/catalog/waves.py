"""The 5x program of the playbook: five people, then 25, 125 and 625.

Aims and questions are in our own words. The gates are ours: nobody has published any,
and what each stage is to bring forth is told in the sources. What a gate asks, the
host gives, as facts about the whole wave (`known` of `Facts`); a cohort itself knows
how many are in it. Nothing here asks for a range of benefit against cost: of 125
people that is too wide to decide on.
"""

from typing import Final

from caremodel.grammar.facts import Given
from caremodel.grammar.rules import Criterion, Rule
from caremodel.program.waves import (
    IN_WAVE,
    PLACES_OPEN,
    ChartRule,
    Gate,
    Mode,
    Wave,
    Waves,
)

__all__ = ["FIVE_X", "FIVE_X_ADDITIONAL"]

OURS: Final = "Assumed: caremodel, a gate for what the playbook asks of this wave"


def _said(words: str) -> Given:
    """Name something that is so or not."""
    return Given(words, kind="flag")


def _rule(rule_id: str, criterion: Criterion | Given, source: str = OURS) -> Rule:
    return Rule(id=rule_id, criterion=criterion, source=source)


def _flag(rule_id: str, words: str, source: str = OURS) -> Rule:
    return _rule(rule_id, _said(words), source)


def _chart(rule_id: str, words: str, points: str) -> ChartRule:
    return ChartRule(rule=_flag(rule_id, words), points=Given(points))


def _gate(
    gate_id: str,
    *needs: Rule,
    voice: str,
    charts: tuple[ChartRule, ...] = (),
    stop: tuple[Rule, ...] = (),
) -> Gate:
    """Make a gate that patients have their say in, and that harm keeps shut."""
    return Gate(
        id=gate_id,
        needs=needs,
        charts=charts,
        voice=_flag("voice", voice, "Assumed: caremodel; those served help design"),
        stop=(
            _flag("harm", "someone was harmed by the new way of care"),
            _flag("unwanted", "those served say the model should not go on as it is"),
            *stop,
        ),
        source=OURS,
    )


EVERYONE_CAME: Final = _rule("everyone-came", PLACES_OPEN.eq(0))

TO_25: Final = _gate(
    "5x-to-25",
    EVERYONE_CAME,
    _rule("plans", Given("people of the wave with a co-created plan") >= 5),
    _rule("owners", Given("share of tasks whose owner is known") >= 0.9),
    _rule("tests", Given("stages of the journey with no test of change").eq(0)),
    _flag("theory", "the working theory was written down anew"),
    voice="the five had their say in what is to change",
)

TO_125: Final = _gate(
    "5x-to-125",
    EVERYONE_CAME,
    _rule("approached", Given("people approached, with engagement measured") >= 40),
    _flag("elements", "the elements of the care model are written down"),
    _flag("roles", "every role has its tasks written down"),
    charts=(
        _chart(
            "measures",
            "all nine process measures are collected",
            "weekly points of the process measure with the fewest",
        ),
        _chart(
            "no-harm",
            "no run chart of harm shows a signal",
            "weekly points on the run chart of harm with the fewest",
        ),
    ),
    voice="people of the wave took part in the tests of change",
)

TO_625: Final = _gate(
    "5x-to-625",
    EVERYONE_CAME,
    _rule("standard-work", Given("share of standard work that is followed") >= 0.8),
    _rule("supervision", Given("share of weeks with supervision") >= 0.9),
    _flag("expense", "the expense for each patient is known"),
    _flag("break-even", "break-even is stated, with what it takes to reach it"),
    _flag("funder", "the funder has decided to go on, and it is recorded"),
    _flag("after-exit", "the rates of graduation and of re-entry are known"),
    charts=(
        _chart(
            "caseloads",
            "weighted caseloads stay within target",
            "weekly points of weighted caseloads",
        ),
        _chart(
            "no-harm",
            "no run chart of harm shows a signal",
            "weekly points on the run chart of harm with the fewest",
        ),
    ),
    voice="people of the wave sat with those who wrote the standard work",
    stop=(_flag("declined", "the funder has decided not to go on"),),
)

TO_USUAL_CARE: Final = _gate(
    "5x-to-usual-care",
    _rule("many-came", IN_WAVE >= 1),
    _flag("full-scale", "it is agreed how large full scale is", "glaseroff-5x"),
    _flag("staff-ahead", "staff are hired ahead of need", "glaseroff-5x"),
    _flag("contracts", "contracts pay for it as usual care", "glaseroff-5x"),
    charts=(
        _chart(
            "steady",
            "no run chart of an outcome shows a signal for the worse",
            "monthly points on the run chart of an outcome with the fewest",
        ),
    ),
    voice="people once served sit on the body that runs it",
    stop=(_flag("declined", "the funder has decided not to go on"),),
)

WAVES: Final = (
    Wave(
        aim="write plans with people, give them perfect care, and learn from each",
        learn=(
            "Who makes the first contact, and how?",
            "Where is it best to meet?",
            "What makes someone trust the team?",
            "When, and by whom, are needs and assets asked about?",
            "Which words open a door, and which shut it?",
            "Which services does it take?",
            "Which of a person's and a place's assets help?",
            "What makes the tie to primary care work?",
            "Who did each task: patient, family, staff, partner?",
        ),
        gate=TO_25,
        source="seed-playbook",
    ),
    Wave(
        aim="test interventions, name the elements, make the first of them reliable",
        learn=(
            "How are people engaged again and again, not once?",
            "What takes someone from one stage to the next?",
            "What builds the trust of people in themselves?",
            "Which partners does it take, and for what?",
            "For whom is another way needed?",
            "Who does what, and which mix of staff is that?",
            "What drives how many one person can care for?",
        ),
        gate=TO_125,
        source="seed-playbook",
    ),
    Wave(
        aim="make care, communication and data the same each time",
        learn=(
            "How many can one person in each role care for?",
            "What does a glance at the caseloads have to show?",
            "When does care step up, and when down?",
            "What flags someone who was stepped down?",
            "Does supervision see every patient in turn?",
            "What is solved on the day, and what has to go higher?",
        ),
        gate=TO_625,
        source="seed-playbook",
    ),
    Wave(
        aim="grow to the agreed size, staffed and paid for",
        learn=(
            "What in the organization stands in the way of growth?",
            "Which staff must be found, and how early?",
            "What do the records and the tools have to do?",
            "Who pays, for what, and until when?",
            "What comes back for what is spent?",
        ),
        gate=TO_USUAL_CARE,
        source="glaseroff-5x",
    ),
)

FIVE_X: Final = Waves(id="5x", first=5, factor=5, mode=Mode.TOTAL, waves=WAVES)
"""Five people, then 25 in all, 125 in all and 625 in all.

Source: seed-playbook.
Assumed: caremodel, that the numbers count all who were served so far; the text says
"25 additional patients" as well (`FIVE_X_ADDITIONAL`).
"""

FIVE_X_ADDITIONAL: Final = Waves(
    id="5x-additional", first=5, factor=5, mode=Mode.ADDITIONAL, waves=WAVES
)
"""Five people, then 25, 125 and 625 more: 780 in all.

Source: seed-playbook.
"""
