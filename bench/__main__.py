"""All measurements of one run."""

from bench import edition, intake, locate, tiles

for measurement in (locate, intake, edition, tiles):
    measurement.main()
