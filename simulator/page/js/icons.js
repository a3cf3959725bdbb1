// The page's pictograms, drawn on a 20 by 20 grid, so that nothing is fetched from elsewhere.

const PATHS = {
  chat: "M10 3a7 7 0 1 1-3.2 13.2L3 17l.9-3.6A7 7 0 0 1 10 3ZM7 8.5h6M7 11.5h4",
  teams:
    "M7 9a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 7 9ZM2.5 16v-2.3A2.2 2.2 0 0 1 4.7 11.500h4.600a2.2 2.2 0 0 1 2.2 2.200V16M13.5 8.800a2.1 2.1 0 1 0 0-4.200M14 11.500h1.500a2 2 0 0 1 2 2V16",
  chevron: "m7.5 5 5 5-5 5",
  back: "M16 10H4m5-5-5 5 5 5",
  close: "m5 5 10 10M15 5 5 15",
  search: "M8.8 14a5.2 5.2 0 1 0 0-10.4 5.2 5.2 0 0 0 0 10.400ZM12.6 12.6 17 17",
  lock: "M5.5 9h9a.8.8 0 0 1 .8.8v6a.8.8 0 0 1-.8.800h-9a.8.8 0 0 1-.8-.8v-6a.8.8 0 0 1 .8-.8ZM7 9V6.500a3 3 0 0 1 6 0V9",
  shared:
    "M8.5 6.500H6.200a3.5 3.5 0 0 0 0 7h2.300M11.5 6.500h2.300a3.5 3.5 0 0 1 0 7h-2.300M7 10h6",
  sun: "M10 13.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.500M10 16.500V18M2 10h1.500M16.5 10H18M4.3 4.300l1.1 1.100M14.6 14.600l1.1 1.100M15.7 4.300l-1.1 1.100M5.4 14.600l-1.1 1.1",
  moon: "M15.8 12.600A6.6 6.6 0 0 1 7.4 4.200a6.6 6.6 0 1 0 8.4 8.400Z",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.200l2.7 1.8",
  tour: "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM13.2 6.800l-1.9 4.5-4.5 1.9 1.9-4.5 4.5-1.900Z",
  send: "m3 3.5 14.5 6.500L3 16.5 5 10 3 3.500ZM5 10h6",
  info: "M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.200v4.600M10 6.400v.1",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  mention:
    "M10 13.200a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.400ZM13.2 6.800v4.400a2.1 2.1 0 0 0 4.2 0V10a7.4 7.4 0 1 0-3 6",
  down: "M10 4v12m-5-5 5 5 5-5",
  warning: "M10 3 18 16.500H2L10 3ZM10 8v4M10 14.200v.1",
  unseen:
    "M3 3l14 14M8.200 8.300a2.5 2.5 0 0 0 3.5 3.500M6 5.600C4 6.700 2.700 8.500 2.200 10c1 2.900 4 5.500 7.8 5.500 1.500 0 2.900-.4 4.100-1.100M9 4.600c.3 0 .7-.1 1-.1 3.8 0 6.8 2.600 7.8 5.500-.3.8-.8 1.700-1.5 2.500",
  window: "M4 7.500h8.500V16H4zM7.5 7.500V4H16v8.500h-3.5",
};

/** The named pictogram, hidden from screen readers: its button has the words. */
export function icon(name, size = 20) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
