-- The version of a whole layer.
SELECT version FROM layer_version WHERE layer = {layer}
