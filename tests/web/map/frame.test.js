// Comparing shows the same land in half the width.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inSight } from "../../../web/static/map/compare/frame.js";

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
