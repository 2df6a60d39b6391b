"""The page of the default pathway, made from what the command line prints.

`docs/pathway.md` holds it in words and as a diagram. Write both anew with
`PYTHONPATH=tests python -m house.pathway`.
"""

from collections.abc import Callable

from caremodel.care.pathways import Pathway
from caremodel.catalog.journeys import DEFAULT_PATHWAY
from caremodel.display import diagrams, pages
from house.source import ROOT

PAGE = ROOT / "docs" / "pathway.md"
BLOCKS: dict[str, Callable[[Pathway], str]] = {
    "```console\n$ python -m caremodel pathway\n": pages.pathway_page,
    "```mermaid\n": diagrams.mermaid,
}


def renewed(text: str) -> str:
    """Put today's pathway into the text of the page."""
    for opening, tell in BLOCKS.items():
        before, begins, rest = text.partition(opening)
        _, ends, after = rest.partition("\n```\n")
        text = before + begins + tell(DEFAULT_PATHWAY) + ends + after
    return text


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
