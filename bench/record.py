"""How a measurement is kept: one line a work and peer, all of a run in build/bench.json."""

import json
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).resolve().parent.parent / "build" / "bench.json"


def keep(work: str, peer: str, ours: list[float], theirs: list[float], unit: str = "s") -> float:
    """Store medians of paired runs; the ratio says how many times better ours is. Returns the ratio."""
    ratios = sorted(t / o for o, t in zip(ours, theirs, strict=True))
    spread = (round(ratios[0], 2), round(ratios[-1], 2))
    ratio = round(median(ratios), 2)
    row = {
        "work": work,
        "peer": peer,
        "ours": median(ours),
        "theirs": median(theirs),
        "unit": unit,
        "ratio": ratio,
        "spread": spread,
    }
    rows = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else []
    rows = [r for r in rows if (r["work"], r["peer"]) != (work, peer)] + [row]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{work:<44} {peer:<12} {ratio:>7.2f}× ({spread[0]}–{spread[1]})")
    return ratio
