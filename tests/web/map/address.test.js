// The address is the whole state: what is written is read again, and what a change makes meaningless is dropped.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boardQuery, changed, figuresQuery, nothing, read, write } from "../../../web/static/map/state/address.js";
import { readCamera, writeCamera } from "../../../web/static/map/state/camera.js";

const shown = { ...nothing(), measure: "visits_per_household", level: "grid", edition: "2", period: "2026-03", page: "3", zone: "7", class: "2-4", view: "13.50/30.24400/120.21000" };

test("what is written is read again", () => assert.deepEqual(read(write(shown)), shown));

test("text with signs of its own survives the address", () => {
  const view = { ...nothing(), q: "1栋/2&3=4#5 6", compare: "closed_on_time@2026-03" };
  assert.deepEqual(read(write(view)), view);
});

test("a view that leaves everything open has no query", () => assert.equal(write(nothing()), ""));

test("another measure drops filter and page, and keeps the chosen zone", () => {
  const next = changed(shown, { measure: "closed_on_time" });
  assert.deepEqual([next.class, next.page, next.zone], ["", "", "7"]);
});

test("another level drops the chosen zone too", () => assert.equal(changed(shown, { level: "area" }).zone, ""));

test("a hit on another level keeps the zone that it names", () => assert.equal(changed(shown, { level: "area", zone: "9" }).zone, "9"));

test("another filter begins at the first page", () => assert.equal(changed(shown, { class: "1" }).page, ""));

test("choosing a zone or moving the map asks for no new table", () => {
  assert.equal(boardQuery({ ...shown, zone: "8", view: "9/1/2", points: "visit" }), boardQuery(shown));
  assert.notEqual(boardQuery({ ...shown, sort: "-value" }), boardQuery(shown));
});

test("moving within a series asks for no new figures", () => {
  const series = { ...shown, until: "2026-06" };
  assert.equal(figuresQuery({ ...series, period: "2026-01" }), figuresQuery(series));
  assert.notEqual(figuresQuery({ ...series, until: "2026-07" }), figuresQuery(series));
});

test("a camera comes back to the same pixel", () => {
  const camera = { zoom: 13.25, lat: 30.2441234, lon: 120.2109876 };
  const back = readCamera(writeCamera(camera));
  // A pixel at zoom 13.25 is 360° / (512 · 2^13.25) = 7.2e-5° wide.
  assert.ok(back && Math.abs(back.lon - camera.lon) < 7.2e-5 && Math.abs(back.lat - camera.lat) < 7.2e-5);
});

test("what names no place is no camera", () => {
  for (const text of ["", "1/2", "13//120", "a/b/c", "13/91/120", "99/30/120", "13/30/181"]) assert.equal(readCamera(text), null, text);
});
