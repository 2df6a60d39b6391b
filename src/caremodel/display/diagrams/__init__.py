"""Diagrams: a pathway or a machine as text that Mermaid and Graphviz draw.

    diagrams.mermaid(pathway)                      for a page that draws Mermaid
    diagrams.dot(pathway, at=journey.place)        for Graphviz, with where one stands

Both draw the same picture. A move that is made from many places is drawn once, from a
box that names them. Names are text: nothing in one can add to a picture or break it.
Who may make a move and what it needs is told in words (`pages`), not drawn.
"""

from caremodel.display.diagrams._dot import dot
from caremodel.display.diagrams._mermaid import mermaid
from caremodel.display.diagrams._picture import (
    Arrow,
    Box,
    BoxKind,
    Frame,
    Picture,
    picture,
)

__all__ = ["Arrow", "Box", "BoxKind", "Frame", "Picture", "dot", "mermaid", "picture"]
