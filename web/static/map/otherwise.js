// Where the modules were not read, by a browser older than they are or because one did not come, the server's own drawing
// takes the map's place: the page is asked for once more, with it. No module itself, so that it runs where none does.
addEventListener("load", function () {
  var kept = document.querySelector("#map-drawn");
  var map = document.querySelector("#map");
  if (!map || map.hasAttribute("data-drawing") || map.hasAttribute("data-ready")) return;
  // The modules came, could not draw, and have put it there already.
  if (document.querySelector("#map-fallback, #board[data-map=drawing]")) return;
  if (kept) kept.insertAdjacentHTML("afterend", kept.textContent || "");
  else if (location.search.indexOf("map=drawn") < 0) location.replace(location.pathname + (location.search ? location.search + "&" : "?") + "map=drawn");
});
