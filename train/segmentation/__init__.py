"""Drawing -> lines, pieces and segments: what the page's web/page/recognize repeats."""
