"""Results of training and evaluation as frozen dataclasses, and the files of a run that hold them."""
