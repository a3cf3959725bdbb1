// The rehearsal clock: shows its day and time, and moves it forward.
import { api, Refused } from "./api.js";
import { h, toast, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";
import { clockParts, fullTime, localInputValue, momentOf, timeOnTheClock } from "./time.js";

const STEPS = [
  ["1 hour", () => ({ forward: "1h" })],
  ["1 day", () => ({ forward: "1d" })],
  ["1 week", () => ({ forward: "1w" })],
  [`Next Monday ${timeOnTheClock(9)}`, () => ({ next: "monday 09:00" })],
  [`Next Tuesday ${timeOnTheClock(10)}`, () => ({ next: "tuesday 10:00" })],
  [`Next Friday ${timeOnTheClock(15)}`, () => ({ next: "friday 15:00" })],
];

export function clock() {
  const day = h("span", { class: "clock-day" });
  const time = h("span", { class: "clock-time" });
  const button = h(
    "button",
    {
      class: "clock",
      type: "button",
      popovertarget: "clock-panel",
      title: "Move the rehearsal clock forward",
    },
    icon("clock", 18),
    unseen("Rehearsal clock: "),
    day,
    " ",
    time,
  );
  const menu = new ClockMenu();
  const show = () => {
    const parts = clockParts(store.now);
    day.textContent = parts.day;
    time.textContent = parts.time;
    menu.show();
  };
  store.on("clock", show);
  setInterval(() => store.state && show(), 1000);
  return [button, menu.element];
}

class ClockMenu {
  busy = false;

  constructor() {
    this.words = h("p", { class: "clock-now" });
    this.custom = h("input", { type: "datetime-local", id: "clock-custom", step: "60" });
    this.state = h("p", { class: "clock-state", role: "status" });
    this.trouble = h("p", { class: "clock-trouble", role: "alert" });
    this.steps = h(
      "div",
      { class: "clock-steps", role: "group", "aria-label": "Move forward" },
      STEPS.map(([label, move]) =>
        h("button", { type: "button", text: label, onclick: () => this.#move(move()) }),
      ),
    );
    this.form = h(
      "form",
      { class: "clock-form", onsubmit: (event) => this.#to(event) },
      h("label", { for: "clock-custom", text: "Or to a time of your own" }),
      h(
        "div",
        { class: "clock-row" },
        this.custom,
        h("button", { class: "primary", type: "submit", text: "Move" }),
      ),
    );
    this.element = h(
      "div",
      {
        id: "clock-panel",
        class: "panel clock-panel",
        popover: "auto",
        role: "dialog",
        "aria-label": "Rehearsal clock",
      },
      h("h2", { text: "Rehearsal clock" }),
      this.words,
      h("p", {
        class: "hint",
        text: "It moves this tenant and Process Center together. What falls due on the way happens, in order; a week takes some seconds.",
      }),
      h("h3", { text: "Move forward" }),
      this.steps,
      this.form,
      this.state,
      this.trouble,
    );
    this.steps.firstChild.autofocus = true;
    this.element.addEventListener(
      "beforetoggle",
      (event) => event.newState === "open" && this.#opened(),
    );
  }

  show() {
    const now = fullTime(store.now);
    if (this.words.textContent !== now) this.words.textContent = now;
    if (Boolean(store.progress) !== this.busy) this.#busy(Boolean(store.progress));
  }

  #opened() {
    this.trouble.textContent = "";
    if (this.busy) return;
    this.state.textContent =
      store.state.clock?.available === false
        ? "Only this tenant's own clock moves: no command for the bot's clock was given."
        : "";
    this.custom.value = localInputValue(store.now + 3_600_000);
    this.custom.min = localInputValue(store.now);
  }

  #to(event) {
    event.preventDefault();
    const at = momentOf(this.custom.value);
    if (Number.isNaN(at)) this.trouble.textContent = "Choose a day and a time.";
    else if (at < store.now)
      this.trouble.textContent = "The clock moves forward only. Choose a later time.";
    else this.#move({ to: new Date(at).toISOString() });
  }

  async #move(move) {
    if (this.busy) return;
    this.trouble.textContent = "";
    try {
      const { now } = await api.moveClock(move);
      store.setClock(now);
      this.#moved(now);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.trouble.textContent = `The clock did not get there. ${error.message}`;
    }
  }

  #moved(now) {
    if (this.element.matches(":popover-open")) this.element.hidePopover();
    toast(`It is now ${fullTime(now)}.`);
  }

  /** While time goes by, whoever moves the clock. */
  #busy(on) {
    this.busy = on;
    this.state.replaceChildren(
      ...(on ? [h("span", { class: "spinner", "aria-hidden": "true" }), "Time goes by…"] : []),
    );
    this.element.setAttribute("aria-busy", String(on));
    for (const control of this.element.querySelectorAll("button, input")) control.disabled = on;
  }
}
