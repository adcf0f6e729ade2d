"""Zones, their boundaries in dated editions, and the base map."""
