// What is known of one point, in a card over the map. All values are put in as text.
import { Latest, json, overtaken } from "../data/fetch.js";
import { Marker } from "../canvas/engine.js";

/** @typedef {{title: string, rows: [string, string][], link?: {href: string, label: string} | null}} Known */

export class PointCard {
  /** @param {HTMLElement} holder @param {string} address @param {import("../data/words.js").Words} words @param {(failure: unknown) => void} failed */
  constructor(holder, address, words, failed) {
    this.address = address;
    this.words = words;
    this.failed = failed;
    this.latest = new Latest();
    this.card = document.createElement("section");
    this.card.className = "map-card";
    this.card.hidden = true;
    this.card.setAttribute("aria-live", "polite");
    this.card.setAttribute("aria-label", words("point"));
    holder.append(this.card);
    /** @type {Marker | null} */
    this.marker = null;
    /** @type {HTMLElement | null} where the focus goes back to */
    this.from = null;
  }

  get open() {
    return !this.card.hidden;
  }

  /** @param {import("../canvas/engine.js").Map} map @param {{kind: string, ref: string, edition: string}} point @param {[number, number]} at */
  async show(map, { kind, ref, edition }, at) {
    this.from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.place(map, at);
    try {
      this.draw(await this.latest.ask((signal) => json(`${this.address}/${kind}/${encodeURIComponent(ref)}?edition=${edition}`, signal)));
    } catch (failure) {
      if (overtaken(failure)) return;
      this.close();
      this.failed(failure);
    }
  }

  /** @param {import("../canvas/engine.js").Map} map @param {[number, number]} at */
  place(map, at) {
    this.marker?.remove();
    const pin = document.createElement("i");
    pin.className = "map-pin";
    this.marker = new Marker({ element: pin }).setLngLat(at).addTo(map);
  }

  /** @param {Known} known */
  draw({ title, rows, link }) {
    const heading = document.createElement("h2");
    heading.textContent = title;
    const list = document.createElement("dl");
    for (const [label, value] of rows) {
      const term = document.createElement("dt");
      const told = document.createElement("dd");
      term.textContent = label;
      told.textContent = value;
      list.append(term, told);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "map-card-close";
    close.setAttribute("aria-label", this.words("close"));
    close.textContent = "×";
    close.addEventListener("click", () => this.close());
    this.card.replaceChildren(close, heading, list, ...(link ? [anchor(link)] : []));
    this.card.hidden = false;
  }

  close() {
    this.latest.drop();
    this.marker?.remove();
    this.marker = null;
    if (!this.open) return;
    const inside = this.card.contains(document.activeElement);
    this.card.hidden = true;
    if (inside) this.from?.focus();
  }
}

/** @param {{href: string, label: string}} link */
function anchor({ href, label }) {
  const made = document.createElement("a");
  // Only our own pages: whatever else stands there is no address to follow.
  if (href.startsWith("/") && !href.startsWith("//")) made.href = href;
  made.textContent = label;
  return made;
}
