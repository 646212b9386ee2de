"""Verbale: official documents of intergovernmental bodies, in six languages."""
