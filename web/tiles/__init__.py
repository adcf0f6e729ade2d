"""Tiles over HTTP: the tiles themselves, raw and asynchronous, and the documents that lead to them."""
