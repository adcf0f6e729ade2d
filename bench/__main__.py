"""All measurements of one run."""

from bench import edition, intake, locate

for measurement in (locate, intake, edition):
    measurement.main()
