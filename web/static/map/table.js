// @ts-check
// The ranking table that the server drew: it answers to hover, choice and keyboard.

/** @typedef {(zone: number | null) => void} Told */

export class RankingTable {
  /** @param {HTMLTableElement | null} table */
  constructor(table) {
    /** @type {Map<number, HTMLTableRowElement>} */
    this.rows = new Map();
    for (const row of table?.tBodies[0]?.rows ?? []) this.rows.set(Number(row.dataset.zone), row);
  }

  /** @returns {Map<number, number>} class by zone, -1 where there is no figure */
  classes() {
    return new Map([...this.rows].map(([zone, row]) => [zone, Number(row.dataset.class)]));
  }

  /** @param {number} zone */
  name(zone) {
    return this.rows.get(zone)?.querySelector("th a")?.textContent ?? "";
  }

  /** @param {Told} hover @param {Told} choose */
  listen(hover, choose) {
    for (const [zone, row] of this.rows) {
      row.addEventListener("mouseenter", () => hover(zone));
      row.addEventListener("mouseleave", () => hover(null));
      row.addEventListener("focusin", () => hover(zone));
      row.addEventListener("click", () => choose(zone));
    }
  }

  /** @param {number | null} zone */
  hover(zone) {
    for (const [id, row] of this.rows) row.classList.toggle("hot", id === zone);
  }

  /** @param {number | null} zone */
  choose(zone) {
    for (const [id, row] of this.rows) {
      row.classList.toggle("chosen", id === zone);
      if (id === zone) {
        row.setAttribute("aria-current", "true");
        row.scrollIntoView({ block: "nearest" });
      } else row.removeAttribute("aria-current");
    }
  }
}
