"""Rules: answers, verdicts with their reasons, words, and versions."""

import pickle
import typing

import pytest

from caremodel.errors import InvalidValueError, NotFoundError
from caremodel.grammar.dates import Period
from caremodel.grammar.facts import (
    Age,
    Count,
    Days,
    Ever,
    Fact,
    Facts,
    Given,
    Has,
    Latest,
    Months,
    Select,
    Value,
    Why,
    draw,
    name_of,
)
from caremodel.grammar.rules import (
    All,
    Any,
    AtLeast,
    Criterion,
    Not,
    Rule,
    answer,
    describe,
    evaluate,
    facts_read,
    missing,
    rule_on,
    tell,
)
from caremodel.grammar.verdicts import Answer, RuleRef, Verdict
from grammar.recorded import ON, VISITS, Recorded, day, days, score, visits

YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL

A, B, C = Given("a"), Given("b"), Given("c")
AGREES = Given("agrees", kind="flag")
READINESS = Given("readiness", kind="text")

KNOWN: dict[str, dict[Fact, Value]] = {
    "yes": {A: 1},
    "no": {A: 0},
    "open": {},
}


def knowing(**known: float) -> Facts:
    """Know the numbers a, b and c, as far as they are given."""
    return Facts(on=ON, known={Given(name): value for name, value in known.items()})


def names(verdict: Verdict) -> str:
    """Name the facts that decided."""
    return " ".join(name_of(reason.fact) for reason in verdict.because)


# --- comparing -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "under", "on_it", "over"),
    [
        (A < 5, YES, NO, NO),
        (A <= 5, YES, YES, NO),
        (A.eq(5), NO, YES, NO),
        (A >= 5, NO, YES, YES),
        (A > 5, NO, NO, YES),
    ],
)
def test_a_bound_is_met_to_the_dot(
    criterion: Criterion, under: Answer, on_it: Answer, over: Answer
) -> None:
    """By the next double above and below it."""
    below, above = 4.999999999999999, 5.000000000000001

    for value, told in ((below, under), (5, on_it), (5.0, on_it), (above, over)):
        assert answer(criterion, knowing(a=value)) is told
        assert evaluate(criterion, knowing(a=value)).answer is told
    assert answer(criterion, knowing()) is CANNOT_TELL


def test_numbers_are_compared_as_doubles() -> None:
    """2^53 + 1 is no double of its own: every engine takes it for 2^53."""
    assert answer(A > 2**53, knowing(a=2**53 + 1)) is NO
    assert answer(A.eq(2**53 + 1), knowing(a=2**53)) is YES
    assert answer(A >= 0.0, knowing(a=-0.0)) is YES
    assert answer(A.eq(0.3), knowing(a=0.1 + 0.2)) is NO


def test_flags_and_words_are_compared_as_they_are() -> None:
    """Words to the letter."""
    facts = Facts(on=ON, known={AGREES: False, READINESS: "ready"})

    assert answer(AGREES.eq(False), facts) is YES
    assert answer(~AGREES, facts) is YES
    assert answer(READINESS.eq("ready"), facts) is YES
    assert answer(READINESS.eq("Ready"), facts) is NO


# --- verdicts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "told", "because"),
    [
        ({"a": 1, "b": 1, "c": 1}, YES, "a b c"),
        ({"a": 1, "b": 0, "c": 1}, NO, "b"),
        ({"a": 0, "b": 1, "c": 0}, NO, "a c"),
        ({"a": 0, "b": 1}, NO, "a"),
        ({"a": 1, "b": 1}, CANNOT_TELL, "c"),
        ({"b": 1}, CANNOT_TELL, "a c"),
    ],
)
def test_all_keeps_what_decided(
    known: dict[str, float], told: Answer, because: str
) -> None:
    """All of them for a yes, those that failed for a no, what is missing if open."""
    verdict = evaluate((A >= 1) & (B >= 1) & (C >= 1), knowing(**known))

    assert verdict.answer is told
    assert names(verdict) == because


@pytest.mark.parametrize(
    ("known", "told", "because"),
    [
        ({"a": 0, "b": 0, "c": 0}, NO, "a b c"),
        ({"a": 1, "b": 0, "c": 1}, YES, "a c"),
        ({"a": 0, "b": 1}, YES, "b"),
        ({"a": 0, "b": 0}, CANNOT_TELL, "c"),
        ({}, CANNOT_TELL, "a b c"),
    ],
)
def test_any_keeps_what_decided(
    known: dict[str, float], told: Answer, because: str
) -> None:
    """Those that held for a yes, all of them for a no."""
    verdict = evaluate((A >= 1) | (B >= 1) | (C >= 1), knowing(**known))

    assert verdict.answer is told
    assert names(verdict) == because


@pytest.mark.parametrize(
    ("known", "told", "because"),
    [
        ({"a": 1, "b": 1, "c": 0}, YES, "a b"),
        ({"a": 1, "b": 0, "c": 0}, NO, "b c"),
        ({"a": 1, "b": 1}, YES, "a b"),
        ({"a": 1, "b": 0}, CANNOT_TELL, "c"),
        ({"a": 0, "b": 0}, NO, "a b"),
    ],
)
def test_at_least_keeps_what_decided(
    known: dict[str, float], told: Answer, because: str
) -> None:
    """Two of three."""
    verdict = evaluate(AtLeast(2, (A >= 1, B >= 1, C >= 1)), knowing(**known))

    assert verdict.answer is told
    assert names(verdict) == because


def test_not_keeps_the_reasons_of_what_it_negates() -> None:
    """Each with what its own comparison came to."""
    verdict = evaluate(~((A >= 1) & (B >= 1)), knowing(a=1, b=0))

    assert verdict.answer is YES
    assert names(verdict) == "b"
    assert [reason.answer for reason in verdict.because] == [NO]


def test_reasons_come_from_the_depth_of_a_rule() -> None:
    """From the parts that decided, and not from the others."""
    criterion = Any((All((A >= 1, B >= 1)), Not(C >= 1)))

    assert names(evaluate(criterion, knowing(a=1, b=1, c=1))) == "a b"
    assert names(evaluate(criterion, knowing(a=0, b=1, c=0))) == "c"
    assert names(evaluate(criterion, knowing(a=0, b=1, c=1))) == "a c"
    assert names(evaluate(criterion, knowing(a=0, b=1))) == "c"


def test_nothing_decides_an_empty_connective() -> None:
    """Always and never need no reason; neither does more than there are."""
    assert evaluate(All(()), knowing()) == Verdict(YES, ())
    assert evaluate(Any(()), knowing()) == Verdict(NO, ())
    assert evaluate(AtLeast(2, (A >= 1,)), knowing(a=1)) == Verdict(NO, ())


def test_a_reason_says_what_was_asked_and_what_was_found() -> None:
    """Fact, operator, bound, value, and the entries it rests on."""
    stays = Count(VISITS, Months(6))
    record = Recorded(visits("03-01", "03-10"))
    verdict = evaluate(stays >= 2, draw([stays], record, on=ON))
    (reason,) = verdict.because

    assert (reason.fact, reason.op, reason.bound) == (stays, ">=", 2)
    assert (reason.answer, reason.value, reason.missing) == (YES, 2, None)
    assert reason.evidence == record.entries("visit")


def test_a_reason_says_why_something_is_missing() -> None:
    """Not covered is another thing than not given."""
    stays = Count(VISITS, Months(6))
    facts = draw([stays], Recorded((), covered={}), on=ON)
    verdict = evaluate((stays >= 2) & (A >= 1), facts)

    assert verdict.answer is CANNOT_TELL
    assert [reason.missing for reason in verdict.because] == [
        Why.NOT_COVERED,
        Why.NOT_GIVEN,
    ]
    assert all(reason.value is None for reason in verdict.because)


def test_a_verdict_names_the_rule_and_its_version() -> None:
    """If a rule was read, and not a bare criterion."""
    rule = Rule(id="stable", version="2", criterion=A >= 1, source="Assumed: a test")

    assert evaluate(rule, knowing(a=1)).rule == RuleRef("stable", "2")
    assert evaluate(rule.criterion, knowing(a=1)).rule is None
    assert answer(rule, knowing(a=1)) is YES


def test_a_yes_or_no_fact_can_be_asked_alone() -> None:
    """Without a comparison."""
    facts = Facts(on=ON, known={AGREES: True})

    asked: typing.Any = AGREES
    assert answer(asked, facts) is YES
    assert evaluate(asked, facts).answer is YES
    assert describe(asked) == "agrees"
    assert facts_read(asked) == {AGREES}


# --- which facts ---------------------------------------------------------------------


def test_a_rule_says_which_facts_it_reads() -> None:
    """Each once, from however deep."""
    rule = Rule(id="r", criterion=AtLeast(1, (A >= 1, ~(B < 2))), source="Assumed: x")

    assert facts_read(rule) == {A, B}
    assert facts_read(rule, C >= 1, ~AGREES) == {A, B, C, AGREES}
    assert facts_read() == frozenset()
    assert facts_read(All(())) == frozenset()


def test_what_is_missing_is_named_in_order() -> None:
    """By name; of two that are called alike, always in the same order."""
    short, with_today = Count(VISITS, Days(30)), Count(VISITS, Days(30, today=True))
    criterion = All((C >= 1, with_today >= 1, B >= 1, short >= 1, A >= 1))

    assert missing(criterion, knowing(b=1)) == (A, C, short, with_today)
    assert missing(criterion, knowing(a=0, b=0, c=0)) == (short, with_today)


# --- words ---------------------------------------------------------------------------

STAYS = Select(kind="visit", codes=("IMP",), called="inpatient stays")
STAYED = Has(STAYS, Ever(today=True))


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (A < 5, "a under 5"),
        (A <= 5.0, "a at most 5"),
        (A.eq(2.5), "a exactly 2.5"),
        (A >= 5, "a at least 5"),
        (A > 5, "a over 5"),
        (AGREES.eq(True), "agrees"),
        (AGREES.eq(False), "not agrees"),
        (READINESS.eq("ready"), "readiness exactly ready"),
        (STAYED.eq(True), "has inpatient stays"),
        (STAYED.eq(False), "no inpatient stays"),
        ((A > 1) & (B > 2), "a over 1 and b over 2"),
        ((A > 1) & ((B > 2) | (C > 3)), "a over 1 and (b over 2 or c over 3)"),
        (~((A > 1) & (B > 2)), "a at most 1 or b at most 2"),
        (~(A > 1), "a at most 1"),
        (~(A < 1), "a at least 1"),
        (~~(A <= 1), "a at most 1"),
        (~(A >= 1), "a under 1"),
        (~(A <= 1), "a over 1"),
        (
            ~((A > 1) & ((B > 2) | AGREES)),
            "a at most 1 or (b at most 2 and not agrees)",
        ),
        (~(~(A > 1) | (B > 2)), "a over 1 and b at most 2"),
        (~A.eq(1), "a other than 1"),
        (~~A.eq(1), "a exactly 1"),
        (~READINESS.eq("ready"), "readiness other than ready"),
        (AtLeast(2, (A > 1, B > 2)), "at least 2 of: a over 1, b over 2"),
        (
            AtLeast(1, (A > 1, B > 2)) & (C > 3),
            "(at least 1 of: a over 1, b over 2) and c over 3",
        ),
        (~AtLeast(2, (A > 1, B > 2)), "fewer than 2 of: a over 1, b over 2"),
        (~AtLeast(1, (A > 1, B > 2)), "none of: a over 1, b over 2"),
        (
            ~AtLeast(2, (A > 1, ~((B > 2) | AGREES))) & (C > 3),
            "(fewer than 2 of: a over 1, (b at most 2 and not agrees)) and c over 3",
        ),
        (All(()), "always"),
        (Any(()), "never"),
        (AtLeast(1, ()), "at least 1 of: nothing"),
        (All((A > 1,)), "a over 1"),
        (~All(()), "never"),
        (~Any(()), "always"),
    ],
)
def test_a_criterion_can_be_said(criterion: Criterion, words: str) -> None:
    """With brackets where they matter."""
    assert describe(criterion) == words
    rule = Rule(id="r", criterion=criterion, source="Assumed: a test")
    assert describe(rule) == words


def test_a_verdict_can_be_told() -> None:
    """With values, as the design shows it."""
    stays = Count(STAYS, Months(6))
    illnesses = Count(
        Select(kind="condition", called="chronic conditions"), Ever(today=True)
    )
    facts = Facts(on=ON, known={stays: 2, illnesses: 3})

    assert tell(evaluate((stays >= 2) & (illnesses >= 2), facts)) == (
        "yes: 2 inpatient stays in 6 months (at least 2), "
        "3 chronic conditions (at least 2)"
    )


@pytest.mark.parametrize(
    ("criterion", "known", "words"),
    [
        (AGREES.eq(True), {AGREES: True}, "yes: agrees"),
        (AGREES.eq(True), {AGREES: False}, "no: not agrees"),
        (AGREES.eq(False), {AGREES: False}, "yes: not agrees"),
        (STAYED.eq(True), {STAYED: True}, "yes: has inpatient"),
        (~STAYED, {STAYED: False}, "yes: no inpatient"),
        (A >= 1, {}, "cannot tell: a not known: nobody gave it"),
        (A > 7, {A: 7.5}, "yes: a 7.5 (over 7)"),
        (READINESS.eq("x"), {READINESS: "y"}, "no: readiness y (other than x)"),
        (All(()), {}, "yes"),
    ],
)
def test_each_sort_of_reason_can_be_told(
    criterion: Criterion, known: dict[Fact, Value], words: str
) -> None:
    """Yes or no by name, the rest with value and bound, the unknown with the reason."""
    assert tell(evaluate(criterion, Facts(on=ON, known=known))).startswith(words)


CALLS = Count(Select(kind="call", called="calls"), Months(6))


@pytest.mark.parametrize(
    ("criterion", "calls", "words"),
    [
        (CALLS >= 2, 1, "no: 1 calls in 6 months (under 2)"),
        (CALLS > 2, 2, "no: 2 calls in 6 months (at most 2)"),
        (CALLS <= 2, 3, "no: 3 calls in 6 months (over 2)"),
        (CALLS < 2, 2, "no: 2 calls in 6 months (at least 2)"),
        (CALLS.eq(2), 3, "no: 3 calls in 6 months (other than 2)"),
        (CALLS.eq(2), 0, "no: no calls in 6 months (other than 2)"),
        (~(CALLS >= 2), 1, "yes: 1 calls in 6 months (under 2)"),
        (~(CALLS >= 2), 0, "yes: no calls in 6 months (under 2)"),
        (CALLS >= 2, 0, "no: no calls in 6 months (under 2)"),
        (CALLS >= 1, 0, "no: no calls in 6 months"),
        (CALLS < 1, 0, "yes: no calls in 6 months"),
        (CALLS <= 0, 0, "yes: no calls in 6 months"),
        (CALLS.eq(0), 0, "yes: no calls in 6 months"),
        (CALLS <= 1, 0, "yes: no calls in 6 months (at most 1)"),
    ],
)
def test_what_is_so_is_told_and_not_what_is_missed(
    criterion: Criterion, calls: int, words: str
) -> None:
    """One call "(at least 2)" would read as a contradiction; of 0, "no" says all."""
    facts = Facts(on=ON, known={CALLS: calls})

    assert tell(evaluate(criterion, facts)) == words


def test_of_none_of_these_each_is_told_as_it_is() -> None:
    """One reason for each, with the bound that it keeps."""
    breathless, worried = Given("breathlessness"), Given("worried", kind="flag")
    known: dict[Fact, Value] = {CALLS: 0, breathless: 3, worried: False}
    none_of = ~((CALLS >= 2) | (breathless >= 7) | worried)

    told = evaluate(none_of, Facts(on=ON, known=known))
    unknown = evaluate(none_of, Facts(on=ON, known=known).without(worried))

    assert tell(told) == (
        "yes: no calls in 6 months (under 2), breathlessness 3 (under 7), not worried"
    )
    assert tell(unknown) == "cannot tell: worried not known: nobody gave it"


def test_a_measurement_is_told_with_its_unit() -> None:
    """A number alone says little."""
    latest = Latest(Select(kind="score", called="HbA1c"), Months(6), unit="%")
    record = Recorded([score("03-01", 9.5, "%")])
    verdict = evaluate(latest > 9, draw([latest], record, on=ON))

    assert tell(verdict) == "yes: latest HbA1c (%) in 6 months 9.5 (over 9)"


def test_what_is_missing_can_be_told() -> None:
    """With the reason that drawing gave."""
    latest = Latest(Select(kind="score", called="scores"), Days(30), unit="%")
    record = Recorded([score("03-01", 5, "mg")])
    verdict = evaluate(latest >= 5, draw([latest], record, on=ON))

    assert tell(verdict) == (
        "cannot tell: latest scores (%) in 30 days not known: it is in another unit"
    )


# --- rules and their versions --------------------------------------------------------

RULES = (
    Rule(
        id="stable",
        version="1",
        criterion=A >= 1,
        source="Assumed: a test",
        in_force=days("01-01", "03-01"),
    ),
    Rule(
        id="stable",
        version="2",
        criterion=A >= 2,
        source="Assumed: a test",
        in_force=days("03-01"),
    ),
    Rule(id="high-need", criterion=B >= 1, source="Assumed: a test"),
)


@pytest.mark.parametrize(
    ("on", "version"), [("01-01", "1"), ("02-28", "1"), ("03-01", "2"), ("12-31", "2")]
)
def test_the_version_in_force_is_found(on: str, version: str) -> None:
    """From its first day until the day before the next one's."""
    assert rule_on(RULES, "stable", on=day(on)).version == version


def test_a_rule_that_is_not_in_force_is_not_found() -> None:
    """The error names those that are."""
    with pytest.raises(NotFoundError) as caught:
        rule_on(RULES, "stable", on=day("2025-12-31"))

    assert str(caught.value) == "no such rule in force on 2025-12-31; known: high-need"


def test_two_versions_at_once_are_refused() -> None:
    """Nobody could say which of them was meant."""
    with pytest.raises(InvalidValueError, match="has two versions in force on"):
        rule_on((*RULES, RULES[1]), "stable", on=day("03-01"))


def test_a_rule_has_an_id_a_criterion_and_a_source() -> None:
    """Without a source it is a rumor."""
    for wrong in ({"id": " x"}, {"version": ""}, {"source": ""}, {"criterion": A}):
        with pytest.raises(InvalidValueError):
            Rule(**{"id": "r", "criterion": A >= 1, "source": "Assumed: x", **wrong})  # type: ignore[arg-type]


def test_a_rule_takes_a_fact_that_is_yes_or_no() -> None:
    """And asks whether it is yes."""
    rule = Rule(id="r", criterion=AGREES, source="Assumed: a test")

    assert rule.criterion == AGREES.eq(True)
    assert rule.in_force == Period(start=day("0001-01-01"))
    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - our own


def test_what_is_not_there_is_said_to_be_none() -> None:
    """Nobody says "not has asthma"; brackets are kept where they matter."""
    asthma = Has(Select(kind="condition", called="asthma"), Ever(today=True))

    assert describe(~asthma) == "no asthma"
    assert describe(~~asthma) == "has asthma"
    assert describe(~(asthma | (Age() > 64))) == "no asthma and age at most 64"


def test_a_record_is_no_facts() -> None:
    """Who hands in a chart instead of what was drawn from it is told what to do."""
    chart: typing.Any = Recorded(filed=())
    with pytest.raises(InvalidValueError, match=r"facts\.draw\(facts_read"):
        evaluate(Age() >= 65, chart)
    with pytest.raises(InvalidValueError, match=r"facts\.draw\(facts_read"):
        answer(Age() >= 65, chart)


def test_what_is_given_beside_joins_what_is_known() -> None:
    """What was missing is missing no more; the facts before stay as they were."""
    asked = Given("asks for more", kind="flag")
    before = draw([Age(), asked], Recorded(filed=()), on=ON)

    after = before.with_given({asked: True})

    assert (before.value(asked), after.value(asked)) == (None, True)
    assert list(after.missing) == [Age()]
