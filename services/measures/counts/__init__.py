"""What is counted by grid and period: one statement each, in the file of its name.

Every statement answers rows (bucket, grid_id, inside, outside). The bucket is the period's number in the series, from
1, or null for what stands in every period; a point outside all grids is an outside one of its nearest grid. Numbers
are whole and add up over grids. Given are :edges (the series' midnights), :start, :stop, :now, :edition, and the
caller's scope as :everything and :grids.
"""
