"""The queries, a module and its statement each."""
