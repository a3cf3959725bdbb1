// Light or dark: the system's choice until the visitor makes one, which is then remembered.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = [];

export function theme() {
  return document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");
}

export function onTheme(listener) {
  listeners.push(listener);
}

export function themeButton() {
  const button = h("button", { class: "tool", type: "button", onclick: toggle });
  const show = () => {
    const other = theme() === "dark" ? "light" : "dark";
    button.setAttribute("aria-label", `Switch to the ${other} theme`);
    button.title = `Switch to the ${other} theme`;
    button.replaceChildren(icon(other === "light" ? "sun" : "moon"));
  };
  onTheme(show);
  show();
  return button;
}

function toggle() {
  const next = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("theme", next);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
  changed();
}

function changed() {
  listeners.forEach((listener) => listener(theme()));
}

system.addEventListener("change", () => {
  if (!document.documentElement.dataset.theme) changed();
});
