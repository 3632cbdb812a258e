// Keyboard: j k Enter x / ? Esc Ctrl+Enter, and one letter per act from data-key. Letters are off while a field has
// the focus or an input method is composing, and can be switched off altogether (WCAG 2.1.4).
import { open } from "./dialogs.js";

const STORE = "congso.keys";
let lastPicked = null;

export const lettersOn = () => localStorage.getItem(STORE) !== "off";
export const setLetters = (on) => localStorage.setItem(STORE, on ? "on" : "off");

const writing = (node) => node.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]");
const seen = (node) => node.offsetParent !== null || node.getClientRects().length > 0;
const scope = () => [...document.querySelectorAll("dialog[open]")].pop() || document;
const rows = () => [...scope().querySelectorAll("[data-row]")].filter(seen);
const linkOf = (row) => (row.matches("a, button") ? row : row.querySelector("[data-row-link], a[href]"));

function current(all) {
  const focused = document.activeElement?.closest?.("[data-row]");
  return all.indexOf(focused && all.includes(focused) ? focused : all.find((row) => row.matches(".at")) || all.find((row) => row.matches(".is-on")));
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = current(all);
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("at", row === next));
  const link = linkOf(next);
  (link || next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function pick(range) {
  const all = rows();
  const at = current(all);
  if (at < 0) return;
  const box = (row) => row.querySelector("input[type=checkbox]");
  const here = box(all[at]);
  if (!here) return;
  const from = range && lastPicked !== null ? Math.min(lastPicked, at) : at;
  const to = range && lastPicked !== null ? Math.max(lastPicked, at) : at;
  const value = range ? true : !here.checked;
  for (const row of all.slice(from, to + 1)) {
    const field = box(row);
    if (field && field.checked !== value) {
      field.checked = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  lastPicked = at;
}

function search() {
  const field = [...document.querySelectorAll("[data-search-field]")].find(seen);
  if (field) { field.focus(); field.select?.(); } else if (document.body.dataset.search) location.assign(document.body.dataset.search);
}

export function help() {
  const shown = document.getElementById("keys-dialog");
  if (shown) return open(shown);
  return window.htmx?.ajax("GET", document.body.dataset.keys, { target: "#dialogs", swap: "beforeend" });
}

function act(key) {
  const all = rows();
  const row = all[current(all)];
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const within = (home) => [...(home?.querySelectorAll(wanted) ?? [])].filter((node) => seen(node) && !node.disabled);
  // What belongs to a row is pressed only while the row is the current one.
  const found = (row?.matches(wanted) && row) || within(row)[0] || within(scope()).find((node) => !node.closest("[data-row]"));
  if (!found) return false;
  if (found.matches("input, textarea, select")) found.focus(); else found.click();
  return true;
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = target.closest?.("form") || scope().querySelector("form[data-main-form]");
    if (form) { event.preventDefault(); form.requestSubmit(form.querySelector(".btn-primary:not([type=button])") ?? undefined); }
    return;
  }
  if (key === "Escape") {
    if (writing(target)) target.blur();
    else if (!document.querySelector("dialog[open]")) document.querySelector("[data-escape]")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || writing(target) || !lettersOn()) return;
  const done = { j: () => move(1), k: () => move(-1), x: () => pick(false), X: () => pick(true), "/": search, "?": help }[key];
  if (key === "Enter") {
    const row = scope().querySelector("[data-row].at");
    if (row && target === document.body) { event.preventDefault(); linkOf(row)?.click(); }
  } else if (done) { event.preventDefault(); done(); } else if (key.length === 1 && act(key.toLowerCase())) event.preventDefault();
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) { event.preventDefault(); help(); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-letters-switch]")) setLetters(event.target.checked);
  });
  const reflect = () => document.querySelectorAll("[data-letters-switch]").forEach((box) => { box.checked = lettersOn(); });
  document.body.addEventListener("htmx:afterSettle", reflect);
  reflect();
}
