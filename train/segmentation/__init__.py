"""Drawing -> lines, pieces, segments and readings: the twin of web/page/recognize, and its model fitted."""
