// The box in which a person writes: Enter sends, @ suggests the bot, / writes to it privately, and
// chips show what can be asked.
import { api, Refused } from "./api.js";
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { SlashMenu, privateLine } from "./slash.js";
import { store } from "./store.js";

const ASKED_IN_A_CHANNEL = ["help", "check in", "retro", "audit"];
const ASKED_IN_A_GROUP = ["help", "away until Friday", "back"];
const ASKED_IN_A_CHAT = ["help", "check in", "audit", "digest"];
const TALLEST = 160;

export class Composer {
  #drafts = new Map();
  #private = new Set();
  #key = null;

  constructor() {
    this.box = h("textarea", {
      id: "composer",
      rows: "1",
      "aria-label": "Type a message",
      "aria-autocomplete": "list",
      "aria-controls": "mention-list slash-list",
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
    this.slash = new SlashMenu(this.box, (words) => this.#alone(true, words && `${words} `));
    this.over = h("div", { class: "over-box" });
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
      this.over,
      h(
        "div",
        { class: "composer-box" },
        this.mentions,
        this.slash.element,
        this.box,
        h("div", { class: "composer-tools" }, this.at, this.sendButton),
      ),
    );
    this.box.addEventListener("input", () => this.#typed());
    this.box.addEventListener("keydown", (event) => this.#pressedKey(event));
    this.box.addEventListener("blur", () => setTimeout(() => this.#quiet(), 150));
  }

  /** Turns to a conversation; what was begun there is still there. */
  open(id, { channel, chat }) {
    this.id = id;
    const several = Boolean(channel) || Boolean(chat.with.group);
    this.withBot = several || store.isBot(chat.with);
    this.byMention = several;
    this.bySlash = Boolean(channel) && store.state.slash;
    this.asked = channel ? ASKED_IN_A_CHANNEL : several ? ASKED_IN_A_GROUP : ASKED_IN_A_CHAT;
    this.#key = `${store.me.id} ${id}`;
    this.box.value = this.#drafts.get(this.#key) ?? "";
    const bot = store.state.bot.name;
    this.#drawPrivate();
    this.at.setAttribute("aria-label", `Mention ${bot}`);
    this.at.title = `Mention ${bot}`;
    this.#drawMentions(bot);
    this.#drawChips(bot);
    this.trouble.textContent = "";
    this.#typed();
    this.#quiet();
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
    const mention = this.byMention && !this.#isPrivate;
    this.box.value = mention ? `@${store.state.bot.name} ${words}` : words;
    this.#typed();
    this.box.focus();
  }

  /** From now on what is written here goes to the bot alone, or to everybody again. */
  #alone(on, words) {
    if (on) this.#private.add(this.#key);
    else this.#private.delete(this.#key);
    this.box.value = words;
    this.#drawPrivate();
    this.#typed();
    this.box.focus();
  }

  get #isPrivate() {
    return this.#private.has(this.#key);
  }

  #drawPrivate() {
    const bot = store.state.bot.name;
    const alone = this.#isPrivate && privateLine(() => this.#alone(false, this.box.value));
    this.over.replaceChildren(...(alone ? [alone] : []));
    this.element.classList.toggle("private", this.#isPrivate);
    this.at.hidden = !this.byMention || this.#isPrivate;
    const offered = `Type ${this.bySlash ? "@ or /" : "@"} to ask ${bot}`;
    if (this.#isPrivate) this.box.placeholder = `Write to ${bot} alone`;
    else this.box.placeholder = this.byMention ? offered : "Type a message";
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
    const open = this.byMention && !this.#isPrivate;
    this.#suggest(Boolean(begun) && open && this.#couldBe(begun[1]));
    const slash = open && this.bySlash && this.box.value.match(/^\/([^\n]*)$/);
    this.slash.show(slash ? slash[1] : null);
  }

  #quiet() {
    this.#suggest(false);
    this.slash.show(null);
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
    if (event.isComposing || this.slash.pressed(event)) return;
    if (this.#leaves(event)) {
      event.preventDefault();
      this.#alone(false, this.box.value);
    } else if (!this.mentions.hidden && ["Enter", "Tab"].includes(event.key)) {
      event.preventDefault();
      this.#mention();
    } else if (!this.mentions.hidden && event.key === "Escape") {
      this.#suggest(false);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  /** Escape, or going back where nothing is written, leaves what is private. */
  #leaves(event) {
    const back = event.key === "Backspace" && !this.box.value;
    return this.#isPrivate && (back || event.key === "Escape");
  }

  async #send() {
    const text = this.box.value.trim();
    if (!text || this.box.readOnly) return;
    const key = this.#key;
    this.trouble.textContent = "";
    this.box.readOnly = true;
    try {
      const message = await api.say(store.me.id, this.id, text, this.#isPrivate);
      this.#drafts.delete(key);
      this.#private.delete(key);
      if (key === this.#key) this.box.value = "";
      this.#drawPrivate();
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
