// Says who is typing, until a message comes or nothing was heard for some seconds.
import { h } from "./dom.js";

const FADES_AFTER = 6000;

export class TypingLine {
  #timers = new Map();

  constructor() {
    this.words = h("span");
    this.element = h(
      "div",
      { class: "typing", role: "status" },
      h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      this.words,
    );
    this.#draw();
  }

  show(name) {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => this.clear(name), FADES_AFTER),
    );
    this.#draw();
  }

  /** Forgets one name, or all of them. */
  clear(name) {
    for (const known of name === undefined ? [...this.#timers.keys()] : [name]) {
      clearTimeout(this.#timers.get(known));
      this.#timers.delete(known);
    }
    this.#draw();
  }

  #draw() {
    const names = [...this.#timers.keys()];
    this.element.classList.toggle("on", names.length > 0);
    this.words.textContent =
      names.length === 0 ? "" : `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} typing…`;
  }
}
