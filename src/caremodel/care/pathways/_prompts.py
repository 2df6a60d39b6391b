"""Whether what a pathway asks for on the way has a place, and a name of its own."""

from collections.abc import Collection, Iterable, Iterator

from caremodel.care.pathways._parts import Prompt
from caremodel.care.pathways._stages import Place

__all__ = ["amiss"]


def amiss(
    prompts: Iterable[Prompt], *, ends: Collection[Place], moves: Collection[str]
) -> Iterator[str]:
    """Find prompts where nobody stays, or that mislead.

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
