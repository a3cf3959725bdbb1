// What a slash in an empty box offers: to write to the bot privately, or one of its commands.
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

const SEEN = "Only you and the app see this message";

/** The menu over the box. `onChosen` gets the words to begin with, "" for the bot itself. */
export class SlashMenu {
  #at = 0;
  #offers = [];

  constructor(box, onChosen) {
    this.box = box;
    this.onChosen = onChosen;
    this.element = h("ul", {
      class: "mentions slash",
      id: "slash-list",
      role: "listbox",
      "aria-label": "Write privately",
      hidden: true,
    });
  }

  get open() {
    return !this.element.hidden;
  }

  /** Shows what goes on as `letters` after the slash; null closes it. */
  show(letters) {
    const found = letters === null ? [] : offers().filter(({ name }) => begins(name, letters));
    this.#offers = found;
    this.element.hidden = !found.length;
    this.#at = Math.min(this.#at, Math.max(found.length - 1, 0));
    this.#draw();
  }

  /** Whether the key was for the menu. */
  pressed(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#at = (this.#at + step + this.#offers.length) % this.#offers.length;
      this.#draw();
    } else if (["Enter", "Tab"].includes(event.key)) {
      this.#choose(this.#offers[this.#at]);
    } else if (event.key === "Escape") {
      this.show(null);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  #choose({ words }) {
    this.show(null);
    this.#at = 0;
    this.onChosen(words);
  }

  #draw() {
    this.element.replaceChildren(...this.#offers.map((offer, at) => this.#row(offer, at)));
    if (!this.open) {
      if (this.box.getAttribute("aria-activedescendant")?.startsWith("slash-"))
        this.box.removeAttribute("aria-activedescendant");
      return;
    }
    this.box.setAttribute("aria-activedescendant", `slash-${this.#at}`);
    this.element.children[this.#at].scrollIntoView({ block: "nearest" });
  }

  #row(offer, at) {
    return h(
      "li",
      {
        id: `slash-${at}`,
        role: "option",
        "aria-selected": String(at === this.#at),
        onmousedown: (event) => {
          event.preventDefault();
          this.#choose(offer);
        },
      },
      avatar({ name: store.state.bot.name }, "bot", 28),
      h(
        "span",
        { class: "slash-words" },
        h("span", { class: "slash-name", text: `/${offer.name}` }),
        h("span", { class: "slash-about", text: offer.about }),
      ),
    );
  }
}

/** The line that stands over the box while what is written goes to the bot alone. */
export function privateLine(onLeave) {
  const bot = store.state.bot.name;
  return h(
    "p",
    { class: "private-line" },
    icon("unseen", 16),
    h("span", {}, h("b", { text: bot }), ` · ${SEEN}`),
    h(
      "button",
      {
        class: "tool small",
        type: "button",
        "aria-label": "Write to everybody instead",
        title: "Write to everybody instead",
        onclick: onLeave,
      },
      icon("close", 14),
    ),
  );
}

function offers() {
  const { bot, slash } = store.state;
  const commands = slash.commands.map(({ title, description }) => ({
    name: title,
    about: description,
    words: title,
  }));
  return [{ name: bot.name, about: "Write to it privately", words: "" }, ...commands];
}

function begins(name, letters) {
  return name.toLowerCase().startsWith(letters.toLowerCase());
}
