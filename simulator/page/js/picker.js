// A field with a list of links under it that it narrows: people to act as, conversations to go to.
import { h } from "./dom.js";

/**
 * Returns {element, field, draw}. `entries()` gives [{words, link}]: `words` is what typing is
 * matched with, every word of it in any order; `link()` makes the entry. Arrow keys move through
 * the list, Enter follows its first link.
 */
export function picker({
  label,
  placeholder,
  entries,
  most = 200,
  nothing = "Nobody and nothing of that name.",
}) {
  const field = h("input", {
    type: "search",
    "aria-label": label,
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = h("ul", { class: "picks", "aria-label": label });
  const count = h("p", { class: "picks-none", role: "status" });

  function draw() {
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    const found = entries().filter(({ words }) =>
      asked.every((word) => plain(words).includes(word)),
    );
    list.replaceChildren(...found.slice(0, most).map(({ link }) => h("li", {}, link())));
    count.textContent = found.length ? "" : nothing;
  }

  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("a")?.click();
    if (event.key === "ArrowDown") move(event, list.querySelector("a"));
  });
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (event.key === "ArrowDown") move(event, item?.nextElementSibling?.querySelector("a"));
    if (event.key === "ArrowUp")
      move(event, item?.previousElementSibling?.querySelector("a") ?? field);
  });
  return { element: h("div", { class: "picker" }, field, count, list), field, list, draw };
}

function move(event, target) {
  event.preventDefault();
  target?.focus();
}

/** Small letters without accents, so that typing "muller" finds Müller. */
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
