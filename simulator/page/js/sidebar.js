// The rail and the list: teams with their channels, personal chats, and what is unread in them.
import { avatar, shapeOf } from "./avatar.js";
import { kindMark } from "./conversation_frame.js";
import { h, remember, remembered, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { followInPage } from "./route.js";
import { store } from "./store.js";
import { shortTime } from "./time.js";

const VIEWS = { chat: "Chat", teams: "Teams" };
const OPEN_BY_ITSELF = 6;

export class Sidebar {
  constructor(rail, list) {
    this.rail = rail;
    this.list = list;
    for (const change of ["state", "unread"]) store.on(change, () => this.draw());
  }

  /** Shows the view in which the open conversation stands. */
  opened(id) {
    const found = id && store.find(id);
    if (found) this.view = found.chat ? "chat" : "teams";
    this.draw();
    this.list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  draw() {
    const focused = focusKey();
    const scrolled = this.list.querySelector(".list-scroll")?.scrollTop ?? 0;
    this.view ??= "teams";
    document.body.dataset.view = this.view;
    this.rail.replaceChildren(...Object.keys(VIEWS).map((view) => this.#railButton(view)));
    const scroll = h(
      "div",
      { class: "list-scroll" },
      this.view === "teams" ? this.#teams() : this.#chats(),
    );
    this.list.replaceChildren(h("h2", { class: "list-title", text: VIEWS[this.view] }), scroll);
    scroll.scrollTop = scrolled;
    if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
  }

  #railButton(view) {
    const unread =
      view === "chat"
        ? store.state.chats.filter((chat) => chat.unread).length
        : channels().filter((channel) => channel.unread).length;
    const show = () => {
      this.view = view;
      document.body.dataset.screen = "list";
      this.draw();
    };
    return h(
      "button",
      {
        class: "rail-button",
        type: "button",
        data: { key: `rail-${view}` },
        "aria-current": this.view === view ? "true" : null,
        onclick: show,
      },
      h(
        "span",
        { class: "rail-icon" },
        icon(view, 24),
        unread > 0 && h("span", { class: "count", "aria-hidden": "true", text: unread }),
      ),
      h("span", { class: "rail-words", text: VIEWS[view] }),
      unread > 0 && unseen(`${unread} with unread messages`),
    );
  }

  #teams() {
    if (!store.state.teams.length) return nothing("teams", `${store.me.name} is in no team.`);
    return h(
      "ul",
      { class: "teams", "aria-label": "Teams" },
      store.state.teams.map((team) => this.#team(team)),
    );
  }

  #team(team) {
    const open = this.#isOpen(team);
    const unread = team.channels.some((channel) => channel.unread);
    const toggle = () => {
      remember(this.#openKey(team), !open);
      this.draw();
    };
    return h(
      "li",
      { class: "team" },
      h(
        "button",
        {
          class: unread && !open ? "team-button unread" : "team-button",
          type: "button",
          "aria-expanded": String(open),
          data: { key: `team-${team.id}` },
          onclick: toggle,
        },
        icon("chevron", 14),
        avatar(team, "team", 28),
        h("span", { class: "label", text: team.name }),
        unread && !open && unseen("unread messages"),
      ),
      open &&
        h(
          "ul",
          { class: "channels", "aria-label": `Channels of ${team.name}` },
          team.channels.map((channel) =>
            h(
              "li",
              {},
              this.#link(
                channel,
                h("span", { class: "label", text: channel.name }),
                kindMark(channel.kind),
              ),
            ),
          ),
        ),
    );
  }

  #openKey(team) {
    return `open ${store.me.id} ${team.id}`;
  }

  #isOpen(team) {
    const current = team.channels.some((channel) => channel.id === store.conversation);
    const byItself =
      current ||
      store.state.teams.length <= OPEN_BY_ITSELF ||
      team.channels.some((channel) => channel.unread);
    return remembered(this.#openKey(team), byItself);
  }

  #chats() {
    if (!store.state.chats.length) return nothing("chat", "No personal chats yet.");
    const rank = (chat) => (store.isBot(chat.with) ? Infinity : Date.parse(chat.last_at ?? 0));
    const chats = [...store.state.chats].sort((one, other) => (rank(other) > rank(one) ? 1 : -1));
    return h(
      "ul",
      { class: "chats", "aria-label": "Chats" },
      chats.map((chat) => h("li", {}, this.#chat(chat))),
    );
  }

  #chat(chat) {
    const bot = store.isBot(chat.with);
    const about = bot ? "" : chat.with.title;
    return this.#link(
      chat,
      avatar(chat.with, shapeOf(chat.with), 36),
      h(
        "span",
        { class: "chat-words" },
        h(
          "span",
          { class: "label" },
          chat.with.name,
          bot && h("span", { class: "badge", text: "App" }),
        ),
        about && h("span", { class: "about", text: about }),
      ),
      chat.last_at &&
        h("time", { datetime: chat.last_at, text: shortTime(chat.last_at, store.now) }),
    );
  }

  #link(place, ...content) {
    const current = place.id === store.conversation;
    const link = h(
      "a",
      {
        class: place.unread ? "place unread" : "place",
        "aria-current": current ? "page" : null,
        data: { conversation: place.id, key: `place-${place.id}` },
      },
      ...content,
      place.unread > 0 && h("span", { class: "count" }, String(place.unread), unseen(" unread")),
    );
    return followInPage(link, store.me.id, place.id, () => {
      document.body.dataset.screen = "conversation";
    });
  }
}

const channels = () => store.state.teams.flatMap((team) => team.channels);

/** Finds what has the focus again after the list was drawn anew. */
function focusKey() {
  const key = document.activeElement?.dataset?.key;
  return key ? `[data-key="${CSS.escape(key)}"]` : null;
}

function nothing(name, words) {
  return h(
    "div",
    { class: "nothing" },
    h("span", { class: "nothing-picture", "aria-hidden": "true" }, icon(name, 40)),
    h("p", { text: words }),
  );
}
