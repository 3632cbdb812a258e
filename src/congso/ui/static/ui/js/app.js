// The start of every signed-in page. Heavy parts load only where a page holds them.
import { startDialogs } from "./dialogs.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startNet } from "./net.js";
import { startToasts } from "./toast.js";

function themeButtons() {
  const root = document.documentElement;
  const reflect = () => document.querySelectorAll("[data-theme-set]").forEach((button) =>
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === root.dataset.theme)));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set]");
    if (!button) return;
    root.dispatchEvent(new CustomEvent("theme:set", { detail: button.dataset.themeSet }));
    reflect();
  });
  reflect();
}

// Check-all boxes and the words of a selection: data-pick-all="name", [data-pick-count].
function picks() {
  const renew = (form) => {
    const boxes = [...form.querySelectorAll("[data-row] input[type=checkbox]")];
    const count = boxes.filter((box) => box.checked).length;
    form.querySelectorAll("[data-pick-count]").forEach((node) => { node.textContent = count; });
    form.querySelectorAll("[data-pick-some]").forEach((node) => { node.disabled = !count; });
    const all = form.querySelector("[data-pick-all]");
    if (all) { all.checked = count > 0 && count === boxes.length; all.indeterminate = count > 0 && count < boxes.length; }
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-picks]");
    if (!form) return;
    if (event.target.matches("[data-pick-all]")) form.querySelectorAll("[data-row] input[type=checkbox]").forEach((box) => { box.checked = event.target.checked; });
    if (event.target.matches("input[type=checkbox]")) renew(form);
  });
  const every = () => document.querySelectorAll("[data-picks]").forEach(renew);
  document.body.addEventListener("htmx:afterSettle", every);
  every();
}

// A select or a check box that sends its form by itself: data-send on the control.
function selfSending() {
  document.addEventListener("change", (event) => { if (event.target.matches("[data-send]")) event.target.form?.requestSubmit(); });
}

// Parts of one thing that have no room beside each other: [data-shows="id"] holds the buttons, the thing says which it shows.
function parts() {
  const key = `congso.part:${location.pathname}`;
  const show = (button) => {
    const bar = button?.closest("[data-shows]");
    const shown = bar && document.getElementById(bar.dataset.shows);
    if (!shown) return;
    shown.dataset.show = button.dataset.tabShow;
    bar.querySelectorAll("[data-tab-show]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    sessionStorage.setItem(key, button.dataset.tabShow);
  };
  document.addEventListener("click", (event) => show(event.target.closest("[data-tab-show]")));
  // After an act on this page its part stays; who comes from elsewhere first sees the text, with what was remarked on it.
  const from = document.referrer && new URL(document.referrer).pathname;
  const last = from === location.pathname ? sessionStorage.getItem(key) : "";
  if (last) show(document.querySelector(`[data-tab-show="${CSS.escape(last)}"]`));
}

const HEAVY = [
  ["input[data-date]:not([data-ready])", () => import("./dates.js"), "enhanceDates"],
  ["form[data-upload]", () => import("./upload.js"), "enhanceUploads"],
  ["[data-viewer]", () => import("./viewer.js"), "enhanceViewers"],
  ["[data-editor]", () => import("./editor.js"), "enhanceEditors"],
];

// A part that the line broke off is fetched again when the line is back; the others start all the same.
function later(error) {
  if (navigator.onLine) throw error;
  window.addEventListener("online", heavy, { once: true });
}

async function heavy() {
  await Promise.all(HEAVY.map(async ([selector, load, start]) => {
    if (document.querySelector(selector)) (await load().catch(later))?.[start]();
  }));
}

startNet();
startToasts();
startDialogs();
startKeys();
themeButtons();
picks();
selfSending();
parts();
heavy();
document.body.addEventListener("htmx:afterSettle", heavy);
startLive();
if ("serviceWorker" in navigator && document.body.dataset.sw) {
  navigator.serviceWorker.register(document.body.dataset.sw, { scope: "/" }).catch(() => {});
}
