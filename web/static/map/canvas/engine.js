// The one door to MapLibre: whatever else needs it asks here.
export { GeoJSONSource, Map, Marker, NavigationControl, ScaleControl } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
