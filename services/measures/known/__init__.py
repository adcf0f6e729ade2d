"""The measures that there are, one file each; a new one is added to services/measures/registry.py."""
