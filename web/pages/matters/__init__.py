"""Matters on pages: the list, the queues of departments, one matter in full, and the report of a new one."""
