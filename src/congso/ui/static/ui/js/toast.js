// Lines at the foot of the page: 8 seconds, longer under the pointer, with "Hoàn tác" where an act can be taken back.
import { csrf, element, icon, word } from "./words.js";

const LIFE = 8000;
const home = () => document.getElementById("toasts");

function raise() {
  const region = home();
  // A modal dialog lies in the top layer; the region follows it there.
  if (!region?.showPopover || !document.querySelector("dialog[open]")) return;
  region.setAttribute("popover", "manual");
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

function age(node) {
  let timer = setTimeout(() => node.remove(), LIFE);
  const keep = () => clearTimeout(timer);
  const go = () => { timer = setTimeout(() => node.remove(), LIFE / 2); };
  node.addEventListener("pointerenter", keep);
  node.addEventListener("focusin", keep);
  node.addEventListener("pointerleave", go);
  node.addEventListener("focusout", go);
}

async function takeBack(url, node) {
  node.remove();
  try {
    const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": csrf(), Accept: "application/json" } });
    if (answer.ok) return location.reload();
    const said = await answer.json().catch(() => ({}));
    toast(said.message || word(`e${answer.status >= 500 ? 500 : answer.status}`), { bad: true });
  } catch {
    toast(word("offline"), { bad: true });
  }
  return undefined;
}

export function toast(text, { undo = "", undoLabel = "", bad = false } = {}) {
  const region = home();
  if (!region || !text) return;
  const node = element("div", { class: "toast-undo" }, icon(bad ? "alert-circle" : "check"), element("span", { class: "grow" }, text));
  if (undo) {
    const button = element("button", { type: "button" }, undoLabel || word("undo"));
    button.addEventListener("click", () => takeBack(undo, node));
    node.append(button);
  }
  region.append(node);
  raise();
  age(node);
}

export function startToasts() {
  home()?.querySelectorAll("[data-toast]").forEach(age);
  document.body.addEventListener("toast", (event) => toast(event.detail.text, event.detail));
}
