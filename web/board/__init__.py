"""The board: the map beside its ranking table, drawn whole by the server."""
