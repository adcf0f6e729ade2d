"""All measurements of one run."""

from bench import edition, intake, locate, page, tiles

for measurement in (locate, intake, edition, tiles, page):
    measurement.main()
