// Search by code, name or address: a combobox over the server's search; Enter without a choice filters the table.
import { Latest, json, overtaken } from "../data/fetch.js";

/** @typedef {{kind: "zone" | "street" | "household", label: string, detail: string, level?: string, id?: number, at: [number, number]}} Hit */

const WAIT_MS = 180;
const LEAST = 1;

export class Search {
  /**
   * @param {HTMLInputElement} input @param {string} address
   * @param {{edition: () => string, open: (hit: Hit) => void, say: (key: string, figures?: Record<string, number>) => void, label: string}} acts
   */
  constructor(input, address, acts) {
    this.input = input;
    this.address = address;
    this.acts = acts;
    this.latest = new Latest();
    this.timer = 0;
    this.active = -1;
    /** @type {Hit[]} */
    this.hits = [];
    this.list = document.createElement("ul");
    this.list.id = "search-hits";
    this.list.className = "options hits";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", acts.label);
    this.list.hidden = true;
    this.typed = () => this.type();
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.press(event);
    this.left = () => this.close();
    // Pressing must not take the focus from the field, or the list closes before the click.
    this.grasped = (/** @type {Event} */ event) => event.preventDefault();
    this.clicked = (/** @type {Event} */ event) => this.click(event);
  }

  connect() {
    const { input } = this;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", autocomplete: "off" })) input.setAttribute(name, value);
    (input.closest(".find") ?? input).after(this.list);
    input.addEventListener("input", this.typed);
    input.addEventListener("keydown", this.pressed);
    input.addEventListener("blur", this.left);
    this.list.addEventListener("mousedown", this.grasped);
    this.list.addEventListener("click", this.clicked);
  }

  disconnect() {
    const { input } = this;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete", "aria-activedescendant", "autocomplete"]) input.removeAttribute(name);
    input.removeEventListener("input", this.typed);
    input.removeEventListener("keydown", this.pressed);
    input.removeEventListener("blur", this.left);
    this.latest.drop();
    clearTimeout(this.timer);
    this.list.remove();
  }

  type() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), WAIT_MS);
  }

  async look() {
    const q = this.input.value.trim();
    if (q.length < LEAST) return this.close();
    const query = new URLSearchParams({ q, edition: this.acts.edition() });
    try {
      this.draw(await this.latest.ask((signal) => json(`${this.address}?${query}`, signal)));
    } catch (failure) {
      if (overtaken(failure)) return;
      this.close();
      this.acts.say("search_failed");
    }
  }

  /** Hits are words of others: put in as text, never as markup. @param {Hit[]} hits */
  draw(hits) {
    this.hits = hits;
    this.list.replaceChildren(
      ...hits.map((hit, i) => {
        const item = document.createElement("li");
        item.id = `hit-${i}`;
        item.setAttribute("role", "option");
        item.dataset.kind = hit.kind;
        const label = document.createElement("b");
        label.textContent = hit.label;
        const detail = document.createElement("small");
        detail.textContent = hit.detail;
        item.append(label, " ", detail);
        return item;
      }),
    );
    this.list.hidden = !hits.length;
    this.input.setAttribute("aria-expanded", String(Boolean(hits.length)));
    this.acts.say(hits.length ? "search_hits" : "search_none", { n: hits.length });
    this.point(-1);
  }

  /** @param {number} index */
  point(index) {
    this.active = index;
    [...this.list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === index));
      if (i === index) item.scrollIntoView({ block: "nearest" });
    });
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `hit-${index}`);
  }

  close() {
    clearTimeout(this.timer);
    this.latest.drop();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { length } = this.hits;
    const open = !this.list.hidden;
    if (event.isComposing) return;
    if (event.key === "Escape" && open) this.close();
    else if (event.key === "ArrowDown" && length) this.step(open ? 1 : 0);
    else if (event.key === "ArrowUp" && length) this.step(open ? -1 : 0);
    else if (event.key === "Enter" && open && this.active >= 0) this.open(this.active);
    else return void (event.key === "Enter" && this.close());
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} by */
  step(by) {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const { length } = this.hits;
    this.point(by === 0 ? 0 : this.active < 0 && by < 0 ? length - 1 : (this.active + by + length) % length);
  }

  /** @param {Event} event */
  click(event) {
    const item = /** @type {Element} */ (event.target).closest("li");
    if (item) this.open([...this.list.children].indexOf(item));
  }

  /** @param {number} index */
  open(index) {
    const hit = this.hits[index];
    this.close();
    this.input.value = hit.label;
    this.acts.open(hit);
  }
}
