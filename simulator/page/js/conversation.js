// The open conversation: its messages as they come and change, and what is being typed.
import { api, Refused } from "./api.js";
import { buttonNamed } from "./cards.js";
import { Composer } from "./composer.js";
import { announce, h } from "./dom.js";
import { conversationHeader, emptyConversation, failedConversation } from "./conversation_frame.js";
import { icon } from "./icons.js";
import { drawMessage, replaceMessage, showView } from "./messages.js";
import { beginning, nameDays, rowsOf } from "./rows.js";
import { store } from "./store.js";
import { onTheme } from "./theme.js";
import { TypingLine } from "./typing.js";

const NEAR_END = 80;

export class Conversation {
  #unreadAtOpening = 0;
  #firstUnread = null;
  #loadingOlder = false;
  #opening = false;

  constructor(place) {
    this.place = place;
    this.composer = new Composer();
    this.typing = new TypingLine();
    this.rows = h("div", { class: "rows" });
    this.log = h(
      "div",
      { class: "log", tabindex: "0", role: "region", "aria-label": "Messages" },
      this.rows,
    );
    this.jump = h(
      "button",
      { class: "jump", type: "button", hidden: true, onclick: () => this.#toEnd() },
      icon("down", 16),
      "New messages",
    );
    this.log.addEventListener("scroll", () => this.#scrolled());
    const fitted = new ResizeObserver(() => this.#keepEnd());
    fitted.observe(this.rows);
    fitted.observe(this.log);
    this.#listen();
  }

  #listen() {
    store.on("message", (message) => this.#isOpen(message) && this.#append(message));
    store.on("edit", (message) => this.#isOpen(message) && this.#redraw(message));
    store.on(
      "view",
      (message) => this.#article(message.id) && showView(this.#article(message.id), message),
    );
    store.on(
      "delete",
      ({ conversation }) => conversation === store.conversation && this.drawRows(),
    );
    store.on(
      "typing",
      ({ conversation, name }) => conversation === store.conversation && this.typing.show(name),
    );
    store.on("refocus", ({ message, title }) => this.#refocus(message, title));
    store.on("clock", () => nameDays(this.rows));
    onTheme(() => store.conversation && this.drawRows());
    document.addEventListener(
      "visibilitychange",
      () => !document.hidden && store.conversation && this.#read(),
    );
  }

  /** Opens `id`, or says that there is nothing to open (null). */
  async open(id) {
    store.conversation = id;
    const found = id ? store.find(id) : null;
    if (!found) {
      store.conversation = null;
      this.place.replaceChildren(emptyConversation(Boolean(id)));
      return;
    }
    this.#unreadAtOpening = found.unread;
    this.#firstUnread = null;
    this.atEnd = true;
    this.#opening = true;
    this.rows.replaceChildren();
    this.typing.clear();
    this.jump.hidden = true;
    this.composer.open(id, found);
    this.place.replaceChildren(
      conversationHeader(found),
      this.log,
      this.jump,
      this.typing.element,
      this.composer.element,
    );
    this.composer.fit();
    if (store.page(id)) this.drawRows();
    await this.reload();
  }

  /** Reads the conversation anew, as after a lost connection. */
  async reload() {
    const id = store.conversation;
    if (!id) return;
    try {
      await store.load(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (id === store.conversation)
        this.rows.replaceChildren(failedConversation(error.message, () => this.reload()));
      return;
    }
    if (id !== store.conversation) return;
    this.#markLastRead();
    this.drawRows();
    this.#opening = false;
    this.#read();
  }

  /** The line over what is new stays where it is until the conversation is opened again. */
  #markLastRead() {
    const { list } = store.page(store.conversation);
    if (this.#unreadAtOpening)
      this.#firstUnread = list[list.length - this.#unreadAtOpening]?.id ?? null;
    this.#unreadAtOpening = 0;
  }

  drawRows() {
    const { list, more } = store.page(store.conversation) ?? { list: [], more: false };
    const rows = list.flatMap((message, at) =>
      rowsOf(list[at - 1], message, message.id === this.#firstUnread),
    );
    const top = more
      ? h("button", {
          class: "older",
          type: "button",
          text: "Show earlier messages",
          onclick: () => this.#older(),
        })
      : beginning(store.find(store.conversation), !list.length, this.composer.withBot);
    this.rows.replaceChildren(top, ...rows);
    this.#keepEnd();
    if (this.#opening && rows.length) this.#fromHead(rows.at(-1));
  }

  #append(message) {
    this.typing.clear(message.from.name);
    const { list } = store.page(store.conversation);
    if (message.from.id === store.me.id) this.atEnd = true;
    this.rows.querySelector(".beginning.empty")?.remove();
    this.rows.append(...rowsOf(list.at(-2), message));
    if (this.atEnd) this.#keepEnd();
    else this.jump.hidden = false;
    if (this.atEnd) this.#fromHead(this.rows.lastElementChild);
    if (message.from.id !== store.me.id)
      announce(`${message.from.name}${message.gone_at ? " to you alone" : ""}: ${message.text || message.summary || "sent a card"}`);
    this.#read();
  }

  #redraw(message) {
    const article = this.#article(message.id);
    if (!article) return;
    const look = {
      grouped: article.classList.contains("grouped") && !message.edited_at,
      mine: article.classList.contains("mine"),
    };
    const fresh = drawMessage(message, look);
    replaceMessage(article, fresh);
    if (this.atEnd && fresh === this.rows.lastElementChild) this.#fromHead(fresh);
  }

  /** What is taller than the screen, as a digest on a phone, is read from its beginning. */
  #fromHead(article) {
    if (article.offsetHeight <= this.log.clientHeight) return;
    this.atEnd = false;
    article.scrollIntoView({ block: "start" });
  }

  async #older() {
    if (this.#loadingOlder) return;
    this.#loadingOlder = true;
    const id = store.conversation;
    const fromEnd = this.log.scrollHeight - this.log.scrollTop;
    try {
      await store.loadOlder(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.rows.querySelector(".older").textContent = `${error.message} Try again`;
    } finally {
      this.#loadingOlder = false;
    }
    if (id !== store.conversation) return;
    this.drawRows();
    this.log.scrollTop = this.log.scrollHeight - fromEnd;
  }

  #scrolled() {
    this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
    if (this.atEnd) this.jump.hidden = true;
    if (this.log.scrollTop < 40 && this.rows.querySelector(".older")) this.#older();
  }

  #keepEnd() {
    if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
  }

  #toEnd() {
    this.atEnd = true;
    this.jump.hidden = true;
    this.#keepEnd();
    this.#fromHead(this.rows.lastElementChild);
  }

  /** Marks as read what is on the screen; that it fails harms nobody, the number only stays. */
  #read() {
    const id = store.conversation;
    if (document.hidden || !id) return;
    api.read(store.me.id, id).then(
      () => store.setUnread(id, 0),
      () => {},
    );
  }

  #refocus(message, title) {
    const article = this.#article(message);
    (article && buttonNamed(article, title))?.focus({ preventScroll: true });
  }

  #isOpen(message) {
    return message.conversation === store.conversation;
  }

  #article(id) {
    return this.rows.querySelector(`[data-message-id="${CSS.escape(id)}"]`);
  }
}
