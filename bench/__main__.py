"""All measurements of one run."""

from bench import coverage, edition, hotspots, intake, locate, page, tiles, visits

for measurement in (locate, hotspots, coverage, visits, intake, edition, tiles, page):
    measurement.main()
