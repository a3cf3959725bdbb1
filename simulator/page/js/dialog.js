// Dialogs as Teams opens them from a card: a form over the page that may come back with its
// mistakes named.
import { api, Refused } from "./api.js";
import { avatar } from "./avatar.js";
import { drawCard, markPending } from "./cards.js";
import { announce, h, toast } from "./dom.js";
import { focusMistake, inputsOf, wordsIn } from "./form_mistakes.js";
import { icon } from "./icons.js";
import { store } from "./store.js";
import { theme } from "./theme.js";

const WIDTHS = { small: 360, medium: 600, large: 900 };
const SAID = 420;
const HEIGHTS = { small: 320, medium: 560, large: 760 };

let open = null;

/** Opens the dialog of a RESULT; `opener` is the title of the button to which the focus returns. */
export function openDialog(result, { message, opener }) {
  closeDialog();
  open = new FormDialog(message, opener);
  open.show(result);
}

export function closeDialog() {
  open?.close();
}

class FormDialog {
  #pending = false;

  constructor(message, opener) {
    this.message = message;
    this.opener = opener;
    this.as = store.me.id;
    this.title = h("h2", { id: "dialog-title" });
    this.trouble = h("div", { class: "dialog-trouble", role: "alert" });
    this.body = h("div", { class: "dialog-body" });
    this.element = h(
      "dialog",
      {
        class: "task",
        "aria-modal": "true",
        "aria-labelledby": "dialog-title",
        data: { theme: theme() },
      },
      h(
        "header",
        {},
        avatar({ name: store.state.bot.name }, "bot", 28),
        this.title,
        this.#closeButton(),
      ),
      this.trouble,
      this.body,
    );
    this.element.addEventListener("close", () => this.#closed());
    document.body.append(this.element);
  }

  #closeButton() {
    return h(
      "button",
      {
        class: "tool",
        type: "button",
        "aria-label": "Close",
        title: "Close",
        onclick: () => this.close(),
      },
      icon("close"),
    );
  }

  show(result) {
    this.title.textContent = result.title || store.state.bot.name;
    this.element.style.width = size(result.width, WIDTHS, WIDTHS.medium);
    this.element.style.maxHeight = size(result.height, HEIGHTS, HEIGHTS.large);
    this.trouble.replaceChildren();
    const said = wordsIn(this.body);
    const asked = this.asked;
    this.asked = inputsOf(result.card);
    this.card = drawCard(result.card, {
      onPress: (pressed) => this.#submit(pressed),
      label: "Form",
    });
    this.body.replaceChildren(this.card);
    if (this.element.open) {
      announce(focusMistake(this.body, said, this.asked === asked));
      return;
    }
    this.element.showModal();
    this.body.scrollTop = 0;
    this.body.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
  }

  close() {
    this.element.close();
  }

  #closed() {
    this.element.remove();
    if (open === this) open = null;
    store.tell("refocus", { message: this.message.id, title: this.opener });
  }

  async #submit({ merged, title }) {
    if (this.#pending) return;
    this.#pending = true;
    this.trouble.replaceChildren();
    markPending(this.card, title);
    const result = await this.#send(merged);
    this.#pending = false;
    markPending(this.card, null);
    this.#take(result);
  }

  async #send(data) {
    const { conversation, id } = this.message;
    try {
      return await api.dialog({ as: this.as, conversation, message: id, data });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { kind: "error", text: error.message };
    }
  }

  #take(result) {
    if (!this.element.open) {
      if (result.text) toast(result.text, result.kind);
    } else if (result.kind === "dialog") {
      this.show(result);
    } else if (result.kind === "message") {
      this.#say(result.text);
    } else if (result.kind === "error") {
      this.trouble.replaceChildren(icon("warning"), h("span", { text: result.text }));
    } else {
      this.close();
      if (result.kind === "card")
        store.tell("personal-card", { message: this.message, card: result.card });
    }
  }

  /** The form gives way to what the bot answered: a sentence, which may also be a refusal. */
  #say(text) {
    const done = h("button", {
      class: "primary",
      type: "button",
      text: "Close",
      onclick: () => this.close(),
    });
    this.element.classList.add("said");
    this.element.style.width = `${SAID}px`;
    this.body.replaceChildren(
      h(
        "div",
        { class: "dialog-message" },
        h("span", { class: "said-mark", "aria-hidden": "true" }, icon("info", 24)),
        h("p", { role: "status", text }),
        done,
      ),
    );
    done.focus();
    announce(text);
  }
}

/** Teams' names for sizes, or pixels; the style sheet keeps either inside the window. */
function size(asked, names, usual) {
  const pixels = Number(asked);
  return `${Number.isFinite(pixels) && pixels > 0 ? pixels : (names[asked] ?? usual)}px`;
}
