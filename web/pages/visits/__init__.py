"""Visits: those under review, the devices that tell their places in another frame, the thresholds."""
