// The server's part of the page: drawn anew by the server, put in place here, without the map noticing.
import { KEYS, boardQuery, read, write } from "../state/address.js";
import { Latest, fragment, overtaken } from "../data/fetch.js";
import { readConfig } from "../data/config.js";

/** @typedef {import("../state/address.js").View} View */

const SWAPPED = ["head", "board-files", "controls", "legend", "ranking-pane", "slider", "map-config", "map-svg"];
/** What the map and not the server's part decides; a link drawn earlier does not bring it back. */
const LATER = /** @type {const} */ (["zone", "view", "points"]);

/** @param {Element} lost @returns {string} how to find its like in the new part */
function likeness(lost) {
  if (lost.id) return `#${CSS.escape(lost.id)}`;
  for (const name of ["name", "data-zone", "data-class", "data-state", "data-sort", "data-step", "data-play", "href"]) {
    const value = lost.getAttribute(name);
    if (value !== null) return `${lost.tagName}[${name}="${CSS.escape(value)}"]`;
  }
  const home = lost.closest("[id]");
  const type = lost.getAttribute("type");
  return home && type ? `#${CSS.escape(home.id)} ${lost.tagName}[type="${CSS.escape(type)}"]` : "";
}

/** What a reader can choose in a form; what it carries unseen may be older than the page.
 * @param {HTMLFormElement} form */
function chosenIn(form) {
  const query = new URLSearchParams();
  for (const field of form.elements)
    if ((field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== "hidden")) && field.name) query.set(field.name, field.value);
  return query;
}

export class Board {
  /**
   * @param {HTMLElement} root @param {import("../state/store.js").Store} store
   * @param {import("../state/place.js").Place} place @param {(failure: unknown) => void} failed
   */
  constructor(root, store, place, failed) {
    this.root = root;
    this.store = store;
    this.place = place;
    this.failed = failed;
    this.latest = new Latest();
    this.query = boardQuery(store.state);
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.clicked = (/** @type {MouseEvent} */ event) => this.click(event);
    this.changed = (/** @type {Event} */ event) => this.form(event);
    /** @type {() => void} */
    this.off = () => undefined;
  }

  connect() {
    this.root.addEventListener("click", this.clicked);
    this.root.addEventListener("submit", this.changed);
    this.root.addEventListener("change", this.changed);
    this.off = this.store.subscribe(() => void this.follow());
  }

  disconnect() {
    this.root.removeEventListener("click", this.clicked);
    this.root.removeEventListener("submit", this.changed);
    this.root.removeEventListener("change", this.changed);
    this.off();
    this.latest.drop();
  }

  /** @param {() => void} listener told after each swap */
  subscribe(listener) {
    this.listeners.add(listener);
  }

  /** Links to this page show something else of it; all others lead away as ever. @param {MouseEvent} event */
  click(event) {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return;
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.pathname !== location.pathname || to.searchParams.has("lang") || to.hash) return;
    event.preventDefault();
    this.place.go(this.kept(read(to.search)));
  }

  /** The controls act at once; their button is for who has no modules. @param {Event} event */
  form(event) {
    const form = /** @type {Element} */ (event.target).closest("form");
    if (!form || form.method !== "get" || new URL(form.action).pathname !== location.pathname) return;
    if (event.type === "submit") event.preventDefault();
    else if (event.target instanceof HTMLInputElement && event.target.type === "search") return;
    const query = chosenIn(form);
    const asked = read(`?${query}`);
    /** @type {Partial<View>} */
    const change = {};
    for (const key of KEYS) if (query.has(key)) change[key] = asked[key];
    // Another period than the one chosen starts another series, and another kind of period as well.
    if (change.period !== undefined && change.period !== this.store.state.period) change.until = "";
    const kind = event.target instanceof HTMLElement ? event.target.getAttribute("name") : "";
    if (kind && !(kind in asked)) return void this.redraw(query);
    this.place.go(change);
  }

  /** A choice that only the server can resolve, such as the kind of period. @param {URLSearchParams} query */
  async redraw(query) {
    await this.fetch(String(query));
    const { state } = readConfig(document);
    this.query = boardQuery({ ...this.store.state, ...state });
    this.place.go(this.kept(/** @type {View} */ ({ ...this.store.state, ...state })));
  }

  /** @param {View} view @returns {View} */
  kept(view) {
    const now = this.store.state;
    return { ...view, ...Object.fromEntries(LATER.map((key) => [key, now[key]])) };
  }

  /** Draw anew what no longer fits to the state; while time runs it waits. */
  async follow() {
    if (this.store.state.moving) return;
    const query = boardQuery(this.store.state);
    if (query === this.query) return;
    this.query = query;
    await this.fetch(write(this.store.state).slice(1));
  }

  /** Ask for the same with the server's own map, now and from here on. */
  async drawn() {
    await this.fetch(`${write(this.store.state).slice(1)}&map=drawn`);
  }

  /** Turn the table to the page that holds a zone. @param {number} zone @returns {Promise<void>} */
  async find(zone) {
    await this.fetch(write({ ...this.store.state, zone: String(zone), page: "" }).slice(1));
    const page = readConfig(document).state.page ?? "";
    this.query = boardQuery({ ...this.store.state, page });
    this.place.stay({ page });
  }

  /** @param {string} query without "?" */
  async fetch(query) {
    this.root.setAttribute("aria-busy", "true");
    try {
      const address = `${location.pathname}?${query ? `${query}&` : ""}part=board`;
      this.swap(await this.latest.ask((signal) => fragment(address, signal)));
      this.root.removeAttribute("aria-busy");
    } catch (failure) {
      if (overtaken(failure)) return;
      this.root.removeAttribute("aria-busy");
      this.query = "";
      this.failed(failure);
    }
  }

  /** @param {Document} fresh */
  swap(fresh) {
    const held = document.activeElement;
    const mark = held && this.root.contains(held) ? likeness(held) : "";
    const scroll = this.root.querySelector(".table-scroll")?.scrollTop ?? 0;
    for (const id of SWAPPED) {
      const now = document.getElementById(id);
      const next = fresh.getElementById(id);
      if (now && next) now.replaceWith(next);
    }
    // The server's drawing comes late: only a browser that can't draw for itself asks for it.
    const drawing = fresh.getElementById("map-fallback");
    if (drawing && !document.getElementById("map-fallback")) document.getElementById("map")?.after(drawing);
    const board = fresh.querySelector("#board");
    if (board) for (const { name, value } of board.attributes) if (name.startsWith("data-")) this.root.setAttribute(name, value);
    const box = this.root.querySelector(".table-scroll");
    if (box) box.scrollTop = scroll;
    if (mark && held && !held.isConnected) /** @type {HTMLElement | null} */ (this.root.querySelector(mark))?.focus({ preventScroll: true });
    for (const listener of [...this.listeners]) listener();
  }
}
