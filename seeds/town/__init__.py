"""The demo town: an invented subdistrict, drawn by a seeded generator. All names are invented."""
