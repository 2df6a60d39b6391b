"""The page of the default pathway shows the default pathway."""

from house.pathway import BLOCKS, PAGE, renewed


def test_the_page_shows_the_pathway_as_it_is() -> None:
    """Write it anew with `PYTHONPATH=tests python -m house.pathway`."""
    text = PAGE.read_text(encoding="utf-8")

    assert all(text.count(opening) == 1 for opening in BLOCKS)
    assert text == renewed(text)
