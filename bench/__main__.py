"""All measurements of one run."""

from bench import coverage, edition, hotspots, intake, locate, page, tiles

for measurement in (locate, hotspots, coverage, intake, edition, tiles, page):
    measurement.main()
