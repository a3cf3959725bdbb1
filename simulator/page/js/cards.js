// Draws Adaptive Cards with the official renderer and Teams' host config, and reports what is
// pressed.
import { api } from "./api.js";
import { h } from "./dom.js";
import { cardHtml } from "./markdown.js";
import { theme } from "./theme.js";
import { withDates } from "./time.js";

const Renderer = window.AdaptiveCards;
const configs = {};

/**
 * Must have run before the first card is drawn; raises Refused where the tenant does not hand the
 * files out.
 */
export async function loadHostConfigs() {
  for (const name of ["light", "dark"]) {
    const config = await api.hostConfig(name);
    // The page's own font stack begins with Segoe UI as Teams' does, and goes on better outside
    // Windows.
    config.fontTypes.default.fontFamily = "inherit";
    // The published dark config keeps the light one's separator, which glares; Teams itself draws
    // a quiet line.
    if (name === "dark") config.separator.lineColor = "#484644";
    configs[name] = config;
  }
  allowEmptyNumbers();
  Renderer.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = cardHtml(text);
    result.didProcess = true;
  };
  Renderer.GlobalSettings.setTabIndexAtCardRoot = false;
}

/**
 * Renderer 3.0.6 takes an empty number input that has a minimum or maximum for invalid even if it
 * is not required.
 */
function allowEmptyNumbers() {
  const { isValid } = Renderer.NumberInput.prototype;
  Renderer.NumberInput.prototype.isValid = function isValidOrEmpty() {
    const rejected = this.renderedInputControlElement?.validity?.badInput;
    return Number.isNaN(this.value) && !rejected ? !this.isRequired : isValid.call(this);
  };
}

/**
 * A card's element, ready to be placed. `onPress` gets {action, inputs, merged, title}: the
 * button's own JSON, the inputs that belong to it as text, and both in one as Teams submits them.
 * It is called after the renderer has checked the inputs. A card that cannot be drawn becomes a
 * sentence.
 */
export function drawCard(json, { onPress, label = "Card" }) {
  const full = json?.msteams?.width?.toLowerCase() === "full";
  const host = h("div", {
    class: `card-host ${full ? "full" : "narrow"}`,
    role: "group",
    "aria-label": json?.speak || label,
  });
  host.style.colorScheme = theme();
  host.append(
    render(json, onPress) ??
      h("p", {
        class: "card-unreadable",
        text: json?.fallbackText || "This card cannot be shown.",
      }),
  );
  return host;
}

function render(json, onPress) {
  const card = new Renderer.AdaptiveCard();
  card.hostConfig = new Renderer.HostConfig(configs[theme()]);
  card.onExecuteAction = (action) => execute(action, onPress);
  try {
    card.parse(withDates(json));
    if (!card.isVersionSupported()) return null;
    const element = card.render();
    if (element) releaseIds(element);
    return element;
  } catch (error) {
    console.warn("A card could not be drawn.", error);
    return null;
  }
}

/**
 * Two cards may name their elements alike, but a page's ids are unique: the renderer's own stay,
 * for labels.
 */
function releaseIds(root) {
  for (const element of [root, ...root.querySelectorAll("[id]")]) {
    if (!element.id || element.id.startsWith("__ac-") || element.id.startsWith("ac-")) continue;
    element.dataset.elementId = element.id;
    element.removeAttribute("id");
  }
}

function execute(action, onPress) {
  if (action instanceof Renderer.OpenUrlAction) {
    openUrl(action.url);
    return;
  }
  if (!(action instanceof Renderer.SubmitAction || action instanceof Renderer.ExecuteAction))
    return;
  onPress({
    action: action.toJSON(),
    inputs: typed(action),
    merged: action.data ?? {},
    title: action.title ?? "",
  });
}

function openUrl(url) {
  if (/^(https?|mailto):/i.test(url ?? "")) window.open(url, "_blank", "noopener,noreferrer");
}

/** What was typed, as Teams sends it: text only, and nothing for an input that was left empty. */
function typed(action) {
  const inputs = {};
  for (const [id, input] of Object.entries(action.getReferencedInputs() ?? {})) {
    if (input.isSet()) inputs[id] = String(input.value);
  }
  return inputs;
}

const buttons = (host) => [...host.querySelectorAll("button.ac-pushButton")];

export function buttonNamed(host, title) {
  return buttons(host).find((button) => button.getAttribute("aria-label") === title) ?? null;
}

/**
 * Shows that the button `title` waits for its answer (null: none does); the others rest
 * meanwhile.
 */
export function markPending(host, title) {
  host.toggleAttribute("data-pending", Boolean(title));
  host.setAttribute("aria-busy", String(Boolean(title)));
  for (const button of buttons(host)) {
    const waits = Boolean(title) && button.getAttribute("aria-label") === title;
    button.classList.toggle("waiting", waits);
    if (title) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
