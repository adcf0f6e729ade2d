"""What ranks are worth, from what was inspected."""
