// The border between list and map: dragged, or moved by the arrow keys; the browser keeps it until it is closed.

const KEY = "xunge_list_px";
/** The list never so narrow that its figures go, the map never so narrow that its legend covers it. */
const LIST_PX = 320;
const MAP_PX = 420;
const STEP_PX = 24;

export class Split {
  /** @param {HTMLElement} body what holds list and map @param {string} label */
  constructor(body, label) {
    this.body = body;
    this.list = /** @type {HTMLElement} */ (body.querySelector(".board-list"));
    this.bar = document.createElement("div");
    this.bar.className = "board-split";
    this.bar.tabIndex = 0;
    for (const [name, value] of Object.entries({ role: "separator", "aria-orientation": "vertical", "aria-label": label })) this.bar.setAttribute(name, value);
    this.held = false;
    /** @type {Record<string, (event: any) => void>} */
    this.handlers = {
      pointerdown: (event) => this.grasp(event),
      pointermove: (event) => this.held && this.to(event.clientX - body.getBoundingClientRect().left),
      pointerup: () => void (this.held = false),
      pointercancel: () => void (this.held = false),
      dblclick: () => this.forget(),
      keydown: (event) => this.press(event),
    };
    this.resized = () => this.tell();
  }

  connect() {
    for (const [name, handler] of Object.entries(this.handlers)) this.bar.addEventListener(name, handler);
    addEventListener("resize", this.resized);
    this.list.after(this.bar);
    const kept = Number(sessionStorage.getItem(KEY));
    if (kept) this.to(kept);
    else this.tell();
  }

  disconnect() {
    removeEventListener("resize", this.resized);
    this.bar.remove();
  }

  get most() {
    return Math.max(LIST_PX, this.body.clientWidth - MAP_PX);
  }

  /** @param {PointerEvent} event */
  grasp(event) {
    if (event.button) return;
    event.preventDefault();
    this.bar.focus();
    this.bar.setPointerCapture(event.pointerId);
    this.held = true;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const now = this.list.offsetWidth;
    const target = { ArrowLeft: now - STEP_PX, ArrowRight: now + STEP_PX, Home: LIST_PX, End: this.most }[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.to(target);
  }

  /** @param {number} width_px */
  to(width_px) {
    const width = Math.round(Math.min(this.most, Math.max(LIST_PX, width_px)));
    this.body.style.setProperty("--list", `${width}px`);
    sessionStorage.setItem(KEY, String(width));
    this.tell();
  }

  /** Back to the width that the page chose. */
  forget() {
    this.body.style.removeProperty("--list");
    sessionStorage.removeItem(KEY);
    this.tell();
  }

  /** Where it stands, for who looks and for who listens. */
  tell() {
    const share = (/** @type {number} */ px) => String(Math.round((100 * px) / (this.body.clientWidth || 1)));
    this.bar.style.left = `${this.list.offsetWidth}px`;
    this.bar.setAttribute("aria-valuemin", share(LIST_PX));
    this.bar.setAttribute("aria-valuemax", share(this.most));
    this.bar.setAttribute("aria-valuenow", share(this.list.offsetWidth));
  }
}
