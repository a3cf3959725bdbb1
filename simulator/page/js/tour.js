// The tour: a few steps that show what there is to try, each of which goes to the right person and
// place.
import { h, remember, remembered, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { go } from "./route.js";
import { store } from "./store.js";

const WIDE = window.matchMedia("(min-width: 1200px)");

export class Tour {
  constructor(panel) {
    this.panel = panel;
    this.button = h(
      "button",
      {
        class: "tool",
        type: "button",
        "aria-controls": panel.id,
        "aria-label": "Tour",
        title: "Tour: what to try",
        onclick: () => this.#show(panel.hidden),
      },
      icon("tour"),
    );
    this.wanted = remembered("tour open", true);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && this.#show(false));
    store.on("state", () => this.#draw());
  }

  #draw() {
    const steps = store.state.tour ?? [];
    this.button.hidden = steps.length === 0;
    this.#place(steps.length > 0 && this.wanted && (WIDE.matches || !this.panel.hidden));
    this.panel.replaceChildren(
      h(
        "header",
        {},
        h("h2", { text: "What to try" }),
        h(
          "button",
          {
            class: "tool",
            type: "button",
            "aria-label": "Close the tour",
            title: "Close",
            onclick: () => this.#show(false),
          },
          icon("close"),
        ),
      ),
      h(
        "ol",
        {},
        steps.map((step, at) => this.#step(step, at)),
      ),
    );
  }

  #step(step, at) {
    const done = remembered("tour done", []).includes(step.title);
    const person = store.state.people.find((one) => one.id === step.as);
    const visit = () => {
      remember("tour done", [...new Set([...remembered("tour done", []), step.title])]);
      if (!WIDE.matches) this.#place(false);
      document.body.dataset.screen = "conversation";
      go(step.as, step.conversation);
      this.#draw();
    };
    return h(
      "li",
      { class: done ? "step done" : "step" },
      h(
        "span",
        { class: "step-mark", "aria-hidden": "true" },
        done ? icon("check", 16) : String(at + 1),
      ),
      h(
        "div",
        {},
        h("h3", {}, step.title, done && unseen(" (visited)")),
        h("p", { text: step.text }),
        h(
          "button",
          { class: "step-go", type: "button", onclick: visit },
          person ? `Go there as ${person.name}` : "Go there",
          unseen(`(${step.title})`),
        ),
      ),
    );
  }

  #show(on) {
    this.wanted = on;
    remember("tour open", on);
    this.#place(on);
    if (on) this.panel.querySelector("button")?.focus();
    else this.button.focus();
  }

  #place(on) {
    this.panel.hidden = !on;
    this.button.setAttribute("aria-expanded", String(on));
  }
}
