"""A recipe and data sets -> a trained run folder."""
