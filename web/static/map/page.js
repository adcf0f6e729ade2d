// The page: one store; table, legend, slider, search and map follow it, and tell it what was done.
import { Board } from "./board/board.js";
import { Legend } from "./board/legend.js";
import { Said } from "./board/said.js";
import { Slider } from "./board/slider.js";
import { Split } from "./board/split.js";
import { Table } from "./board/table.js";
import { readConfig } from "./data/config.js";
import { readFilter, writeFilter } from "./data/filter.js";
import { Measured } from "./data/measured.js";
import { words } from "./data/words.js";
import { Drawing } from "./drawing.js";
import { nothing, read } from "./state/address.js";
import { Place } from "./state/place.js";
import { Store } from "./state/store.js";

/** @template {Element} T @param {string} selector @returns {T} */
const part = (selector) => /** @type {T} */ (document.querySelector(selector));

const PATIENCE_MS = 4000;

/** The server's view, with what the address says on top of it. @param {import("./data/config.js").Config} config */
function firstView({ state }) {
  const asked = Object.entries(read(location.search)).filter(([, value]) => value);
  return { ...nothing(), ...state, ...Object.fromEntries(asked) };
}

function start() {
  const root = /** @type {HTMLElement} */ (part("#board"));
  const config = readConfig(document);
  const tell = words(config.text);
  const store = new Store(firstView(config));
  const place = new Place(store);
  const said = new Said(document.querySelector("#said"), part(".board-map"), tell);
  const measured = new Measured(store, config.values_url, config.locale, (failure) => said.failed(failure, () => void measured.follow()));
  const board = new Board(root, store, place, (failure) => said.failed(failure, () => void board.follow()));

  /** @param {number | null} zone */
  const choose = (zone) => {
    place.go({ zone: zone === null ? "" : String(zone) });
    const at = zone === null ? undefined : measured.series?.places.get(zone);
    if (at === undefined) return said.say("");
    said.say(describe(measured, at, tell), true);
  };
  const table = new Table(root, store, (zone) => {
    choose(zone);
    const at = zone === null ? undefined : measured.series?.places.get(zone);
    if (at !== undefined && measured.series) drawing.reveal(measured.series.zones[at].at);
  }, (zone) => board.find(zone));
  const legend = new Legend(() => document.querySelector("#legend"), {
    light: (lit) => store.hold({ lit }),
    pick: (filter) => place.go(writeFilter(filter)),
    picked: () => readFilter(store.state),
  });
  const slider = new Slider(root, store, place, measured);
  const split = new Split(part(".board-body"), tell("split"));
  const drawing = new Drawing({ root, config, tell, store, place, measured, said, choose, board });
  // The slider before the board: its steps are links, and a link that somebody answered is no longer the board's.
  for (const piece of [place, slider, board, table, legend, measured, split]) piece.connect();
  store.subscribe((now, before) => {
    if (now.class !== before.class || now.state !== before.state) legend.show();
    if (now.period === before.period) return;
    slider.show();
    if (measured.series) legend.count(measured.series, measured.at);
  });
  board.subscribe(() => {
    table.refresh();
    legend.disconnect();
    legend.connect();
    slider.show();
    const input = /** @type {HTMLInputElement | null} */ (root.querySelector("input[name=q]"));
    if (input && input !== document.activeElement) input.value = store.state.q;
  });
  measured.subscribe(() => slider.show());
  // Search, keys and buttons are read once the map is drawn, but wait no longer than a reader does.
  const rested = new Promise((done) => setTimeout(done, PATIENCE_MS));
  void Promise.race([drawing.connect(), rested]).then(() => import("./acts.js")).then(({ connect }) => connect({ root, config, tell, store, place, said, slider, drawing, choose }));
}

/** The chosen zone in one sentence. @param {Measured} measured @param {number} place @param {import("./data/words.js").Words} tell */
function describe({ series, at }, place, tell) {
  if (!series) return "";
  const { name } = series.zones[place];
  const state = series.state(place, at);
  if (state !== "value" && state !== "zero") return tell("chosen_state", { name, state: tell(state) });
  const rank = at === series.answer.at ? series.answer.ranks[place] : null;
  const figures = { name, figure: series.text(place, at), unit: series.answer.measure.unit, rank: rank ?? "", n: series.zones.length };
  return tell(rank ? "chosen_ranked" : "chosen", figures);
}

if (document.querySelector("#board")) start();
