"""Whether what a tally counts ever happens on a pathway."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from caremodel.care.contacts import Mode
from caremodel.care.pathways._parts import Signature, Tally
from caremodel.care.pathways._stages import Place

__all__ = ["in_vain", "words_of"]

CONTACTS: Final = ("contact made", "contact missed")
BY: Final = tuple(f"{contact} by " for contact in CONTACTS)
CHECKS: Final = ("check made", "check missed")
HEADS: Final = ("on record: ", "moved: ", "came to: ")


def words_of(
    *,
    moves: Iterable[str],
    reached: Iterable[Place],
    signatures: Iterable[Signature],
    watched: bool,
) -> tuple[str, ...]:
    """Name what can happen on a pathway, in the words that tallies count.

    Args:
        moves: What its moves are called.
        reached: Where they lead.
        signatures: What is put on record on it.
        watched: Whether anyone keeps watch, so that there are checks.
    """
    checks = CHECKS if watched else ()
    named: tuple[Iterable[object], ...] = (
        [signature.what.value for signature in signatures],
        moves,
        reached,
    )
    told = (
        f"{head}{name}"
        for head, names in zip(HEADS, named, strict=True)
        for name in names
    )
    return tuple(dict.fromkeys((*CONTACTS, *checks, *told)))


def in_vain(tallies: Iterable[Tally], words: Collection[str]) -> Iterator[str]:
    """Find what tallies count and nothing ever says.

    Args:
        tallies: Which.
        words: What can happen; how someone was in touch is free text beside it.
    """
    for tally in tallies:
        counted = {"adds_on": tally.adds_on, "resets_on": tally.resets_on}
        for field, each in counted.items():
            for word in each:
                if word not in words and not _says_how(word):
                    where = f"tallies[{tally.name}].{field}"
                    yield f"{where}: nothing says {word!r}; {_instead(word, words)}"


def _says_how(word: str) -> bool:
    return any(word.startswith(by) and word.removeprefix(by).strip() for by in BY)


def _instead(word: str, words: Collection[str]) -> str:
    """Say what may stand there: of the kind that was meant, else of every kind."""
    kinds = {head: [w for w in words if w.startswith(head)] for head in HEADS}
    for head, told in kinds.items():
        if told and word.startswith(head.strip()):
            return f"there are {', '.join(told)}"
    how = f"each also with 'by' and how ({', '.join(mode.value for mode in Mode)})"
    checks = (word for word in CHECKS if word in words)
    heads = (f"{head}…" for head, told in kinds.items() if told)
    return f"there are {', '.join((*CONTACTS, how, *checks, *heads))}"
