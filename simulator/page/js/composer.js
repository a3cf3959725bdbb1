// The box in which a person writes: Enter sends, @ suggests the bot, and chips show what can be
// asked.
import { api, Refused } from "./api.js";
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

const ASKED_IN_A_CHANNEL = ["help", "check in", "retro", "audit"];
const ASKED_IN_A_GROUP = ["help", "away until Friday", "back"];
const ASKED_IN_A_CHAT = ["help", "check in", "audit", "digest"];
const TALLEST = 160;

export class Composer {
  #drafts = new Map();
  #key = null;

  constructor() {
    this.box = h("textarea", {
      id: "composer",
      rows: "1",
      "aria-label": "Type a message",
      "aria-autocomplete": "list",
      "aria-controls": "mention-list",
      autocomplete: "off",
    });
    this.trouble = h("p", { class: "composer-trouble", role: "alert" });
    this.mentions = h("ul", {
      class: "mentions",
      id: "mention-list",
      role: "listbox",
      "aria-label": "Mention",
      hidden: true,
    });
    this.chips = h("div", { class: "chips", role: "group", "aria-label": "What you can ask" });
    this.at = h(
      "button",
      { class: "tool", type: "button", onclick: () => this.#mention() },
      icon("mention"),
    );
    this.sendButton = h(
      "button",
      {
        class: "tool send",
        type: "button",
        "aria-label": "Send",
        title: "Send (Enter)",
        onclick: () => this.#send(),
      },
      icon("send"),
    );
    this.element = h(
      "div",
      { class: "composer" },
      this.chips,
      this.trouble,
      h(
        "div",
        { class: "composer-box" },
        this.mentions,
        this.box,
        h("div", { class: "composer-tools" }, this.at, this.sendButton),
      ),
    );
    this.box.addEventListener("input", () => this.#typed());
    this.box.addEventListener("keydown", (event) => this.#pressedKey(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.#suggest(false), 150));
  }

  /** Turns to a conversation; what was begun there is still there. */
  open(id, { channel, chat }) {
    this.id = id;
    const several = Boolean(channel) || Boolean(chat.with.group);
    this.withBot = several || store.isBot(chat.with);
    this.byMention = several;
    this.asked = channel ? ASKED_IN_A_CHANNEL : several ? ASKED_IN_A_GROUP : ASKED_IN_A_CHAT;
    this.#key = `${store.me.id} ${id}`;
    this.box.value = this.#drafts.get(this.#key) ?? "";
    const bot = store.state.bot.name;
    this.box.placeholder = several ? `Type @ to ask ${bot}` : "Type a message";
    this.at.setAttribute("aria-label", `Mention ${bot}`);
    this.at.title = `Mention ${bot}`;
    this.at.hidden = !several;
    this.#drawMentions(bot);
    this.#drawChips(bot);
    this.trouble.textContent = "";
    this.#typed();
  }

  /** Fits the box to its text, once it stands in the page. */
  fit() {
    this.box.style.height = "auto";
    if (this.box.value) this.box.style.height = `${Math.min(this.box.scrollHeight, TALLEST)}px`;
  }

  #drawMentions(bot) {
    this.mentions.replaceChildren(
      h(
        "li",
        {
          id: "mention-bot",
          role: "option",
          "aria-selected": "true",
          onmousedown: (event) => {
            event.preventDefault();
            this.#mention();
          },
        },
        avatar({ name: bot }, "bot", 28),
        h("span", { text: bot }),
        h("span", { class: "badge", text: "App" }),
      ),
    );
  }

  #drawChips(bot) {
    this.chips.hidden = !this.withBot;
    this.chips.replaceChildren(
      h("span", { class: "chips-label", text: `Ask ${bot}` }),
      ...this.asked.map((words) =>
        h("button", {
          type: "button",
          class: "chip",
          text: words,
          onclick: () => this.#fill(words),
        }),
      ),
    );
  }

  #fill(words) {
    this.box.value = this.byMention ? `@${store.state.bot.name} ${words}` : words;
    this.#typed();
    this.box.focus();
  }

  /** Puts the bot's name in, over the @ and the letters of it that were typed. */
  #mention() {
    const end = this.box.selectionStart;
    const before = this.box.value.slice(0, end);
    const begun = before.match(/@[^\s@]*$/);
    const start = begun ? begun.index : end;
    const space = start > 0 && !/\s$/.test(before.slice(0, start)) ? " " : "";
    this.box.setRangeText(`${space}@${store.state.bot.name} `, start, end, "end");
    this.#typed();
    this.box.focus();
  }

  #typed() {
    this.#drafts.set(this.#key, this.box.value);
    this.fit();
    this.sendButton.disabled = !this.box.value.trim();
    const begun = this.box.value.slice(0, this.box.selectionStart).match(/(?:^|\s)@([^@\n]*)$/);
    this.#suggest(Boolean(begun) && this.byMention && this.#couldBe(begun[1]));
  }

  #couldBe(letters) {
    const name = store.state.bot.name.toLowerCase();
    return (
      letters.length < name.length &&
      name
        .split(" ")
        .some((_, at, words) => words.slice(at).join(" ").startsWith(letters.toLowerCase()))
    );
  }

  #suggest(on) {
    this.mentions.hidden = !on;
    if (on) this.box.setAttribute("aria-activedescendant", "mention-bot");
    else this.box.removeAttribute("aria-activedescendant");
  }

  #pressedKey(event) {
    if (event.isComposing) return;
    if (!this.mentions.hidden && ["Enter", "Tab"].includes(event.key)) {
      event.preventDefault();
      this.#mention();
    } else if (!this.mentions.hidden && event.key === "Escape") {
      this.#suggest(false);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  async #send() {
    const text = this.box.value.trim();
    if (!text || this.box.readOnly) return;
    const key = this.#key;
    this.trouble.textContent = "";
    this.box.readOnly = true;
    try {
      const message = await api.say(store.me.id, this.id, text);
      this.#drafts.delete(key);
      if (key === this.#key) this.box.value = "";
      store.add(message);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.trouble.textContent = `Not sent: ${error.message}`;
    } finally {
      this.box.readOnly = false;
    }
    this.#typed();
  }
}
