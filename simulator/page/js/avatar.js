// Draws people, teams and the bot as Teams does: a circle, a rounded square, a hexagon.
import { h } from "./dom.js";

const FALLBACK = "#5b5fc7";

/** Black or white, whichever is easier to read on `colour` (WCAG relative luminance). */
function inkOn(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= 4.5 ? "#ffffff" : "#1b1a19";
}

/** Whom a chat is with: the bot, one person, or several. */
export function shapeOf(other) {
  if (other.bot) return "bot";
  return other.group ? "team" : "person";
}

/** `thing` has a name and perhaps initials and a colour; `shape` is person, team or bot. */
export function avatar(thing, shape = "person", size = 32) {
  const colour = /^#[0-9a-f]{6}$/i.test(thing.colour ?? "") ? thing.colour : FALLBACK;
  return h("span", {
    class: `avatar ${shape}`,
    "aria-hidden": "true",
    text: thing.initials || initials(thing.name),
    style: {
      background: colour,
      color: inkOn(colour),
      width: `${size}px`,
      height: `${size}px`,
      fontSize: `${Math.round(size * 0.4)}px`,
    },
  });
}

function initials(name = "?") {
  const words = name.trim().split(/\s+/);
  return (words[0][0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}
