// One store: who listens is told once, and only of a change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nothing } from "../../../web/static/map/state/address.js";
import { Store } from "../../../web/static/map/state/store.js";

function told() {
  const store = new Store({ ...nothing(), level: "grid", zone: "3", page: "2" });
  /** @type {any[]} */
  const heard = [];
  const off = store.subscribe((now, before) => heard.push([before.zone, now.zone, now.hover]));
  return { store, heard, off };
}

test("a change is told with what was before", () => {
  const { store, heard } = told();
  store.show({ zone: "4" });
  assert.deepEqual(heard, [["3", "4", null]]);
});

test("no change, no telling", () => {
  const { store, heard } = told();
  store.show({ zone: "3" });
  store.hold({ hover: null });
  assert.deepEqual(heard, []);
});

test("what is under the hand leaves what is shown alone", () => {
  const { store } = told();
  store.hold({ hover: 9 });
  assert.deepEqual([store.state.hover, store.state.zone, store.state.page], [9, "3", "2"]);
});

test("who stops listening hears no more", () => {
  const { store, heard, off } = told();
  off();
  store.show({ zone: "5" });
  assert.equal(heard.length, 0);
});

test("who changes the store while listening does not confuse the others", () => {
  const { store, heard } = told();
  const off = store.subscribe((now) => {
    off();
    store.show({ page: "1" });
    assert.equal(now.zone, "6");
  });
  store.show({ zone: "6" });
  assert.deepEqual([store.state.zone, store.state.page, heard.length], ["6", "1", 2]);
});
