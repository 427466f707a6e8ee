"""Data -> ink raster -> recipe -> network -> fit -> report."""
