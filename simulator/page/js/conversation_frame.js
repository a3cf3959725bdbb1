// The heading over a conversation, and what stands there when there is none or it cannot be read.
import { avatar, shapeOf } from "./avatar.js";
import { h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

const KINDS = { private: ["lock", "Private channel"], shared: ["shared", "Shared channel"] };

/** The pictogram of a private or shared channel with its words; nothing for a standard one. */
export function kindMark(kind) {
  if (!KINDS[kind]) return null;
  const [name, words] = KINDS[kind];
  return h("span", { class: "kind", title: words }, icon(name, 14), unseen(words));
}

export function conversationHeader({ team, channel, chat }) {
  return h(
    "header",
    { class: "conversation-header" },
    h(
      "button",
      {
        class: "tool back",
        type: "button",
        "aria-label": "Back to the list",
        title: "Back to the list",
        onclick: () => {
          document.body.dataset.screen = "list";
        },
      },
      icon("back"),
    ),
    channel
      ? avatar(team, "team", 36)
      : avatar(chat.with, shapeOf(chat.with), 36),
    channel ? channelTitle(team, channel) : chatTitle(chat.with),
  );
}

function channelTitle(team, channel) {
  return h(
    "h1",
    { id: "conversation-title" },
    h("span", { class: "team-name", text: team.name }),
    h("span", { class: "of", text: " › " }),
    h("span", { class: "channel-name" }, channel.name, kindMark(channel.kind)),
  );
}

function chatTitle(person) {
  const about = store.isBot(person)
    ? ""
    : [person.title, person.department].filter(Boolean).join(" · ");
  return h(
    "div",
    { class: "with" },
    h(
      "h1",
      { id: "conversation-title" },
      person.name,
      store.isBot(person) && h("span", { class: "badge", text: "App" }),
    ),
    about && h("span", { class: "about", text: about }),
  );
}

/** `asked`: an address named a conversation that this person is not in. */
export function emptyConversation(asked) {
  const title = asked ? `${store.me.name} is not in this conversation` : "Choose a conversation";
  const words = asked
    ? "Choose another one on the left, or act as somebody who belongs to it."
    : "Teams with their channels and personal chats are on the left.";
  return h(
    "div",
    { class: "nothing" },
    h("span", { class: "nothing-picture", "aria-hidden": "true" }, icon("chat", 48)),
    h("h1", { id: "conversation-title", text: title }),
    h("p", { text: words }),
  );
}

export function failedConversation(words, retry) {
  return h(
    "div",
    { class: "nothing", role: "alert" },
    h("span", { class: "nothing-picture", "aria-hidden": "true" }, icon("warning", 40)),
    h("p", { text: words }),
    h("button", { class: "primary", type: "button", text: "Try again", onclick: retry }),
  );
}
