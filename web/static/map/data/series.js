// The figures of one measure: zones by periods, as /api/values tells them.

/** @typedef {"value" | "unranked" | "zero" | "no_data" | "withheld" | "not_applicable"} StateName */
/** @typedef {{id: number, name: string, at: [number, number], room?: number}} Zone */
/** @typedef {{key: string, label: string, from?: string, to?: string}} Period */
/**
 * @typedef {object} Answer what /api/values sends, its zones one by one (zones.js)
 * @property {{key: string, title: string, unit: string, direction: string, decimals: number}} measure
 * @property {string} level @property {number | string} edition
 * @property {number[]} breaks @property {boolean} banded
 * @property {Period[]} periods @property {number} at
 * @property {Zone[]} zones
 * @property {(number | null)[][]} values @property {string[]} states
 * @property {string[][]} [texts] @property {(number | null)[]} ranks
 */
/** @typedef {import("../state/store.js").Filter} Filter */

/** @type {Record<string, StateName>} */
const NAMES = { v: "value", u: "unranked", z: "zero", w: "withheld", d: "no_data", a: "not_applicable" };
/** Figures too little for a rank: they have their class, and a mark above it. */
export const UNRANKED = /** @type {const} */ ("unranked");
/** The states that are no value: a mark stands for the colour. */
export const MARKED = /** @type {const} */ (["zero", "no_data", "withheld", "not_applicable"]);

/** @param {number} value @param {number[]} breaks rims, rising @returns {number} the class [lo, hi), the top one closed; -1 beyond the rims */
export function classOf(value, breaks) {
  const last = breaks.length - 2;
  if (last < 0 || value < breaks[0] || value > breaks[last + 1]) return -1;
  for (let i = last; i > 0; i -= 1) if (value >= breaks[i]) return i;
  return 0;
}

export class Series {
  /** @param {Answer} answer @param {Intl.NumberFormat} numbers */
  constructor(answer, numbers) {
    this.answer = answer;
    this.numbers = numbers;
    /** @type {Map<number, number>} where each zone stands in the lists */
    this.places = new Map(answer.zones.map((zone, i) => [zone.id, i]));
    this.clamped = false;
    this.classes = Math.max(0, answer.breaks.length - 1);
  }

  /** The same figures in another series' classes; what lies beyond their rims falls into the outermost. @param {number[]} breaks @returns {Series} */
  under(breaks) {
    const twin = new Series({ ...this.answer, breaks }, this.numbers);
    twin.clamped = true;
    return twin;
  }

  /** The marks that occur in any of its periods. @returns {import("../../shell/hatch.js").State[]} */
  get occurring() {
    const letters = new Set(this.answer.states.join(""));
    return [...MARKED, UNRANKED].filter((state) => [...letters].some((letter) => NAMES[letter] === state));
  }

  /** Whether any zone is in a state at that time. @param {string} state @param {number} period */
  occurs(state, period) {
    return [...new Set(this.answer.states[period] ?? "")].some((letter) => NAMES[letter] === state);
  }

  get zones() {
    return this.answer.zones;
  }

  get periods() {
    return this.answer.periods;
  }

  /** @param {string} key @returns {number} where the period stands; the answer's own where the key is not in the series */
  indexOf(key) {
    const found = this.periods.findIndex((period) => period.key === key);
    return found < 0 ? this.answer.at : found;
  }

  /** @param {number} place @param {number} period @returns {StateName} */
  state(place, period) {
    return NAMES[this.answer.states[period]?.[place] ?? "d"] ?? "no_data";
  }

  /** @param {number} place @param {number} period @returns {number} the class, -1 for a zone without a value */
  classAt(place, period) {
    const value = this.answer.values[period]?.[place];
    if (value === null || value === undefined || !["value", UNRANKED].includes(this.state(place, period))) return -1;
    const { breaks } = this.answer;
    return classOf(this.clamped ? Math.min(Math.max(value, breaks[0]), breaks[this.classes]) : value, breaks);
  }

  /** @param {number} place @param {number} period @returns {string} the figure as people read it, "" where there is none */
  text(place, period) {
    const given = this.answer.texts?.[period]?.[place];
    if (given) return given;
    const value = this.answer.values[period]?.[place];
    const state = this.state(place, period);
    return ["value", "zero", UNRANKED].includes(state) && typeof value === "number" ? this.numbers.format(value) : "";
  }

  /** @param {number} place @param {number} period @param {Filter | null} filter @returns {boolean} whether the zone passes */
  passes(place, period, filter) {
    if (!filter) return true;
    if ("state" in filter) return this.state(place, period) === filter.state;
    const found = this.classAt(place, period);
    return found >= filter.from && found <= filter.to;
  }

  /** @param {number} period @returns {{classes: number[], states: Record<string, number>}} how many zones stand in each */
  counts(period) {
    const classes = new Array(this.classes).fill(0);
    /** @type {Record<string, number>} */
    const states = Object.fromEntries(MARKED.map((name) => [name, 0]));
    for (let place = 0; place < this.zones.length; place += 1) {
      const found = this.classAt(place, period);
      if (found >= 0) classes[found] += 1;
      else states[this.state(place, period)] = (states[this.state(place, period)] ?? 0) + 1;
    }
    return { classes, states };
  }
}
