// Classes and states of the zones on the map, by feature-state: geometry stays where it is, figures come and go.
import { MARK, OUTLINES, ZONES } from "./layers.js";

/** @typedef {import("../data/series.js").Series} Series */
/** @typedef {import("../state/store.js").Filter} Filter */

export class Choropleth {
  /** @param {import("./engine.js").Map} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<number, string>} what each zone was last told */
    this.told = new Map();
    /** @type {Map<"hover" | "chosen", number | null>} */
    this.marks = new Map();
    this.outlined = false;
    /** @type {{series: Series, period: number} | null} what the style has been made for */
    this.bornWith = null;
  }

  /** A new style: it brings these figures with it (layers.js), and remembers nothing else. @param {Series} series @param {number} period */
  born(series, period) {
    this.told = new Map(series.zones.map(({ id }, place) => [id, `${series.classAt(place, period)} ${series.state(place, period)} false`]));
    this.marks.clear();
    this.outlined = false;
    this.bornWith = { series, period };
  }

  /** A style that replaces another keeps what zones were told before, and that would stand above what it brings. */
  forget() {
    this.map.removeFeatureState({ source: ZONES.source, sourceLayer: ZONES["source-layer"] });
    this.map.removeFeatureState({ source: "figures" });
  }

  /** @param {Series} series @param {number} period @param {(Filter | null)[]} filters zones that do not pass them all are dimmed */
  paint(series, period, filters) {
    const { bornWith } = this;
    if (series !== bornWith?.series || period !== bornWith.period) {
      for (const state of series.occurring) if (series.occurs(state, period)) this.bring(`${MARK}${state}`);
    }
    series.zones.forEach(({ id }, place) => {
      const cls = series.classAt(place, period);
      const st = series.state(place, period);
      const dim = !filters.every((filter) => series.passes(place, period, filter));
      const now = `${cls} ${st} ${dim}`;
      if (this.told.get(id) === now) return;
      const dimmed = this.told.get(id)?.endsWith("true") ?? false;
      this.told.set(id, now);
      this.map.setFeatureState(target(id), { cls, st, dim });
      if (dim !== dimmed) this.map.setFeatureState({ source: "figures", id }, { dim });
    });
  }

  /** A layer that the first drawing did without, or with the zones of its own time. @param {string} id */
  bring(id) {
    if (!this.map.getLayer(id)) return;
    if (this.map.getFilter(id)) this.map.setFilter(id, null);
    if (this.map.getLayoutProperty(id, "visibility") === "none") this.map.setLayoutProperty(id, "visibility", "visible");
  }

  /** The outlines are clear while nothing is marked. */
  reveal() {
    const wanted = [...this.marks.values()].some((one) => one !== null);
    if (wanted === this.outlined || !this.map.getLayer(OUTLINES[0])) return;
    this.outlined = wanted;
    for (const layer of OUTLINES) this.map.setPaintProperty(layer, "line-opacity", wanted ? 1 : 0);
  }

  /** @param {"hover" | "chosen"} name @param {number | null} zone */
  mark(name, zone) {
    const before = this.marks.get(name) ?? null;
    if (before === zone) return;
    this.marks.set(name, zone);
    if (before !== null) this.map.setFeatureState(target(before), { [name]: false });
    if (zone !== null) this.map.setFeatureState(target(zone), { [name]: true });
    this.reveal();
  }
}

/** @param {number} id */
const target = (id) => ({ source: ZONES.source, sourceLayer: ZONES["source-layer"], id });
