// Figures become classes and states; the legend counts every zone once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFilter, sameFilter, writeFilter } from "../../../web/static/map/data/filter.js";
import { Series, classOf } from "../../../web/static/map/data/series.js";

const zone = (id) => ({ id, name: `Z${id}`, at: [113.6, 33.4], room: 50 });
const answer = {
  measure: { key: "m", title: "M", unit: "per 100", direction: "lower", decimals: 1 },
  level: "grid", edition: 1, breaks: [0, 10, 20, 30], banded: false, at: 1,
  periods: [{ key: "2026-01", label: "January" }, { key: "2026-02", label: "February" }],
  zones: [1, 2, 3, 4, 5, 6].map(zone),
  values: [[5, 10, 30, 0, null, null], [25, 10, 30, 0, null, null]],
  states: ["vvvzda", "vvvzwa"],
  ranks: [2, 1, 3, null, null, null],
};
const order = (/** @type {string} */ state) => ["zero", "no_data", "withheld", "not_applicable", "unranked"].indexOf(state);
const series = () => new Series(structuredClone(answer), new Intl.NumberFormat("en", { minimumFractionDigits: 1 }));

test("a value on a rim belongs to the class above, the top rim to the top class", () => {
  assert.deepEqual([0, 9.9, 10, 19.9, 20, 30].map((value) => classOf(value, answer.breaks)), [0, 0, 1, 1, 2, 2]);
});

test("beyond the rims there is no class, and without rims none at all", () => {
  assert.deepEqual([classOf(-1, answer.breaks), classOf(31, answer.breaks), classOf(1, []), classOf(1, [1])], [-1, -1, -1, -1]);
});

test("one value makes one class, both rims the same", () => assert.equal(classOf(4, [4, 4]), 0));

test("equal rims in a class never take a value from the one above", () => assert.equal(classOf(5, [0, 5, 5, 9]), 2));

test("every zone is counted once, in a class or in a state", () => {
  const { classes, states } = series().counts(0);
  assert.deepEqual(classes, [1, 1, 1]);
  assert.deepEqual(states, { zero: 1, no_data: 1, withheld: 0, not_applicable: 1 });
});

test("true nought, no data, withheld and not applicable are four things", () => {
  assert.deepEqual([3, 4, 5].map((place) => series().state(place, 0)), ["zero", "no_data", "not_applicable"]);
  assert.equal(series().state(4, 1), "withheld");
});

test("a figure that is too little for a rank has its class, is counted in it, and passes as itself", () => {
  const low = new Series({ ...structuredClone(answer), states: ["uvvuda", "vvvzwa"] }, new Intl.NumberFormat("en"));
  assert.deepEqual([0, 3].map((place) => [low.state(place, 0), low.classAt(place, 0), low.text(place, 0)]), [["unranked", 0, "5"], ["unranked", 0, "0"]]);
  assert.deepEqual(low.counts(0).classes, [2, 1, 1]);
  assert.deepEqual(low.occurring, ["no_data", "withheld", "not_applicable", "zero", "unranked"].sort((a, b) => order(a) - order(b)));
  assert.ok(low.occurs("unranked", 0) && !low.occurs("unranked", 1));
});

test("nought is printed, what is not known is not", () => {
  assert.deepEqual([0, 3, 4].map((place) => series().text(place, 0)), ["5.0", "0.0", ""]);
});

test("a range of classes passes its rims and nothing beside them", () => {
  assert.deepEqual([0, 1, 2, 3].map((place) => series().passes(place, 0, { from: 1, to: 2 })), [false, true, true, false]);
});

test("a state passes only itself", () => {
  assert.deepEqual([0, 3, 4].map((place) => series().passes(place, 0, { state: "zero" })), [false, true, false]);
});

test("a period that is not in the series is the answer's own", () => {
  assert.deepEqual([series().indexOf("2026-01"), series().indexOf("1999")], [0, 1]);
});

test("in another series' classes the outermost take what lies beyond", () => {
  const twin = series().under([8, 12, 20]);
  assert.deepEqual([0, 1, 2].map((place) => twin.classAt(place, 0)), [0, 0, 1]);
});

test("filters are read as they are written", () => {
  for (const filter of [null, { from: 2, to: 2 }, { from: 1, to: 4 }, { state: "no_data" }])
    assert.ok(sameFilter(readFilter(writeFilter(filter)), filter));
});

test("a range written backwards is the same range", () => assert.deepEqual(readFilter({ class: "4-1", state: "" }), { from: 1, to: 4 }));

test("what is no class filters nothing", () => assert.equal(readFilter({ class: "x", state: "" }), null));
