
"use strict";
// Everything is on the page without it: it only hides what a reader does not look for.
const form = document.querySelector(".filter");
const teams = [...document.querySelectorAll(".team")].map((box) => ({
  box,
  name: box.querySelector("h3").textContent.toLowerCase(),
  rows: [...box.querySelectorAll("tbody tr")],
}));

function fits(row, name, wanted) {
  const is = row.classList;
  return (!wanted.kind || is.contains(wanted.kind))
    && (!wanted.severity || is.contains(wanted.severity))
    && (!wanted.fresh || is.contains("new"))
    && wanted.words.every((word) => name.includes(word) || row.textContent.toLowerCase().includes(word));
}

function show() {
  const wanted = {
    words: form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean),
    kind: form.elements.kind.value,
    severity: form.elements.severity.value,
    fresh: form.elements.new.checked,
  };
  let found = 0;
  let places = 0;
  for (const { box, name, rows } of teams) {
    let left = 0;
    for (const row of rows) {
      const fit = fits(row, name, wanted);
      row.hidden = !fit;
      left += fit;
    }
    box.hidden = !left;
    found += left;
    places += left > 0;
  }
  const filtered = wanted.words.length || wanted.kind || wanted.severity || wanted.fresh;
  form.querySelector("output").textContent = filtered
    ? `${found.toLocaleString("en")} ${found === 1 ? "finding" : "findings"} in ${places.toLocaleString("en")} ${places === 1 ? "place" : "places"}`
    : "";
}

if (form) {
  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  form.elements.fold.addEventListener("click", (event) => {
    const unfold = event.target.textContent === "Unfold all";
    for (const { box } of teams) box.open = unfold;
    event.target.textContent = unfold ? "Fold all" : "Unfold all";
  });
  show(); // a page that is reloaded keeps what was typed
}

const folded = [];
addEventListener("beforeprint", () => {
  for (const { box } of teams) if (!box.open && !box.hidden) folded.push(box);
  for (const box of folded) box.open = true;
});
addEventListener("afterprint", () => {
  for (const box of folded.splice(0)) box.open = false;
});
