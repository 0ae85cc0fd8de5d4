// Makes the drawing of the network one that can be moved, zoomed and asked: who is around whom.
"use strict";

(() => {
  const region = document.getElementById("network");
  const svg = region && region.querySelector("svg");
  if (!svg || typeof cytoscape === "undefined") return;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tones = { success: "--good", failed: "--bad", failed_pending: "--warn", stale: "--warn", never: "--open" };
  const dashes = { success: [1, 0], failed: [1, 0], failed_pending: [10, 4], stale: [6, 4], never: [2, 4] };
  const columns = new Map([...svg.querySelectorAll("a[data-name]")].map((box) => [box.dataset.name, box.dataset.x]));
  // Within a column a line goes around the boxes.
  const bend = (line) => (columns.get(line.dataset.from) === columns.get(line.dataset.to) ? 110 : 20);
  const elements = [
    ...[...svg.querySelectorAll("a[data-name]")].map((box) => ({
      data: { id: `n:${box.dataset.name}`, label: box.querySelector("text").textContent, href: box.getAttribute("href") },
      position: { x: Number(box.dataset.x), y: Number(box.dataset.y) },
    })),
    ...[...svg.querySelectorAll("path[data-from]")].map((line, index) => ({
      data: { id: `e:${index}`, source: `n:${line.dataset.from}`, target: `n:${line.dataset.to}`, status: line.dataset.status, bend: bend(line) },
    })),
  ];

  const size = svg.querySelector("rect");
  const stylesheet = () => [
    { selector: "node", style: {
      shape: "round-rectangle", width: size.width.baseVal.value, height: size.height.baseVal.value, label: "data(label)", "font-size": 14,
      "text-valign": "center", "text-halign": "center", color: colour("--pico-color"),
      "background-color": colour("--pico-card-background-color"),
      "border-width": 1, "border-color": colour("--pico-muted-color") } },
    { selector: "edge", style: {
      width: 1.5, "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5,
      "target-arrow-shape": "triangle", "arrow-scale": 0.9 } },
    ...Object.entries(tones).map(([status, tone]) => ({
      selector: `edge[status = "${status}"]`, style: {
        "line-color": colour(tone), "target-arrow-color": colour(tone), "line-style": "dashed",
        "line-dash-pattern": dashes[status], ...(status === "failed" ? { width: 3, "z-index": 9 } : {}) } })),
    { selector: ".far", style: { opacity: 0.12 } },
    { selector: ".chosen", style: { "border-width": 3, "border-color": colour("--pico-primary") } },
  ];

  const stage = document.createElement("div");
  stage.className = "stage";
  const help = document.createElement("p");
  help.className = "help";
  help.textContent = "Click an application to see only what is around it, twice to open it. Drag to move, scroll to zoom.";
  region.append(stage);
  region.after(help);
  region.classList.add("is-moving");

  const graph = cytoscape({
    container: stage, elements, style: stylesheet(), layout: { name: "preset", padding: 10 },
    minZoom: 0.1, maxZoom: 3, selectionType: "single",
  });
  // Where the whole would be too small to read, it begins at its upper left.
  if (graph.zoom() < 0.5) graph.viewport({ zoom: 0.6, pan: { x: 10, y: 10 } });
  graph.on("tap", "node", ({ target }) => {
    const near = target.closedNeighborhood();
    graph.elements().removeClass("far chosen").not(near).addClass("far");
    target.addClass("chosen");
  });
  graph.on("tap", (event) => { if (event.target === graph) graph.elements().removeClass("far chosen"); });
  graph.on("dbltap", "node", ({ target }) => { location.href = target.data("href"); });
  region.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const [dx, dy] = steps[event.key] || [0, 0];
    if (dx || dy) graph.panBy({ x: dx, y: dy });
    else if (event.key === "+" || event.key === "-") graph.zoom(graph.zoom() * (event.key === "+" ? 1.2 : 1 / 1.2));
    else if (event.key === "0") graph.fit(undefined, 10);
    else return;
    event.preventDefault();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(stylesheet()));
})();
