"""The grid file."""
