"""Places where more is found than the effort spent looking explains: units, tests, classes. Values in, values out."""
