"""Drawing -> raster and direction maps: the contract that the page's web/page/ink repeats."""
