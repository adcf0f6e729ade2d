// Two maps, one camera: whichever is moved takes the other along.

/** @param {import("../canvas/engine.js").Map} one @param {import("../canvas/engine.js").Map} other @returns {() => void} how to part them */
export function lockstep(one, other) {
  let following = false;
  /** @param {import("../canvas/engine.js").Map} from @param {import("../canvas/engine.js").Map} to */
  const follow = (from, to) => () => {
    if (following) return;
    following = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
    following = false;
  };
  const [there, back] = [follow(one, other), follow(other, one)];
  there();
  one.on("move", there);
  other.on("move", back);
  return () => {
    one.off("move", there);
    other.off("move", back);
  };
}
