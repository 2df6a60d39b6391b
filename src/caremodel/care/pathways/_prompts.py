"""Whether what a pathway asks for on the way has a place, and a name of its own."""

from collections.abc import Collection, Iterable, Iterator

from caremodel.care.pathways._parts import DOWN, UP, Prompt
from caremodel.care.pathways._stages import Place

__all__ = ["amiss"]


def amiss(
    prompts: Iterable[Prompt], *, ends: Collection[Place], moves: Collection[str]
) -> Iterator[str]:
    """Find prompts where nobody stays, or that mislead.

    Args:
        prompts: What is asked for.
        ends: Where a journey is over.
        moves: What moves are called: what holds is kept, and told, under one name.
    """
    for prompt in prompts:
        where = f"prompts[{prompt.name}]"
        for place in prompt.at:
            if place in ends:
                yield f"{where}.at: nobody stays at {place}"
        for name in sorted({prompt.name, prompt.asks} & {*moves, UP, DOWN}):
            yield f"{where}: a move is called {name!r}"
