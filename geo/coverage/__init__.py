"""What was missed, and how sure a claim of coverage is: bounds, draws, gaps. Values in, values out."""
