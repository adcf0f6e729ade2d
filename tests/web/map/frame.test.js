// Comparing shows the same land in half the width, clear of the legends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inSight, rooms } from "../../../web/static/map/compare/frame.js";

test("of a window wider than the town only the town is kept in sight", () => {
  assert.deepEqual(inSight([0, 0, 10, 10], [2, 3, 8, 7]), [2, 3, 8, 7]);
});

test("of a town wider than the window only the window is", () => {
  assert.deepEqual(inSight([4, 4, 6, 9], [2, 3, 8, 7]), [4, 4, 6, 7]);
});

test("a window beside the town keeps what it shows", () => {
  assert.deepEqual(inSight([20, 20, 30, 30], [2, 3, 8, 7]), [20, 20, 30, 30]);
  assert.deepEqual(inSight([0, 0, 1, 1], null), [0, 0, 1, 1]);
});

test("the widest and the tallest legend decide what is left", () => {
  const [beside, above] = rooms([{ width: 100, height: 80 }, { width: 60, height: 120 }], 40);
  assert.equal(beside.left, 132);
  assert.equal(above.bottom, 176);
  assert.equal(above.left, 16);
});

test("legends that stand elsewhere take nothing", () => assert.equal(rooms([], 0).length, 1));
