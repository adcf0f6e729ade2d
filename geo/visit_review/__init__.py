"""Whether a visit can be true: reasons to look at it, never a judgement. Values in, values out."""
