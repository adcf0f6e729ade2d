// The page: one store; table, legend, slider, search and map follow it, and tell it what was done.
import { Board } from "./board/board.js";
import { Legend } from "./board/legend.js";
import { Said } from "./board/said.js";
import { Search } from "./board/search.js";
import { Slider } from "./board/slider.js";
import { Split } from "./board/split.js";
import { Table } from "./board/table.js";
import { readConfig } from "./data/config.js";
import { readFilter, writeFilter } from "./data/filter.js";
import { Measured } from "./data/measured.js";
import { words } from "./data/words.js";
import { connectActs, copy } from "./present/acts.js";
import { Keys } from "./present/keys.js";
import { Presenter } from "./present/presenter.js";
import { nothing, read } from "./state/address.js";
import { Place } from "./state/place.js";
import { Store } from "./state/store.js";

/** @template {Element} T @param {string} selector @returns {T} */
const part = (selector) => /** @type {T} */ (document.querySelector(selector));

const HOUSEHOLD_ZOOM = 17;
const STREET_ZOOM = 16;

/** The server's view, with what the address says on top of it. @param {import("./data/config.js").Config} config */
function firstView({ state }) {
  const asked = Object.entries(read(location.search)).filter(([, value]) => value);
  return { ...nothing(), ...state, ...Object.fromEntries(asked) };
}

async function start() {
  const root = /** @type {HTMLElement} */ (part("#board"));
  const config = readConfig(document);
  const tell = words(config.text);
  const store = new Store(firstView(config));
  const place = new Place(store);
  const said = new Said(document.querySelector("#said"), part(".board-map"), tell);
  const measured = new Measured(store, config.values_url, config.locale, (failure) => said.failed(failure, () => void measured.follow()));
  // The figures are on their way while the map's engine, a megabyte, is still being read.
  void measured.follow();
  const { Drawing } = await import("./drawing.js");
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
  const drawing = new Drawing({ root, config, tell, store, place, measured, said, choose, board });
  const split = new Split(part(".board-body"), tell("split"));
  const presenter = new Presenter({ slider, grow: (scale) => drawing.grow(scale), resize: () => drawing.resize(), say: (key) => said.say(tell(key)) });
  const keys = new Keys({
    presenter,
    escape: () => {
      if (presenter.on) presenter.leave();
      else if (!drawing.escape() && store.state.zone) choose(null);
    },
  });

  const input = /** @type {HTMLInputElement | null} */ (root.querySelector("input[name=q]"));
  /** @param {import("./board/search.js").Hit} hit */
  const open = (hit) => {
    if (hit.kind === "zone" && hit.id !== undefined) {
      place.go({ level: hit.level ?? store.state.level, zone: String(hit.id), q: "" });
      drawing.fly(hit.at);
    } else drawing.point(hit.at, hit.kind === "household" ? HOUSEHOLD_ZOOM : STREET_ZOOM);
    said.say(tell("found", { label: hit.label }));
  };
  const search = input && new Search(input, config.search_url, {
    edition: () => store.state.edition, open, label: tell("search_label"),
    say: (key, figures) => said.say(tell(key, figures)),
  });

  connectActs(root, {
    copy: () => void copy(location.href).then((done) => said.say(tell(done ? "copied" : "not_copied"))),
    present: () => presenter.toggle(),
    print: () => print(),
  });
  // The slider before the board: its steps are links, and a link that somebody answered is no longer the board's.
  for (const piece of [place, slider, board, table, legend, measured, split, keys, search]) piece?.connect();
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
    if (input && input !== document.activeElement) input.value = store.state.q;
  });
  measured.subscribe(() => slider.show());
  void drawing.connect();
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

if (document.querySelector("#board")) void start();
