"""All measurements of one run."""

from bench import locate

locate.main()
