// Sentences of the scripts in the reader's language, from ui/_words.html.
let table = null;

export function word(key, places = {}) {
  if (!table) {
    table = new Map();
    const home = document.getElementById("words");
    home?.content.querySelectorAll("dt").forEach((dt) => table.set(dt.textContent, dt.nextElementSibling.textContent));
  }
  let text = table.get(key) ?? key;
  for (const [name, value] of Object.entries(places)) text = text.replace(`%${name}`, value);
  return text;
}

export const sprite = () => document.querySelector("svg.ic use")?.getAttribute("href").split("#")[0] ?? "";

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "ic");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite()}#${name}`);
  svg.append(use);
  return svg;
}

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export const csrf = () => {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  } catch {
    return "";
  }
};
