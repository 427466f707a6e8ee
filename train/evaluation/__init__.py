"""Probabilities -> metrics; reports, cross-validation, ablations, seeds."""
