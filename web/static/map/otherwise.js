// Where the modules were not read, by a browser older than they are or because one did not come, the server's own drawing
// takes the map's place. No module itself, so that it runs where none does.
addEventListener("load", function () {
  var kept = document.querySelector("#map-drawn");
  var map = document.querySelector("#map");
  if (!kept || !map || map.hasAttribute("data-drawing") || map.hasAttribute("data-ready")) return;
  // The modules came, could not draw, and have put it there already.
  if (document.querySelector("#map-fallback, #board[data-map=drawing]")) return;
  kept.insertAdjacentHTML("afterend", kept.textContent || "");
});
