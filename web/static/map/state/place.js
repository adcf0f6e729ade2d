// The store and the address bar follow each other; the back button goes to the last thing chosen.
import { read, write } from "./address.js";

/** @typedef {import("./address.js").View} View */

export class Place {
  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.store = store;
    this.returned = () => store.show(read(location.search));
  }

  connect() {
    addEventListener("popstate", this.returned);
  }

  disconnect() {
    removeEventListener("popstate", this.returned);
  }

  /** Show something new; back leads to what was shown before. @param {Partial<View>} change */
  go(change) {
    this.store.show(change);
    this.keep(true);
  }

  /** Note what only moved: back does not stop here. @param {Partial<View>} change */
  stay(change) {
    this.store.show(change);
    this.keep(false);
  }

  /** @param {boolean} anew a step of its own in the history */
  keep(anew) {
    const address = location.pathname + write(this.store.state);
    if (address === location.pathname + location.search) return;
    if (anew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }
}
