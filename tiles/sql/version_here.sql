-- The version of a layer's tile: the highest of the places that lie in it or that it lies in; 0 where nothing ever was.
SELECT coalesce(max(version), 0) AS version
FROM tile_version WHERE layer = {layer} AND cell >= %(low)s >> 12 AND cell <= (%(high)s - 1) >> 12
