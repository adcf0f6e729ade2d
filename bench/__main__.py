"""All measurements of one run."""

from bench import coverage, edition, hotspots, intake, locate, page, ranks, tiles, visits

for measurement in (locate, hotspots, ranks, coverage, visits, intake, edition, tiles, page):
    measurement.main()
