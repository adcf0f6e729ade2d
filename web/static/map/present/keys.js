// The keys of the whole page. A key that is being typed into a field is the field's.

/** @param {EventTarget | null} target */
const typing = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

export class Keys {
  /** @param {{presenter: import("./presenter.js").Presenter, escape: () => void}} acts */
  constructor({ presenter, escape }) {
    this.presenter = presenter;
    this.escape = escape;
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.press(event);
  }

  connect() {
    // Before the map's own keys: on the screen the arrows mean time.
    addEventListener("keydown", this.pressed, true);
    addEventListener("keydown", this.pressed);
  }

  disconnect() {
    removeEventListener("keydown", this.pressed, true);
    removeEventListener("keydown", this.pressed);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const first = event.eventPhase === Event.CAPTURING_PHASE;
    if (first) {
      if (!this.presenter.press(event)) return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Escape") this.escape();
    else if (event.key.toLowerCase() === "p" && !typing(event.target)) this.presenter.toggle();
  }
}
