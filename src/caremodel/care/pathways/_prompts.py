"""Whether what a pathway asks for on the way can be asked for, and can end."""

from collections.abc import Collection, Iterable, Iterator

from caremodel.care.pathways._cells import can_hold
from caremodel.care.pathways._parts import Prompt
from caremodel.care.pathways._stages import Place
from caremodel.grammar.rules import Not

__all__ = ["amiss"]


def amiss(
    prompts: Iterable[Prompt], *, ends: Collection[Place], moves: Collection[str]
) -> Iterator[str]:
    """Find prompts where nobody stays, that never come or never go, or that mislead.

    Args:
        prompts: What is asked for.
        ends: Where a journey is over.
        moves: What moves are called; since when things hold is kept under one name.
    """
    for prompt in prompts:
        where = f"prompts[{prompt.name}]"
        for place in prompt.at:
            if place in ends:
                yield f"{where}.at: nobody stays at {place}"
        if prompt.asks in moves:
            yield f"{where}: a move is called {prompt.asks!r}"
        if not can_hold(prompt.when):
            yield f"{where}.when can never hold, so nobody is ever asked"
        elif not can_hold(Not(prompt.when)):
            yield f"{where}.when always holds, so nothing that is done ends it"
