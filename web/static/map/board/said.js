// What just happened, in words: a polite line for who listens, and a notice with a way out where something failed.
import { Unanswered } from "../data/fetch.js";

/** @typedef {import("../data/words.js").Words} Words */

const PASSING_MS = 6000;

export class Said {
  /** @param {HTMLElement | null} line @param {HTMLElement} holder where notices are shown @param {Words} words */
  constructor(line, holder, words) {
    this.line = line;
    this.holder = holder;
    this.words = words;
    this.timer = 0;
    this.notice = document.createElement("div");
    this.notice.className = "map-notice";
    this.notice.setAttribute("role", "alert");
    this.holder.append(this.notice);
  }

  /** @param {string} sentence @param {boolean} [lasting] whether it stays until the next one */
  say(sentence, lasting = false) {
    clearTimeout(this.timer);
    if (this.line) this.line.textContent = sentence;
    if (!lasting) this.timer = setTimeout(() => this.line?.replaceChildren(), PASSING_MS);
  }

  /** @param {unknown} failure @param {(() => void) | null} [again] */
  failed(failure, again = null) {
    const status = failure instanceof Unanswered ? failure.status : -1;
    const key = status === 0 ? "unreachable" : status === 401 ? "signed_out" : status > 0 ? "refused" : "undrawn";
    console.warn(failure);
    this.show(this.words(key), again);
  }

  /** @param {string} sentence @param {(() => void) | null} [again] */
  show(sentence, again = null) {
    const text = document.createElement("p");
    text.textContent = sentence;
    this.notice.replaceChildren(text);
    if (again) this.notice.append(this.button("again", again));
    this.notice.append(this.button("close", () => undefined));
  }

  clear() {
    this.notice.replaceChildren();
  }

  /** @param {string} key @param {() => void} act */
  button(key, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.words(key);
    button.addEventListener("click", () => {
      this.clear();
      act();
    });
    return button;
  }
}
