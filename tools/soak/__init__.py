"""A long visit in a real browser: half an hour of writing, in which nothing may grow."""
