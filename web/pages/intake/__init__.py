"""Files in, on pages: receive, look, check, write; the history, and the undoing of a batch."""
