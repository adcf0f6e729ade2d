"""Chance that anybody can draw again, with any tool, from a seed that was published."""

from hashlib import sha256

# A digest read as a whole number.
_ALL = 1 << 256


class Lot:
    """Whole numbers from a seed, as the SHA-256 of the texts "seed:1", "seed:2" and so on have them.

    A digest is read as one number, the most significant byte first. What a library of random numbers
    draws may change with its version; this does not.
    """

    def __init__(self, seed: str) -> None:
        if not seed:
            raise ValueError("a draw needs a seed")
        self.seed = seed
        self.drawn = 0

    def below(self, many: int) -> int:
        """The next number from 0 up to, not including, `many`, all equally likely.

        It is the remainder of the division by `many`; the last incomplete stretch of digests is skipped.
        """
        if not 0 < many <= _ALL:
            raise ValueError(f"nothing can be drawn from {many}")
        while True:
            self.drawn += 1
            number = int.from_bytes(sha256(f"{self.seed}:{self.drawn}".encode()).digest(), "big")
            if number < _ALL - _ALL % many:
                return number % many
