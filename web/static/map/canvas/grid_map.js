// One map: the server's base with our layers, dressed anew when theme, level or edition change.
import { Map as Engine, NavigationControl, ScaleControl } from "./engine.js";
import { Choropleth } from "./choropleth.js";
import { credited } from "./credit.js";
import { Figures } from "./figures.js";
import { held } from "./held.js";
import { MARK, SCALE, ZONES, compose, outlines } from "./layers.js";
import { PointLayers } from "./point_layers.js";

/** @typedef {import("../data/series.js").Series} Series */
/** @typedef {import("../state/camera.js").Camera} Camera */
/** @typedef {import("./colours.js").Colours} Colours */
/** @typedef {{base: any, colours: Colours, images: Record<string, any>, states: readonly string[], series: Series, period: number}} Dress */
/** @typedef {{camera: Camera | null, bounds: [number, number, number, number] | null, locale: Record<string, string>, controls?: boolean}} Start */

const PADDING_PX = 28;
const IMAGE_RATIO = 2;

export class GridMap {
  /**
   * Raises where the browser has no WebGL.
   * @param {HTMLElement} holder @param {Dress} dress @param {Start} start
   */
  constructor(holder, dress, start) {
    const { camera, bounds, locale } = start;
    const from = camera ? { center: /** @type {[number, number]} */ ([camera.lon, camera.lat]), zoom: camera.zoom } : bounds ? { bounds, fitBoundsOptions: { padding: PADDING_PX } } : {};
    this.map = new Engine({
      container: holder,
      style: compose(dress),
      ...from,
      locale,
      attributionControl: credited(dress.base),
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      fadeDuration: 0,
      validateStyle: false,
      minZoom: 6,
      maxZoom: 19,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    if (start.controls !== false) this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl(), "bottom-right");
    this.letters = 1;
    this.outlined = false;
    this.choropleth = new Choropleth(this.map);
    this.choropleth.born(dress.series, dress.period);
    this.figures = new Figures(this.map, () => this.letters);
    this.points = new PointLayers(this.map);
    this.colours = dress.colours;
    this.figures.connect();
    /** @type {Promise<void>} the style stands: figures can be told */
    this.styled = new Promise((done) => void this.map.once("style.load", () => done()));
    void this.styled.then(() => this.hang(dress.images));
    /** @type {Promise<void>} what was there to be drawn has come */
    this.come = held(this.map);
  }

  remove() {
    this.figures.disconnect();
    this.map.remove();
  }

  /** @param {Record<string, any>} images the marks of zones without a value, by state */
  hang(images) {
    for (const [state, image] of Object.entries(images)) {
      const name = `s-${state}`;
      if (this.map.hasImage(name)) this.map.updateImage(name, image);
      else this.map.addImage(name, image, { pixelRatio: IMAGE_RATIO });
    }
  }

  /** Everything that can be seen is drawn. @returns {Promise<void>} */
  async drawn() {
    await this.come;
    return new Promise((done) => {
      this.map.once("idle", () => done());
      this.map.triggerRepaint();
    });
  }

  /** Another theme, level or edition: the camera stays. @param {Dress} dress */
  async dress(dress) {
    this.points.clear();
    this.colours = dress.colours;
    this.map.setStyle(compose(dress), { diff: true, validate: false });
    if (!this.map.getSource(ZONES.source)) await new Promise((done) => this.map.once("style.load", done));
    this.hang(dress.images);
    this.choropleth.forget();
    this.choropleth.born(dress.series, dress.period);
    if (this.outlined) this.outline();
    this.figures.forget();
    this.grow(this.letters);
  }

  /** The lines of what is pointed at, and marks of states that come at other times: laid out once the first drawing
   * stands, which can do without them. */
  outline() {
    this.outlined = true;
    for (const id of this.map.getLayersOrder()) if (id.startsWith(MARK)) this.choropleth.bring(id);
    for (const layer of outlines(this.colours)) if (!this.map.getLayer(layer.id)) this.map.addLayer(layer);
    this.choropleth.reveal();
  }

  /** @param {Series} series @param {number} period @param {(import("../state/store.js").Filter | null)[]} filters */
  paint(series, period, filters) {
    this.choropleth.paint(series, period, filters);
    this.figures.fit();
  }

  /** Letters for a screen that is read from far off. @param {number} scale */
  grow(scale) {
    this.letters = scale;
    this.map.setGlobalStateProperty(SCALE, scale);
    this.figures.forget();
    this.figures.fit();
  }

  /** @returns {Camera} */
  get camera() {
    const { lng, lat } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lon: lng };
  }

  /** At once, without flight. @param {Camera} camera */
  stand({ zoom, lat, lon }) {
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  /** Fly there; who wants less motion is there at once. @param {[number, number]} at @param {number} [zoom] */
  fly(at, zoom) {
    const target = { center: at, zoom: zoom ?? this.map.getZoom() };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.map.jumpTo(target);
    else this.map.easeTo({ ...target, duration: 700 });
  }

  /** Move only if the place cannot be seen. @param {[number, number]} at */
  reveal(at) {
    if (!this.map.getBounds().contains(at)) this.fly(at);
  }
}
