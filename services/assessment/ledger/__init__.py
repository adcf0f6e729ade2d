"""The ledger: one line an effect on a score, only ever added to; what was wrong is countered by a line of its own."""
