// Where the map looks, as text for the address: zoom/lat/lon.

/** @typedef {{zoom: number, lat: number, lon: number}} Camera */

/** @param {string} text @returns {Camera | null} null where it names no place */
export function readCamera(text) {
  const parts = text.split("/");
  const [zoom, lat, lon] = parts.map(Number);
  if (parts.length !== 3 || parts.includes("") || ![zoom, lat, lon].every(Number.isFinite)) return null;
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 24 ? { zoom, lat, lon } : null;
}

/** @param {Camera} camera @returns {string} about a pixel exact at its zoom */
export function writeCamera({ zoom, lat, lon }) {
  const digits = Math.max(2, Math.min(7, Math.ceil(zoom / 3.3) + 2));
  return [zoom.toFixed(2), lat.toFixed(digits), lon.toFixed(digits)].join("/");
}
