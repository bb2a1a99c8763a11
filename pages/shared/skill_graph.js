// Draws placed skills as SVG. Nodes are buttons with one tab stop among them; arrow keys follow prerequisites (left),
// what builds on it (right) and the layer (up, down); Enter or a click shows only the neighbours, Escape all again.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 172, HEIGHT = 30, GAP_X = 64, GAP_Y = 12, EDGE = 16;

function make(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
}

const left = (node) => EDGE + node.layer * (WIDTH + GAP_X);
const top = (node) => EDGE + node.row * (HEIGHT + GAP_Y);
const listed = (nodes, ids) => ids.map((id) => nodes.get(id).name).join(", ") || "nothing here";

export default function ({ data, parentElement }) {
  parentElement.querySelectorAll(".skill-graph, .skill-graph-said").forEach((old) => old.remove());
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const frame = document.createElement("div");
  frame.className = "skill-graph";
  const said = document.createElement("p");
  said.className = "skill-graph-said";
  said.setAttribute("role", "status");
  const width = EDGE * 2 + Math.max(...data.nodes.map((n) => left(n) + WIDTH - EDGE));
  const height = EDGE * 2 + Math.max(...data.nodes.map((n) => top(n) + HEIGHT - EDGE));
  const drawing = make("svg", { width, height, role: "group", "aria-label": data.title }, frame);

  const edges = [];
  for (const node of data.nodes) {
    for (const id of node.needs) {
      const from = nodes.get(id);
      const [x1, y1] = [left(from) + WIDTH, top(from) + HEIGHT / 2];
      const [x2, y2] = [left(node), top(node) + HEIGHT / 2];
      const bend = (x1 + x2) / 2;
      const line = make("path", { class: "edge", d: `M${x1},${y1} C${bend},${y1} ${bend},${y2} ${x2},${y2}` }, drawing);
      edges.push({ line, from: id, to: node.id });
    }
  }

  const drawn = new Map();
  for (const node of data.nodes) {
    const label = `${node.name}, ${node.said}. Builds on ${listed(nodes, node.needs)}. Opens ${listed(nodes, node.opens)}.`;
    const group = make("g", { class: `node ${node.held}`, role: "button", tabindex: "-1", "aria-label": label,
      transform: `translate(${left(node)},${top(node)})` }, drawing);
    make("rect", { class: "box", width: WIDTH, height: HEIGHT, rx: 7 }, group);
    make("circle", { class: "mark", cx: 15, cy: HEIGHT / 2, r: 6 }, group);
    if (node.held === "some") make("path", { class: "half", d: `M15,${HEIGHT / 2 - 6} a6,6 0 0 0 0,12 z` }, group);
    const text = make("text", { x: 28, y: HEIGHT / 2 + 4.5 }, group);
    text.textContent = node.name.length > 21 ? `${node.name.slice(0, 20)}…` : node.name;
    make("title", {}, group).textContent = label;
    drawn.set(node.id, group);
  }

  let current = data.nodes[0].id;
  let chosen = null;

  function focus(id) {
    drawn.get(current).setAttribute("tabindex", "-1");
    current = id;
    drawn.get(id).setAttribute("tabindex", "0");
    drawn.get(id).focus();
  }

  function choose(id) {
    chosen = chosen === id ? null : id;
    frame.classList.toggle("chosen", chosen !== null);
    const node = chosen && nodes.get(chosen);
    const near = new Set(node ? [chosen, ...node.needs, ...node.opens] : []);
    for (const [other, group] of drawn) {
      group.classList.toggle("near", near.has(other));
      group.setAttribute("aria-pressed", String(other === chosen));
    }
    for (const { line, from, to } of edges) line.classList.toggle("near", chosen !== null && (from === chosen || to === chosen));
    said.textContent = node ? drawn.get(chosen).getAttribute("aria-label") : "";
  }

  function beside(node, step) {
    const layer = data.nodes.filter((other) => other.layer === node.layer).sort((a, b) => a.row - b.row);
    const next = layer[layer.indexOf(node) + step];
    return next && next.id;
  }

  for (const [id, group] of drawn) {
    group.addEventListener("click", () => { focus(id); choose(id); });
    group.addEventListener("keydown", (event) => {
      const node = nodes.get(id);
      const next = { ArrowLeft: node.needs[0], ArrowRight: node.opens[0], ArrowUp: beside(node, -1), ArrowDown: beside(node, 1) };
      if (event.key in next) { if (next[event.key]) focus(next[event.key]); }
      else if (event.key === "Enter" || event.key === " ") choose(id);
      else if (event.key === "Escape" && chosen) choose(chosen);
      else return;
      event.preventDefault();
    });
  }
  drawn.get(current).setAttribute("tabindex", "0");
  parentElement.append(frame, said);
}
