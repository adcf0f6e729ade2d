// Time: steps, arrow keys and play. Moving sends nothing but what the map already has; the table follows when it rests.

/** @typedef {import("../state/store.js").Store} Store */
/** @typedef {import("../state/place.js").Place} Place */
/** @typedef {import("../data/measured.js").Measured} Measured */

const REST_MS = 600;
const BEAT_MS = 1300;

/** The period of the other side moves along where it is another measure of the same time.
 * @param {string} compare @param {string} from @param {string} to @param {string} measure */
export function along(compare, from, to, measure) {
  const [other, period] = compare.split("@");
  return other && other !== measure && period === from ? `${other}@${to}` : compare;
}

export class Slider {
  /** @param {HTMLElement} root @param {Store} store @param {Place} place @param {Measured} measured */
  constructor(root, store, place, measured) {
    this.root = root;
    this.store = store;
    this.place = place;
    this.measured = measured;
    this.timer = 0;
    this.beat = 0;
    this.held = false;
    this.clicked = (/** @type {Event} */ event) => this.click(event);
    this.slid = (/** @type {Event} */ event) => this.slide(event);
    this.grasped = (/** @type {Event} */ event) => void (this.held = event.target === this.range);
    this.released = () => {
      this.held = false;
      if (store.state.moving && !this.beat) this.rest();
    };
  }

  connect() {
    this.root.addEventListener("click", this.clicked);
    this.root.addEventListener("input", this.slid);
    this.root.addEventListener("pointerdown", this.grasped);
    addEventListener("pointerup", this.released);
    this.show();
  }

  disconnect() {
    this.root.removeEventListener("click", this.clicked);
    this.root.removeEventListener("input", this.slid);
    this.root.removeEventListener("pointerdown", this.grasped);
    removeEventListener("pointerup", this.released);
    this.pause();
    clearTimeout(this.timer);
  }

  /** @returns {HTMLInputElement | null} */
  get range() {
    return this.root.querySelector("#slider input[type=range]");
  }

  get still() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** @param {Event} event */
  click(event) {
    const button = /** @type {Element} */ (event.target).closest("#slider [data-step], #slider [data-play]");
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (button.dataset.step !== undefined) this.step(Number(button.dataset.step));
    else if (this.beat) this.pause();
    else this.play();
  }

  /** @param {Event} event */
  slide(event) {
    if (event.target === this.range && this.range) this.to(Number(this.range.value));
  }

  /** @param {number} by @returns {boolean} whether there was a period to go to */
  step(by) {
    return this.to(this.measured.at + by);
  }

  /** @param {number} index */
  to(index) {
    const { series } = this.measured;
    const period = series?.periods[index];
    if (!series || !period) return false;
    const { state } = this.store;
    const until = state.until || series.periods[series.periods.length - 1].key;
    const compare = along(state.compare, state.period, period.key, state.measure);
    this.store.put({ ...state, period: period.key, until, compare, moving: true });
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => !this.held && !this.beat && this.rest(), REST_MS);
    return true;
  }

  rest() {
    clearTimeout(this.timer);
    this.place.keep(true);
    this.store.hold({ moving: false });
  }

  /** From the end it begins anew. Nothing runs by itself for who wants less motion. */
  play() {
    if (this.still || !this.measured.series) return;
    const { length } = this.measured.series.periods;
    if (this.measured.at >= length - 1) this.to(0);
    this.beat = setInterval(() => this.step(1) || this.pause(), BEAT_MS);
    this.show();
  }

  pause() {
    if (!this.beat) return;
    clearInterval(this.beat);
    this.beat = 0;
    this.show();
    if (this.store.state.moving) this.rest();
  }

  /** The control says the period in words, whoever moved it. */
  show() {
    const { range } = this;
    const { series, at } = this.measured;
    const play = /** @type {HTMLElement | null} */ (this.root.querySelector("#slider [data-play]"));
    play?.setAttribute("aria-pressed", String(Boolean(this.beat)));
    if (play) play.hidden = this.still;
    if (!range || !series) return;
    range.value = String(at);
    range.setAttribute("aria-valuetext", series.periods[at].label);
    for (const told of this.root.querySelectorAll("#slider output")) told.textContent = series.periods[at].label;
  }
}
