// The one store: what is shown (in the address) and what is under the hand (not in the address).
import { changed } from "./address.js";

/** @typedef {import("./address.js").View} View */
/** @typedef {{hover: number | null, lit: Filter | null, moving: boolean}} Hand what the reader points at, and whether time runs */
/** @typedef {{from: number, to: number} | {state: string}} Filter classes from..to, or one state */
/** @typedef {View & Hand} State */
/** @typedef {(now: State, before: State) => void} Listener */

export class Store {
  /** @param {View} view */
  constructor(view) {
    /** @type {State} */
    this.state = { ...view, hover: null, lit: null, moving: false };
    /** @type {Set<Listener>} */
    this.listeners = new Set();
  }

  /** @param {Listener} listener @returns {() => void} how to stop listening */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Change what is shown; whoever listens is told once. @param {Partial<View>} change */
  show(change) {
    this.put({ ...this.state, ...changed(this.state, change) });
  }

  /** Change what is under the hand. @param {Partial<Hand>} change */
  hold(change) {
    this.put({ ...this.state, ...change });
  }

  /** @param {State} next */
  put(next) {
    const before = this.state;
    const keys = /** @type {(keyof State)[]} */ (Object.keys(next));
    if (keys.every((key) => next[key] === before[key])) return;
    this.state = next;
    for (const listener of [...this.listeners]) listener(next, before);
  }
}
