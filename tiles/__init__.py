"""What a map draws: the layer registry, vector tiles and their cache, TileJSON, the map style."""
