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
    for (const change of ["state", "tour"]) store.on(change, () => this.#draw());
  }

  #draw() {
    const steps = store.state.tour ?? [];
    const focused = this.panel.contains(document.activeElement) && document.activeElement;
    const scrolled = this.panel.scrollTop;
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
            data: { key: "close" },
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
    this.panel.scrollTop = scrolled;
    if (focused)
      this.panel.querySelector(`[data-key="${focused.dataset.key}"]`)?.focus({ preventScroll: true });
  }

  #step(step, at) {
    const done = step.done === step.of;
    const person = store.state.people.find((one) => one.id === step.as);
    const visit = () => {
      if (!WIDE.matches) this.#place(false);
      document.body.dataset.screen = "conversation";
      go(step.as, step.conversation);
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
        h("h3", {}, step.title, done && unseen(" (done)")),
        h("p", { text: step.text }),
        h(
          "button",
          { class: "step-go", type: "button", data: { key: `stop-${at}` }, onclick: visit },
          person ? `Go there as ${person.name}` : "Go there",
          unseen(`(${step.title})`),
        ),
        !done &&
          step.done > 0 &&
          h("span", { class: "step-part", text: `${step.done} of ${step.of} done` }),
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
