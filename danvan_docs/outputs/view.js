"use strict";
const panel = document.getElementById("panel");
const text = document.getElementById("text");

/* A mark that is cut goes on in other elements, which name the first one. */
const first = (mark) => (mark.dataset.of ? document.getElementById(mark.dataset.of) : mark);

function notesAt(element) {
  const notes = [];
  for (let mark = element.closest("mark"); mark; mark = mark.parentElement.closest("mark")) {
    const whole = first(mark);
    if (whole && whole.title && !mark.classList.contains("off")) notes.push(whole);
  }
  return notes;
}

function show(element) {
  const notes = notesAt(element);
  panel.hidden = notes.length === 0;
  document.querySelectorAll("mark.chosen").forEach((mark) => mark.classList.remove("chosen"));
  panel.querySelector("div").replaceChildren(...notes.map((mark) => {
    const note = document.createElement("p");
    const label = document.createElement("b");
    label.className = mark.className;
    label.textContent = mark.dataset.label || "";
    note.append(label, "\n" + mark.title);
    return note;
  }));
  if (notes.length) {
    const chosen = notes[0].id;
    document.querySelectorAll(`[id="${chosen}"], [data-of="${chosen}"]`)
      .forEach((mark) => mark.classList.add("chosen"));
  }
}

text.addEventListener("click", (event) => show(event.target));
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter") show(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") panel.hidden = true;
});
panel.querySelector("button").addEventListener("click", () => { panel.hidden = true; });

for (const box of document.querySelectorAll("#filters input")) {
  box.addEventListener("change", () => {
    document.querySelectorAll(`#text mark.${box.value}`)
      .forEach((mark) => mark.classList.toggle("off", !box.checked));
    document.querySelectorAll(`#notes section[data-kind="${box.value}"]`)
      .forEach((section) => { section.hidden = !box.checked; });
  });
}

function showLinked() {
  const mark = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (mark && mark.matches("#text mark")) show(mark);
}
addEventListener("hashchange", showLinked);
showLinked();
/* On a narrow screen outline and filters would push the text off the page. */
if (matchMedia("(max-width: 900px)").matches) {
  document.querySelectorAll("aside details").forEach((details) => { details.open = false; });
}
