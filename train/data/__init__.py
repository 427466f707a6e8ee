"""Published data sets -> Dataset: downloads, formats, splits."""
