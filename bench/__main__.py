"""All measurements of one run."""

from bench import edition, hotspots, intake, locate, page, tiles

for measurement in (locate, hotspots, intake, edition, tiles, page):
    measurement.main()
