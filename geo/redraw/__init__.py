"""Editing boundaries so that shared edges stay shared.

A coverage is a mapping from code to polygon (EPSG:4326, longitude before latitude) in which neighbours share edges
vertex by vertex. Every operation is a pure function: it gives a new mapping, in which zones that it does not touch
are the very objects of the old one, or raises `RedrawRefused` and changes nothing.
"""

from geo.redraw.coverage import Coverage, Redrawn, RedrawRefused, Refusal
from geo.redraw.cut import merge, split
from geo.redraw.node import node
from geo.redraw.vertex import delete_vertex, insert_vertex, move_vertex

__all__ = [
    "Coverage",
    "RedrawRefused",
    "Redrawn",
    "Refusal",
    "delete_vertex",
    "insert_vertex",
    "merge",
    "move_vertex",
    "node",
    "split",
]
