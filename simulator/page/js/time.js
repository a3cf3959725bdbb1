// Times as the devices of this tenant's people show them: in the tenant's zone, days named against
// the rehearsal clock.

const LOOKS = {
  time: { hour: "numeric", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  dayOfYear: { day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "short" },
  shortDay: { day: "numeric", month: "short" },
  full: { dateStyle: "full", timeStyle: "short" },
  COMPACT: {},
  SHORT: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  LONG: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
};
const DATE =
  /\{\{(DATE|TIME)\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2}))(?:, ?(COMPACT|LONG|SHORT))?\)\}\}/g;

let formats = {};

/** From now on times are shown in `zone`; the reader's own where the tenant names none. */
export function useZone(zone) {
  const options = (look) => new Intl.DateTimeFormat(undefined, { ...look, timeZone: zone });
  formats = Object.fromEntries(Object.entries(LOOKS).map(([name, look]) => [name, options(look)]));
  // A day and time of which the parts can be read, whatever the reader's language.
  formats.parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  });
}

useZone(undefined);

const format = (name, at) => formats[name].format(new Date(at));

export const timeOf = (at) => format("time", at);
export const fullTime = (at) => format("full", at);
export const dayKey = (at) => localInputValue(at).slice(0, 10);

/** Whole days between the day of `at` and that of `now`, positive in the past. */
function daysAgo(at, now) {
  return Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / 86_400_000);
}

/** The words of a day divider: Today, Yesterday, a weekday and date, or a date with its year. */
export function dayLabel(at, now) {
  const ago = daysAgo(at, now);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return format(ago > 0 && ago < 300 ? "day" : "dayOfYear", at);
}

/** When something last happened, short enough for a list. */
export function shortTime(at, now) {
  const ago = daysAgo(at, now);
  if (ago === 0) return timeOf(at);
  return format(ago > 0 && ago < 7 ? "weekday" : "shortDay", at);
}

/** The rehearsal clock as the top bar shows it, in two parts: the day in small. */
export function clockParts(now) {
  return { day: `${format("weekday", now)} ${format("shortDay", now)}`, time: timeOf(now) };
}

/** A moment in one line, as "Mon 23 Nov, 9:00 AM". */
export function shortMoment(at) {
  return `${format("weekday", at)} ${format("shortDay", at)}, ${timeOf(at)}`;
}

/** A full hour as this browser writes it, in whichever zone. */
export function timeOnTheClock(hour) {
  const words = new Intl.DateTimeFormat(undefined, LOOKS.time).format(new Date(2026, 0, 5, hour));
  return words.replace(/\s/g, "\u00a0");
}

/** `at` as the value of a datetime-local input. */
export function localInputValue(at) {
  const [day, time] = format("parts", at).split(", ");
  return `${day}T${time.slice(0, 5)}`;
}

/**
 * The moment that a datetime-local value means in the tenant's zone, in milliseconds; NaN for
 * none.
 */
export function momentOf(value) {
  const asUtc = Date.parse(`${value}Z`);
  // The zone's offset is read at the guess, then at the moment found, which is right on days of
  // clock change too.
  const offset = (at) => Date.parse(`${localInputValue(at)}Z`) - Math.floor(at / 60_000) * 60_000;
  const guess = asUtc - offset(asUtc || 0);
  return asUtc - offset(guess || 0);
}

/**
 * The card with its `{{DATE(…)}}` and `{{TIME(…)}}` written out; the renderer would use the
 * browser's zone.
 */
export function withDates(card) {
  const written = (_, kind, at, look = "COMPACT") => format(kind === "TIME" ? "time" : look, at);
  return JSON.parse(JSON.stringify(card), (_, value) =>
    typeof value === "string" ? value.replace(DATE, written) : value,
  );
}
