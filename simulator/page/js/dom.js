// Builds elements without HTML strings, so that no text of a person can ever become markup.

/**
 * A new element; `text` goes in as text, `on…` functions become listeners, false and null are
 * left out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "text") element.textContent = value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "style") Object.assign(element.style, value);
  else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Words for screen readers alone. */
export function unseen(text) {
  return h("span", { class: "unseen", text });
}

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/** A short notice in the corner that leaves by itself after `seconds`. */
export function toast(text, kind = "info", seconds = 6) {
  const element = h("div", { class: `toast ${kind}`, text });
  document.getElementById("toasts").append(element);
  setTimeout(() => element.remove(), seconds * 1000);
}

/** A value kept in this browser; `fallback` where nothing is kept or storage is switched off. */
export function remembered(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}
