// The legend is a histogram: pointing at a class lights its zones, choosing it filters, dragging over classes takes a range.
import { sameFilter } from "../data/filter.js";

/** @typedef {import("../state/store.js").Filter} Filter */
/** @typedef {import("../data/series.js").Series} Series */

const NARROW = "(max-width: 52rem)";
const PARTS = "[data-class], [data-state]";
/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const partOf = (target) => (target instanceof Element ? target.closest(PARTS) : null);

/** @param {HTMLElement | null} part @returns {Filter | null} */
function filterOf(part) {
  if (part?.dataset.state) return { state: part.dataset.state };
  if (part?.dataset.class === undefined) return null;
  return { from: Number(part.dataset.class), to: Number(part.dataset.class) };
}

export class Legend {
  /** @param {() => HTMLElement | null} find the legend, which the server may have drawn anew
   * @param {{light: (filter: Filter | null) => void, pick: (filter: Filter | null) => void, picked: () => Filter | null}} acts */
  constructor(find, acts) {
    this.find = find;
    this.acts = acts;
    this.numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);
    /** @type {HTMLElement | null} */
    this.root = null;
    /** @type {HTMLElement | null} where a drag began */
    this.pressed = null;
    /** @type {Filter | null} */
    this.range = null;
    /** @type {Record<string, (event: any) => void>} */
    this.handlers = {
      pointerdown: (event) => this.press(event),
      pointerover: (event) => this.over(event),
      pointerleave: () => this.leave(),
      focusin: (event) => acts.light(filterOf(partOf(event.target))),
      focusout: () => acts.light(null),
      click: (event) => this.click(event),
      keydown: (event) => this.space(event),
      dragstart: (event) => event.preventDefault(),
    };
    this.released = () => this.release();
    // Over a phone's small map the legend is folded; whoever opens it finds it open after every swap.
    this.open = !matchMedia(NARROW).matches;
    this.folded = (/** @type {Event} */ event) => void (this.open = /** @type {HTMLDetailsElement} */ (event.target).open);
  }

  connect() {
    this.root = this.find();
    const fold = this.root?.querySelector("details");
    if (fold) fold.open = this.open;
    fold?.addEventListener("toggle", this.folded);
    for (const [name, handler] of Object.entries(this.handlers)) this.root?.addEventListener(name, handler);
    addEventListener("pointerup", this.released);
    // Links without modules, buttons with them: they no longer lead to another page.
    for (const part of this.parts) {
      part.setAttribute("role", "button");
      part.removeAttribute("aria-current");
    }
    this.show();
  }

  disconnect() {
    for (const [name, handler] of Object.entries(this.handlers)) this.root?.removeEventListener(name, handler);
    this.root?.querySelector("details")?.removeEventListener("toggle", this.folded);
    removeEventListener("pointerup", this.released);
  }

  get parts() {
    return /** @type {HTMLElement[]} */ ([...(this.root?.querySelectorAll(PARTS) ?? [])]);
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button) return;
    this.pressed = partOf(event.target);
    this.range = null;
    // A touch is bound to where it began; the drag must see what lies under the finger.
    if (this.pressed?.hasPointerCapture(event.pointerId)) this.pressed.releasePointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  over(event) {
    const here = filterOf(partOf(event.target));
    const start = filterOf(this.pressed);
    if (here && start && "from" in here && "from" in start && !sameFilter(here, start)) {
      this.range = { from: Math.min(start.from, here.from), to: Math.max(start.to, here.to) };
      this.show(this.range);
    } else if (start && here && sameFilter(here, start) && this.range) this.show((this.range = here));
    this.acts.light(this.range ?? here);
  }

  leave() {
    if (!this.pressed) this.acts.light(null);
  }

  /** The end of a drag; a plain press is left to the click. */
  release() {
    if (this.range) this.acts.pick(this.range);
    if (this.pressed) this.acts.light(null);
    this.pressed = null;
  }

  /** A button answers to the space bar too. @param {KeyboardEvent} event */
  space(event) {
    const part = partOf(event.target);
    if (event.key !== " " || !part) return;
    event.preventDefault();
    part.click();
  }

  /** @param {MouseEvent} event */
  click(event) {
    const part = partOf(event.target);
    if (!part) return;
    event.preventDefault();
    event.stopPropagation();
    const dragged = this.range;
    this.range = null;
    if (dragged) return;
    const filter = filterOf(part);
    this.acts.pick(sameFilter(filter, this.acts.picked()) ? null : filter);
  }

  /** @param {Filter | null} [filter] */
  show(filter = this.acts.picked()) {
    for (const part of this.parts) {
      const own = filterOf(part);
      const inside =
        filter && own && ("state" in filter ? sameFilter(filter, own) : "from" in own && own.from >= filter.from && own.to <= filter.to);
      part.setAttribute("aria-pressed", String(Boolean(inside)));
    }
  }

  /** While time runs the counts follow; the classes stay. @param {Series} series @param {number} period */
  count(series, period) {
    const { classes, states } = series.counts(period);
    const most = Math.max(1, ...classes);
    for (const part of this.parts) {
      const n = part.dataset.state ? states[part.dataset.state] ?? 0 : classes[Number(part.dataset.class)] ?? 0;
      const told = part.querySelector(".count");
      if (told) told.textContent = this.numbers.format(n);
      part.dataset.count = String(n);
      part.querySelector("rect")?.setAttribute("width", ((100 * n) / most).toFixed(1));
    }
  }
}
