// @ts-check
// A map on which one place is chosen: by a click, by moving the pin, by Enter in the middle of the map.
import { Map as Engine, Marker, NavigationControl, ScaleControl } from "../map/canvas/engine.js";
import { credited } from "../map/canvas/credit.js";
import { onTheme, theme } from "../shell/theme.js";

const NEAR = 17;

/** @param {number} edition */
async function styleOf(edition) {
  const answer = await fetch(`/map/style.json?edition=${edition}&theme=${theme()}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return withBorders(await answer.json());
}

/** The grids' borders, so that it is seen whose a place is. @param {any} style @returns {any} the style with them */
function withBorders(style) {
  if (!style.sources.zones) return style;
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--soft").trim();
  return { ...style, layers: [...style.layers, { id: "place-borders", type: "line", source: "zones", "source-layer": "zone", filter: ["==", ["get", "level"], "grid"], paint: { "line-color": ink, "line-opacity": 0.7, "line-width": 1.2, "line-dasharray": [3, 2] } }] };
}

export class PlaceMap {
  /** Raises where the browser has no WebGL.
   * @param {HTMLElement} holder @param {any} config @param {any} style @param {[number, number] | null} at @param {(at: [number, number]) => void} meant */
  constructor(holder, config, style, at, meant) {
    const from = at ? { center: at, zoom: NEAR } : config.bounds ? { bounds: config.bounds, fitBoundsOptions: { padding: 40, maxZoom: 16 } } : {};
    this.map = new Engine({ container: holder, style, ...from, locale: config.locale, attributionControl: credited(style), dragRotate: false, fadeDuration: 0, maxZoom: 20, validateStyle: false });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl(), "bottom-left");
    this.map.getCanvas().setAttribute("aria-label", config.label);
    this.meant = meant;
    /** @type {Marker | null} */
    this.marker = null;
    this.map.on("click", (event) => meant([event.lngLat.lng, event.lngLat.lat]));
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const middle = this.map.getCenter();
      meant([middle.lng, middle.lat]);
    });
    if (at) this.pin(at);
  }

  /** @param {HTMLElement} holder @param {any} config @param {[number, number] | null} at @param {(at: [number, number]) => void} meant */
  static async open(holder, config, at, meant) {
    if (config.edition === null) throw new Error("no edition");
    const made = new PlaceMap(holder, config, await styleOf(config.edition), at, meant);
    onTheme(() => void styleOf(config.edition).then((next) => made.map.setStyle(next, { diff: false })));
    Object.assign(holder, { live: made });
    return made;
  }

  /** @param {[number, number]} at */
  pin(at) {
    if (this.marker === null) {
      this.marker = new Marker({ color: getComputedStyle(document.documentElement).getPropertyValue("--warn").trim(), draggable: true }).setLngLat(at).addTo(this.map);
      this.marker.on("dragend", () => {
        const moved = /** @type {Marker} */ (this.marker).getLngLat();
        this.meant([moved.lng, moved.lat]);
      });
    }
    this.marker.setLngLat(at);
  }

  /** @param {[number, number]} at */
  fly(at) {
    this.map.jumpTo({ center: at, zoom: Math.max(this.map.getZoom(), NEAR) });
  }
}
