// The ranking table: it answers to mouse and keyboard, and shows what is hovered and chosen elsewhere.

/** @typedef {import("../state/store.js").Store} Store */

const ROWS = "#ranking tr[data-zone]";
/** @param {Event} event @returns {HTMLTableRowElement | null} */
const rowOf = (event) => /** @type {Element} */ (event.target).closest?.(ROWS) ?? null;
/** @param {HTMLTableRowElement | undefined | null} row */
const zoneOf = (row) => (row?.dataset.zone ? Number(row.dataset.zone) : null);

export class Table {
  /** @param {HTMLElement} root @param {Store} store @param {(zone: number | null) => void} choose @param {(zone: number) => Promise<void>} find */
  constructor(root, store, choose, find) {
    this.root = root;
    this.store = store;
    this.choose = choose;
    this.find = find;
    this.handlers = {
      mouseover: (/** @type {Event} */ event) => this.point(event),
      mouseout: (/** @type {Event} */ event) => this.point(event, /** @type {MouseEvent} */ (event).relatedTarget),
      focusin: (/** @type {Event} */ event) => this.point(event),
      focusout: (/** @type {Event} */ event) => rowOf(event) && store.hold({ hover: null }),
      click: (/** @type {Event} */ event) => this.click(event),
      keydown: (/** @type {Event} */ event) => this.press(/** @type {KeyboardEvent} */ (event)),
    };
    /** @type {() => void} */
    this.off = () => undefined;
  }

  connect() {
    for (const [name, handler] of Object.entries(this.handlers)) this.root.addEventListener(name, handler);
    this.off = this.store.subscribe((now, before) => {
      if (now.hover !== before.hover) this.mark("is-hover", now.hover);
      if (now.zone !== before.zone) void this.follow();
    });
    this.refresh();
  }

  disconnect() {
    for (const [name, handler] of Object.entries(this.handlers)) this.root.removeEventListener(name, handler);
    this.off();
  }

  get rows() {
    return /** @type {HTMLTableRowElement[]} */ ([...this.root.querySelectorAll(ROWS)]);
  }

  /** @param {number | null} zone @returns {HTMLTableRowElement | null} */
  row(zone) {
    return zone === null ? null : this.root.querySelector(`${ROWS}[data-zone="${zone}"]`);
  }

  get chosen() {
    return this.store.state.zone ? Number(this.store.state.zone) : null;
  }

  /** One row is in the tab order, the arrow keys go on from there. */
  refresh() {
    this.rove(this.row(this.chosen) ?? this.rows.find((row) => row.contains(document.activeElement)) ?? this.rows[0]);
    this.mark("is-hover", this.store.state.hover);
    this.mark("is-chosen", this.chosen);
  }

  /** @param {HTMLTableRowElement | undefined} active */
  rove(active) {
    for (const row of this.rows) {
      row.tabIndex = row === active ? 0 : -1;
      for (const link of row.querySelectorAll("a")) link.tabIndex = row === active ? 0 : -1;
    }
  }

  /** @param {"is-hover" | "is-chosen"} name @param {number | null} zone */
  mark(name, zone) {
    for (const row of this.root.querySelectorAll(`${ROWS}.${name}`)) {
      row.classList.remove(name);
      if (name === "is-chosen") row.removeAttribute("aria-current");
    }
    const row = this.row(zone);
    row?.classList.add(name);
    if (name === "is-chosen") row?.setAttribute("aria-current", "true");
  }

  /** Show the chosen row, on whatever page of the table it stands. */
  async follow() {
    const zone = this.chosen;
    if (zone !== null && !this.row(zone)) await this.find(zone);
    this.mark("is-chosen", zone);
    const row = this.row(zone);
    if (!row) return;
    this.rove(row);
    row.scrollIntoView({ block: "nearest" });
  }

  /** @param {Event} event @param {EventTarget | null} [to] where the mouse goes */
  point(event, to) {
    const row = rowOf(event);
    if (!row || row.contains(/** @type {Node | null} */ (to ?? null))) return;
    const leaving = event.type === "mouseout";
    this.store.hold({ hover: leaving ? null : zoneOf(row) });
    if (event.type === "focusin") this.rove(row);
  }

  /** @param {Event} event */
  click(event) {
    const row = rowOf(event);
    if (!row || /** @type {Element} */ (event.target).closest("a, button, input")) return;
    const zone = zoneOf(row);
    this.choose(zone === this.chosen ? null : zone);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const row = rowOf(event);
    if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    const { rows } = this;
    const at = rows.indexOf(row);
    const next = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[event.key];
    if (next) next.focus();
    else if (event.key === "Enter" || event.key === " ") this.choose(zoneOf(row));
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
  }
}
