-- The version of every layer and of everybody's scope.
SELECT layer, version FROM layer_version
