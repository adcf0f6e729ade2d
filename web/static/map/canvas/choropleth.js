// Classes and states of the zones on the map, by feature-state: geometry stays where it is, figures come and go.
import { ZONES } from "./layers.js";

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
  }

  /** After a new style nothing is remembered by the map. */
  forget() {
    this.told.clear();
    this.marks.clear();
  }

  /** @param {Series} series @param {number} period @param {(Filter | null)[]} filters zones that do not pass them all are dimmed */
  paint(series, period, filters) {
    series.zones.forEach(({ id }, place) => {
      const cls = series.classAt(place, period);
      const st = series.state(place, period);
      const dim = !filters.every((filter) => series.passes(place, period, filter));
      const now = `${cls} ${st} ${dim}`;
      if (this.told.get(id) === now) return;
      this.told.set(id, now);
      this.map.setFeatureState(target(id), { cls, st, dim });
      this.map.setFeatureState({ source: "figures", id }, { dim });
    });
  }

  /** @param {"hover" | "chosen"} name @param {number | null} zone */
  mark(name, zone) {
    const before = this.marks.get(name) ?? null;
    if (before === zone) return;
    this.marks.set(name, zone);
    if (before !== null) this.map.setFeatureState(target(before), { [name]: false });
    if (zone !== null) this.map.setFeatureState(target(zone), { [name]: true });
  }
}

/** @param {number} id */
const target = (id) => ({ source: ZONES.source, sourceLayer: ZONES["source-layer"], id });
