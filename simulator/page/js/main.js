// Puts the page together: reads the address, enters the tenant as that person, and follows what
// happens.
import { api, Refused } from "./api.js";
import { loadHostConfigs } from "./cards.js";
import { clock } from "./clock.js";
import { Conversation } from "./conversation.js";
import { failedConversation } from "./conversation_frame.js";
import { closeDialog } from "./dialog.js";
import { toast } from "./dom.js";
import { Live } from "./live.js";
import { peopleSwitcher } from "./people.js";
import { released } from "./pointer.js";
import { showCard } from "./press.js";
import { showProgress } from "./progress.js";
import { go, here, onGo } from "./route.js";
import { search } from "./search.js";
import { Sidebar } from "./sidebar.js";
import { store } from "./store.js";
import { themeButton } from "./theme.js";
import { Tour } from "./tour.js";

const place = (id) => document.getElementById(id);
const sidebar = new Sidebar(place("rail"), place("list"));
const conversation = new Conversation(place("conversation"));
const tour = new Tour(place("tour"));
showProgress(place("progress"), place("making"), document.querySelector(".shell"), catchUp);
const live = new Live(
  {
    message: (message) => (store.find(message.conversation) ? store.add(message) : catchUp()),
    edit: (message) => store.change(message),
    delete: (gone) => store.remove(gone),
    typing: (who) => store.tell("typing", who),
    clock: ({ now, ...clock }) => store.setClock(now, clock),
    tour: ({ tour: stops }) => store.setTour(stops),
    changed: () => catchUp(),
    unread: ({ conversation: id, unread }) =>
      store.find(id) ? store.setUnread(id, unread) : catchUp(),
  },
  { onLost: () => showLost(true), onBack: catchUp },
);

function showLost(lost) {
  place("connection").hidden = !lost;
  place("connection").textContent = lost
    ? "Reconnecting… What is written meanwhile appears as soon as the tenant answers."
    : "";
}

/** Everything anew: after a lost connection, and where this person has come into a conversation. */
async function catchUp() {
  const me = store.me.id;
  try {
    const state = await api.state(me);
    await released();
    if (me !== store.me.id) return; // somebody else was chosen meanwhile
    store.enter(state);
    showLost(false);
    if (store.conversation && !store.find(store.conversation)) await arrive();
    else await conversation.reload();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showLost(true);
  }
}

/**
 * Brings the page to what the address says: perhaps another person, perhaps another conversation.
 */
async function arrive() {
  const asked = here();
  closeDialog();
  try {
    if (!store.state || (asked.as && asked.as !== store.me.id)) {
      const state = await api.state(asked.as);
      if (asked.as !== here().as) return; // a newer choice is on its way
      enter(state);
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status < 400 || !asked.as) {
      fail(error.message);
      return;
    }
    toast(error.message, "error");
    go(store.state?.me.id ?? null, null, { replace: true });
    return;
  }
  const known = asked.conversation && store.find(asked.conversation);
  const first = firstPlace();
  if (known || !first) await show(asked.conversation);
  else go(store.me.id, first, { replace: true });
}

function enter(state) {
  store.enter(state);
  live.follow(store.me.id);
  place("organisation").textContent = store.state.organisation;
}

/**
 * Where a person without an address begins: the tour's first stop for them, something unread, the
 * first channel, a chat.
 */
function firstPlace() {
  const { tour: steps = [], teams, chats } = store.state;
  const stop = steps.find((step) => step.as === store.me.id && store.find(step.conversation));
  const channels = teams.flatMap((team) => team.channels);
  return (
    stop?.conversation ??
    channels.find((channel) => channel.unread)?.id ??
    channels[0]?.id ??
    chats[0]?.id ??
    null
  );
}

async function show(id) {
  if (id !== store.conversation || !place("conversation").querySelector(".composer")) {
    store.conversation = id;
    sidebar.opened(id);
    await conversation.open(id);
  }
  showTitle();
}

function showTitle() {
  const found = store.conversation && store.find(store.conversation);
  const unread = [
    ...store.state.chats,
    ...store.state.teams.flatMap((team) => team.channels),
  ].filter((one) => one.unread).length;
  const name = found
    ? found.channel
      ? `${found.channel.name} · ${found.team.name}`
      : found.chat.with.name
    : "Conversations";
  document.title = `${unread ? `(${unread}) ` : ""}${name} · ${store.state.organisation}`;
}

function fail(words) {
  document.body.dataset.screen = "conversation";
  place("conversation").replaceChildren(failedConversation(words, () => begin()));
}

async function begin() {
  try {
    await loadHostConfigs();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fail(error.message);
    return;
  }
  if (here().conversation) document.body.dataset.screen = "conversation";
  await arrive();
}

place("tools").append(...clock(), tour.button, themeButton(), ...peopleSwitcher());
search(place("search"));
store.on("unread", showTitle);
store.on("personal-card", ({ message, card }) => showCard(message, card));
onGo(arrive);
document.querySelector("[data-skip]").addEventListener("click", (event) => {
  event.preventDefault();
  document.body.dataset.screen = "conversation";
  place("composer")?.focus();
});
setInterval(() => store.state && store.forgetGone(), 10_000);
begin();
