"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const element = (tag, text, ...children) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const cy = cytoscape({
  container: byId("graph"),
  elements: {
    nodes: data.nodes.map((node) => ({ data: node, position: { x: node.x, y: node.y } })),
    edges: data.edges.map((edge, index) => ({ data: { id: "edge" + index, count: edge.quotes.length, ...edge } })),
  },
  layout: { name: "preset" },
  style: [
    { selector: "node", style: {
      "background-color": (node) => (data.levels[node.data("level")] || data.levels[""]).colour,
      "background-opacity": (node) => (node.data("file") ? 1 : 0.55),
      width: (node) => 14 + 4 * Math.sqrt(node.data("cited")), height: (node) => 14 + 4 * Math.sqrt(node.data("cited")),
      label: "data(label)", "font-size": 10, "font-family": "Segoe UI, Roboto, Noto Sans, DejaVu Sans, Arial, sans-serif", color: "#1c2430", "text-valign": "bottom", "text-margin-y": 3,
      "min-zoomed-font-size": 7, "text-background-color": "#fff", "text-background-opacity": 0.8 } },
    { selector: "edge", style: {
      width: (edge) => 1 + Math.log2(edge.data("count")), "line-color": "#b9c2cf", "target-arrow-color": "#b9c2cf",
      "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier" } },
    { selector: ".far", style: { opacity: 0.12 } },
    { selector: "edge.near", style: { "line-color": "#1c2430", "target-arrow-color": "#1c2430" } },
    { selector: ":selected", style: { "border-width": 3, "border-color": "#1c2430", "line-color": "#1c2430",
      "target-arrow-color": "#1c2430" } },
    { selector: ".hidden", style: { display: "none" } },
  ],
});

function checkboxes(host, names, count, colour) {
  for (const [value, name] of Object.entries(names)) {
    const found = data[count[0]].filter((each) => each[count[1]] === value).length;
    if (!found) continue;
    const box = element("input");
    Object.assign(box, { type: "checkbox", checked: true, value });
    const label = element("label", "", box);
    if (colour) {
      const dot = element("i");
      dot.style.background = colour[value].colour;
      label.append(dot);
    }
    label.append(name, element("small", String(found)));
    host.append(label);
  }
}
const levelNames = Object.fromEntries(Object.entries(data.levels).map(([key, level]) => [key, level.name]));
checkboxes(byId("relations"), data.relations, ["edges", "relation"]);
checkboxes(byId("levels"), levelNames, ["nodes", "level"], data.levels);
const years = data.nodes.map((node) => node.year).filter((year) => year !== null);
byId("from").value = years.length ? years.reduce((a, b) => Math.min(a, b)) : "";
byId("to").value = years.length ? years.reduce((a, b) => Math.max(a, b)) : "";

const chosen = (host) => new Set([...byId(host).querySelectorAll("input:checked")].map((box) => box.value));

function filter() {
  const relations = chosen("relations"), levels = chosen("levels");
  const from = Number(byId("from").value) || -Infinity, to = Number(byId("to").value) || Infinity;
  const words = byId("search").value.trim().toLocaleLowerCase("vi");
  const undated = byId("undated").checked;
  cy.batch(() => {
    cy.nodes().forEach((node) => {
      const year = node.data("year");
      const inYears = year === null ? undated : year >= from && year <= to;
      node.toggleClass("hidden", !levels.has(node.data("level")) || !inYears);
      const name = `${node.id()} ${node.data("title") || ""}`.toLocaleLowerCase("vi");
      node.toggleClass("far", words !== "" && !name.includes(words));
    });
    cy.edges().forEach((edge) => {
      edge.toggleClass("hidden", !relations.has(edge.data("relation")));
      edge.toggleClass("far", words !== "");
    });
  });
}

function spoken(edge) {
  const of = edge.data();
  const head = element("div", "", element("b", of.source), ` ${data.relations[of.relation]} `, element("b", of.target));
  return element("article", "", head, ...of.quotes.map((each) =>
    element("blockquote", each.quote, element("cite", each.document))));
}

function facts(node) {
  const of = node.data();
  const rows = {
    "Loại": of.type, "Ngày": of.date, "Cơ quan": of.issuer, "Cấp": levelNames[of.level],
    "Địa phương": of.province, "Trích yếu": of.title, "Tệp": of.file,
  };
  const list = element("dl");
  for (const [name, value] of Object.entries(rows)) if (value) list.append(element("dt", name), element("dd", value));
  return list;
}

function show(picked) {
  cy.elements().removeClass("near");
  const edges = (picked.isNode() ? picked.connectedEdges() : picked).filter((edge) => edge.visible());
  edges.addClass("near");
  const parts = picked.isNode() ? [element("h2", picked.id()), facts(picked)] : [element("h2", "Viện dẫn")];
  if (picked.isNode()) {
    const up = edges.filter((edge) => edge.source().same(picked)), down = edges.difference(up);
    parts.push(element("h2", `Viện dẫn (${up.length})`), ...up.map(spoken),
      element("h2", `Được viện dẫn bởi (${down.length})`), ...down.map(spoken));
  } else {
    parts.push(...edges.map(spoken));
  }
  byId("details").replaceChildren(...parts);
}

cy.on("tap", "node, edge", (event) => show(event.target));
byId("controls").addEventListener("input", (event) => {
  if (event.target.id === "layout") {
    const preset = event.target.value === "preset";
    cy.layout(preset
      ? { name: "preset", positions: (node) => ({ x: node.data("x"), y: node.data("y") }) }
      : { name: "cose", animate: false, nodeRepulsion: 60000, idealEdgeLength: 90, numIter: cy.nodes().length > 1500 ? 100 : 1000 }).run();
    cy.fit(undefined, 30);
  } else filter();
});
cy.on("resize", () => cy.fit(undefined, 30));
cy.fit(undefined, 30);
