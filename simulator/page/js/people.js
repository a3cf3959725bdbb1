// "You are: NAME": says as whom the visitor acts, and lets them be anybody else of the tenant.
import { avatar } from "./avatar.js";
import { h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { picker } from "./picker.js";
import { followInPage } from "./route.js";
import { store } from "./store.js";

export function peopleSwitcher() {
  const button = h("button", { class: "me", type: "button", popovertarget: "people" });
  const people = picker({
    label: "Find a person",
    placeholder: "Name, title or department",
    nothing: "Nobody of that name in this tenant.",
    entries: () =>
      store.state.people.map((person) => ({
        words: `${person.name} ${person.title} ${person.department}`,
        link: () => personLink(person, panel),
      })),
  });
  const second = h(
    "a",
    { class: "second-window", target: "_blank", rel: "noopener" },
    icon("window", 16),
    "Open a second window to be two people",
  );
  const panel = h(
    "div",
    {
      id: "people",
      class: "panel people",
      popover: "auto",
      role: "dialog",
      "aria-label": "Act as",
    },
    h("h2", { text: "Act as" }),
    people.element,
    second,
  );
  people.field.autofocus = true;
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    people.field.value = "";
    people.draw();
    second.href = location.href;
  });
  store.on("state", () => {
    button.replaceChildren(
      h(
        "span",
        { class: "me-words" },
        h("span", { class: "me-label", text: "You are: " }),
        h("span", { class: "me-name", text: store.me.name }),
      ),
      avatar(store.me, "person", 32),
    );
    button.title = [store.me.name, store.me.title, store.me.department].filter(Boolean).join(" · ");
  });
  return [button, panel];
}

/** A person keeps the open conversation where they belong to it; main sees to that. */
function personLink(person, panel) {
  const link = h(
    "a",
    { class: "pick", "aria-current": person.id === store.me.id ? "true" : null },
    avatar(person, "person", 32),
    h(
      "span",
      { class: "pick-words" },
      h("span", { class: "label", text: person.name }),
      unseen(", "),
      h("span", {
        class: "about",
        text: [person.title, person.department].filter(Boolean).join(" · "),
      }),
    ),
    person.guest && h("span", { class: "badge", text: "Guest" }),
    person.id === store.me.id && icon("check", 18),
  );
  return followInPage(link, person.id, store.conversation, () => panel.hidePopover());
}
