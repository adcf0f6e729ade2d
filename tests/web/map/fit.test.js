// A figure is printed where it fits: the zoom is worked out from the zone's room.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitsFrom, pixelsPerMetre, widthOf } from "../../../web/static/map/data/fit.js";
import { words } from "../../../web/static/map/data/words.js";
import { along } from "../../../web/static/map/board/slider.js";

test("at zoom 0 the equator is 512 pixels long", () => {
  assert.ok(Math.abs(pixelsPerMetre(0, 0) * 40075016.686 - 512) < 1e-9);
});

test("at the zoom that is told the text just fits", () => {
  const [lines, size, room, lat] = [["12.5"], 13, 120, 33];
  const zoom = fitsFrom(lines, size, room, lat);
  // Half the text is 4 · 0.56 · 13 / 2 + 3 = 17.56 wide and 13 · 1.2 / 2 = 7.8 high: its corner lies 19.214 px from the middle.
  assert.ok(Math.abs(room * pixelsPerMetre(lat, zoom) - Math.hypot(17.56, 7.8)) < 1e-9);
});

test("twice the room fits one zoom earlier", () => {
  assert.ok(Math.abs(fitsFrom(["12.5"], 13, 100, 33) - fitsFrom(["12.5"], 13, 200, 33) - 1) < 1e-9);
});

test("a second line needs more room", () => assert.ok(fitsFrom(["1", "第一网格"], 13, 100, 33) > fitsFrom(["1"], 13, 100, 33)));

test("without room nothing is printed", () => assert.equal(fitsFrom(["1"], 13, 0, 33), 99));

test("a Chinese letter is about a square", () => assert.ok(Math.abs(widthOf("网", 10) - 10.2) < 1e-9));

test("sentences take their figures; what is not given stays to be seen", () => {
  const tell = words({ chosen: "%(name)s: %(n)d of 100%%" });
  assert.equal(tell("chosen", { name: "Z1", n: 0 }), "Z1: 0 of 100%");
  assert.equal(tell("chosen", { name: "Z1" }), "Z1: %(n)d of 100%");
  assert.equal(tell("unknown"), "unknown");
});

test("another measure beside the first moves along in time, another period stays", () => {
  assert.equal(along("visits@2026-03", "2026-03", "2026-02", "matters"), "visits@2026-02");
  assert.equal(along("matters@2026-03", "2026-03", "2026-02", "matters"), "matters@2026-03");
  assert.equal(along("visits@2026-01", "2026-03", "2026-02", "matters"), "visits@2026-01");
  assert.equal(along("", "2026-03", "2026-02", "matters"), "");
});
