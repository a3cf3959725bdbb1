// What the page knows: the tenant as one person sees it, the messages read so far, and who listens
// to changes.
import { api } from "./api.js";
import { useZone } from "./time.js";

class Store extends EventTarget {
  state = null;
  conversation = null;
  /** Conversation id → {list: messages, oldest first; more: whether older ones exist}. */
  #pages = new Map();
  /** Message id → what this person's page alone shows on it: {card, notice, pending}. */
  #views = new Map();
  #clockRead = 0;

  get me() {
    return this.state.me;
  }

  /** The rehearsal clock in milliseconds, running on from the last time the tenant told it. */
  get now() {
    return this.#clockRead + performance.now();
  }

  /** Takes the tenant as it is now; a change of person forgets what the other one saw. */
  enter(state) {
    if (this.state?.me.id !== state.me.id) {
      this.#pages.clear();
      this.#views.clear();
      this.conversation = null;
    }
    this.state = state;
    useZone(state.time_zone);
    this.setClock(state.now, state.clock);
    this.tell("state");
  }

  /** `clock` is what the tenant says about it, where it says more than the time. */
  setClock(now, clock = {}) {
    this.#clockRead = Date.parse(now) - performance.now();
    Object.assign(this.state.clock, clock);
    this.tell("clock");
    this.forgetGone();
  }

  /** Teams stops showing what one person alone was sent after a day. */
  forgetGone() {
    for (const [id, page] of this.#pages) {
      const left = page.list.filter(({ gone_at }) => !gone_at || Date.parse(gone_at) > this.now);
      if (left.length === page.list.length) continue;
      page.list = left;
      this.tell("delete", { conversation: id });
    }
  }

  setTour(tour) {
    this.state.tour = tour;
    this.tell("tour");
  }

  /** What goes on while time goes by, or null: {words, at, share}. */
  get progress() {
    return this.state?.clock.progress ?? null;
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  on(type, listener) {
    this.addEventListener(type, (event) => listener(event.detail));
  }

  view(message) {
    if (!this.#views.has(message)) this.#views.set(message, {});
    return this.#views.get(message);
  }

  page(id) {
    return this.#pages.get(id);
  }

  /** Reads the newest messages; what was read before and lies further back stays. */
  async load(id) {
    const me = this.me.id;
    const { messages, more } = await api.messages(me, id);
    if (me !== this.me.id) return;
    const before = this.page(id);
    const overlap = before?.list.findIndex((message) => message.id === messages[0]?.id) ?? -1;
    const older = overlap > 0 ? before.list.slice(0, overlap) : [];
    this.#pages.set(id, { list: [...older, ...messages], more: older.length ? before.more : more });
  }

  async loadOlder(id) {
    const page = this.page(id);
    const { messages, more } = await api.messages(this.me.id, id, { before: page.list[0]?.id });
    const known = new Set(page.list.map((message) => message.id));
    const older = messages.filter((message) => !known.has(message.id));
    page.list.unshift(...older);
    page.more = more && older.length > 0;
  }

  /** A message that is new or known already (our own comes back twice); true if it was new. */
  add(message) {
    this.touch(message.conversation, message.sent_at);
    const page = this.page(message.conversation);
    if (!page || page.list.some((known) => known.id === message.id)) return false;
    page.list.push(message);
    this.tell("message", message);
    return true;
  }

  /** An edit takes back what this person alone was shown on the card, as in Teams. */
  change(message) {
    const list = this.page(message.conversation)?.list;
    const at = list?.findIndex((known) => known.id === message.id) ?? -1;
    if (at < 0) return;
    list[at] = message;
    delete this.view(message.id).card;
    this.tell("edit", message);
  }

  remove({ id, conversation }) {
    const page = this.page(conversation);
    if (!page) return;
    page.list = page.list.filter((message) => message.id !== id);
    this.tell("delete", { id, conversation });
  }

  touch(id, at) {
    const chat = this.state.chats.find((one) => one.id === id);
    if (!chat) return;
    chat.last_at = at;
    this.tell("unread");
  }

  setUnread(id, unread) {
    const place = this.find(id);
    if (!place) return;
    (place.channel ?? place.chat).unread = unread;
    this.tell("unread");
  }

  /** {team, channel} or {chat} of a conversation id; null where this person does not belong. */
  find(id) {
    for (const team of this.state.teams) {
      const channel = team.channels.find((one) => one.id === id);
      if (channel) return { team, channel, unread: channel.unread };
    }
    const chat = this.state.chats.find((one) => one.id === id);
    return chat ? { chat, unread: chat.unread } : null;
  }

  isBot(person) {
    return person.id === this.state.bot.id;
  }
}

export const store = new Store();
