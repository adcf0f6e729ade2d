// The one door to MapLibre: whatever else needs it asks here. Its worker starts at once, while style and figures travel.
import { prewarm, setWorkerUrl } from "../../vendor/maplibre-gl/maplibre-gl.mjs";
export { GeoJSONSource, Map, Marker, NavigationControl, ScaleControl } from "../../vendor/maplibre-gl/maplibre-gl.mjs";

setWorkerUrl(new URL("../../vendor/maplibre-gl/maplibre-gl-worker.mjs", import.meta.url).href);
prewarm();
