"""What the ranks of a cycle are worth: ranges, chances, inspectors, weights and rates, from what was inspected."""
