"""Hotspots on pages: the drawn maps, one hotspot with what it rests on, and the asking for a new map."""
