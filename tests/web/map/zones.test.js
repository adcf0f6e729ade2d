import assert from "node:assert/strict";
import { test } from "node:test";
import { zonesOf } from "../../../web/static/map/data/zones.js";

test("zones are told column by column, numbers as steps from the one before", () => {
  const columns = { id: [7, 1, 92], name: ["A", "B", "C"], lon: [11366012, -12, 5], lat: [3340045, 0, -45], room: [50, 0, 81] };
  assert.deepEqual(zonesOf(columns), [
    { id: 7, name: "A", at: [113.66012, 33.40045], room: 50 },
    { id: 8, name: "B", at: [113.66, 33.40045], room: 0 },
    { id: 100, name: "C", at: [113.66005, 33.4], room: 81 },
  ]);
  assert.deepEqual(zonesOf({ id: [], name: [], lon: [], lat: [], room: [] }), []);
});
