"""Answers: Kleene's tables, typed out in full."""

import pickle

import pytest

from caremodel.grammar.facts import Age, Why
from caremodel.grammar.verdicts import (
    Answer,
    Reason,
    RuleRef,
    Verdict,
    at_least,
    both,
    either,
)

Y, N, C = Answer.YES, Answer.NO, Answer.CANNOT_TELL

AND = {
    (Y, Y): Y, (Y, C): C, (Y, N): N,
    (C, Y): C, (C, C): C, (C, N): N,
    (N, Y): N, (N, C): N, (N, N): N,
}  # fmt: skip
OR = {
    (Y, Y): Y, (Y, C): Y, (Y, N): Y,
    (C, Y): Y, (C, C): C, (C, N): C,
    (N, Y): Y, (N, C): C, (N, N): N,
}  # fmt: skip
NOT = {Y: N, C: C, N: Y}
TWO_OF_THREE = {
    (Y, Y, Y): Y, (Y, Y, C): Y, (Y, Y, N): Y,
    (Y, C, Y): Y, (Y, C, C): C, (Y, C, N): C,
    (Y, N, Y): Y, (Y, N, C): C, (Y, N, N): N,
    (C, Y, Y): Y, (C, Y, C): C, (C, Y, N): C,
    (C, C, Y): C, (C, C, C): C, (C, C, N): C,
    (C, N, Y): C, (C, N, C): C, (C, N, N): N,
    (N, Y, Y): Y, (N, Y, C): C, (N, Y, N): N,
    (N, C, Y): C, (N, C, C): C, (N, C, N): N,
    (N, N, Y): N, (N, N, C): N, (N, N, N): N,
}  # fmt: skip


def test_both_follows_the_table_of_and() -> None:
    """No wins over cannot tell, cannot tell over yes."""
    assert {pair: both(pair) for pair in AND} == AND


def test_either_follows_the_table_of_or() -> None:
    """Yes wins over cannot tell, cannot tell over no."""
    assert {pair: either(pair) for pair in OR} == OR


def test_not_leaves_open_what_is_open() -> None:
    """Yes and no change places."""
    assert {answer: ~answer for answer in NOT} == NOT


def test_two_of_three_follow_the_table() -> None:
    """Open while those that are open can still decide it."""
    assert {three: at_least(2, three) for three in TWO_OF_THREE} == TWO_OF_THREE


def test_of_nothing_at_all() -> None:
    """All of none hold, any of none does not, and neither does at least one."""
    assert both(()) is Y
    assert either(()) is N
    assert at_least(1, ()) is N


def test_more_than_there_are_is_never() -> None:
    """Even if all of them hold."""
    assert at_least(3, (Y, Y)) is N
    assert at_least(3, (C, C)) is N


def test_an_answer_has_no_truth_value() -> None:
    """There are three: `if answer` would take "no" for a yes."""
    for answer in Answer:
        with pytest.raises(TypeError, match="three answers"):
            bool(answer)


def test_a_verdict_has_no_truth_value() -> None:
    """It is compared by its answer."""
    with pytest.raises(TypeError, match=r"compare verdict\.answer"):
        bool(Verdict(N, ()))


def test_a_reason_shows_no_value() -> None:
    """The bound is the rule's, the value is the person's."""
    reason = Reason(Age() >= 65, Y, 83, (), None)
    verdict = Verdict(Y, (reason,), RuleRef("old", "1"))

    assert repr(reason) == "Reason(Age >= 65: yes)"
    assert "83" not in repr(verdict)


def test_verdicts_travel() -> None:
    """And stay equal, with reasons, rule and all."""
    unknown = Reason(Age() >= 65, C, None, (), Why.NO_VALUE)
    verdict = Verdict(C, (unknown,), RuleRef("old", "1"))

    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own
    assert hash(verdict) == hash(Verdict(C, (unknown,), RuleRef("old", "1")))
