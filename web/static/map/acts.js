// What acts on the page beside its board: search, keys, the presenter, and the buttons above the map.
import { Search } from "./find/search.js";
import { connectActs, copy } from "./present/acts.js";
import { Keys } from "./present/keys.js";
import { onPrintKey, printLight } from "./present/paper.js";
import { Presenter } from "./present/presenter.js";

const HOUSEHOLD_ZOOM = 17;
const STREET_ZOOM = 16;

/**
 * @typedef {object} Parts
 * @property {HTMLElement} root @property {import("./data/config.js").Config} config @property {import("./data/words.js").Words} tell
 * @property {import("./state/store.js").Store} store @property {import("./state/place.js").Place} place
 * @property {import("./board/said.js").Said} said @property {import("./board/slider.js").Slider} slider
 * @property {import("./drawing.js").Drawing} drawing @property {(zone: number | null) => void} choose
 */

/** @param {Parts} parts */
export function connect(parts) {
  const { root, tell, store, said, slider, drawing, choose } = parts;
  const paper = () => void printLight(() => drawing.drawn());
  const presenter = new Presenter({ slider, grow: (scale) => drawing.grow(scale), resize: () => drawing.resize(), say: (key) => said.say(tell(key)) });
  const keys = new Keys({
    presenter,
    escape: () => {
      if (presenter.on) presenter.leave();
      else if (!drawing.escape() && store.state.zone) choose(null);
    },
  });
  keys.connect();
  connectSearch(parts);
  connectActs(root, {
    copy: () => void copy(location.href).then((done) => said.say(tell(done ? "copied" : "not_copied"))),
    present: () => presenter.toggle(),
    print: paper,
  });
  onPrintKey(paper);
  root.dataset.acts = "";
}

/** @param {Parts} parts */
function connectSearch({ root, config, tell, store, place, said, drawing }) {
  const input = /** @type {HTMLInputElement | null} */ (root.querySelector("input[name=q]"));
  if (!input) return;
  /** @param {import("./find/search.js").Hit} hit */
  const open = (hit) => {
    if (hit.kind === "zone" && hit.id !== undefined) {
      place.go({ level: hit.level ?? store.state.level, zone: String(hit.id), q: "" });
      drawing.fly(hit.at);
    } else void drawing.point(hit.at, hit.kind === "household" ? HOUSEHOLD_ZOOM : STREET_ZOOM);
    said.say(tell("found", { label: hit.label }));
  };
  new Search(input, config.search_url, {
    edition: () => store.state.edition, open, label: tell("search_label"),
    say: (key, figures) => said.say(tell(key, figures)),
  }).connect();
}
