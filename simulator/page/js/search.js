// The field in the top bar that goes straight to a channel or a chat.
import { avatar, shapeOf } from "./avatar.js";
import { kindMark } from "./conversation_frame.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { picker } from "./picker.js";
import { followInPage } from "./route.js";
import { store } from "./store.js";

export function search(place) {
  const finder = picker({
    label: "Go to a channel or chat",
    placeholder: "Go to a channel or chat (Ctrl+K)",
    most: 12,
    nothing: "No channel or chat of that name.",
    entries,
  });
  const show = (on) => place.classList.toggle("open", on);
  const leave = () => {
    show(false);
    finder.field.value = "";
    finder.field.blur();
  };
  function entries() {
    return [...channelEntries(), ...chatEntries()];
  }
  const go = (link, id) =>
    followInPage(link, store.me.id, id, () => {
      leave();
      document.body.dataset.screen = "conversation";
    });
  const channelEntries = () =>
    store.state.teams.flatMap((team) =>
      team.channels.map((channel) => ({
        words: `${team.name} ${channel.name}`,
        link: () =>
          go(
            h(
              "a",
              { class: "pick" },
              avatar(team, "team", 28),
              h(
                "span",
                { class: "pick-words" },
                h("span", { class: "label" }, channel.name, kindMark(channel.kind)),
                h("span", { class: "about", text: team.name }),
              ),
            ),
            channel.id,
          ),
      })),
    );
  const chatEntries = () =>
    store.state.chats.map((chat) => ({
      words: chat.with.name,
      link: () =>
        go(
          h(
            "a",
            { class: "pick" },
            avatar(chat.with, shapeOf(chat.with), 28),
            h("span", { class: "pick-words" }, h("span", { class: "label", text: chat.with.name })),
          ),
          chat.id,
        ),
    }));
  finder.field.addEventListener("focus", () => {
    finder.draw();
    show(true);
  });
  finder.field.addEventListener("input", () => show(true));
  place.addEventListener(
    "focusout",
    (event) => !place.contains(event.relatedTarget) && show(false),
  );
  place.addEventListener("keydown", (event) => event.key === "Escape" && leave());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    finder.field.focus();
  });
  place.append(icon("search", 16), finder.element);
}
