"""Finding a place by its code, its name or its address."""
