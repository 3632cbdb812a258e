// Sheets are <dialog>: data-open="id" opens, data-close closes, [data-auto-open] opens itself after a swap.
// data-confirm on a form or a button asks first; the dialog's button repeats the act (data-confirm-act or its own words).
import { element, word } from "./words.js";

export function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

const dirty = (dialog) => [...dialog.querySelectorAll("input, textarea, select")].some((field) =>
  field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected) && field.dataset.touched
    : field.type !== "hidden" && field.value !== field.defaultValue);

function closeMenus(except) {
  document.querySelectorAll("details.js-menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
}

export function ask(question, act, detail = "") {
  return new Promise((resolve) => {
    const yes = element("button", { class: "btn btn-primary", value: "yes", autofocus: true }, act);
    const no = element("button", { class: "btn btn-quiet", value: "" }, word("close"));
    const form = element("form", { method: "dialog", class: "sheet-form" },
      element("div", { class: "sheet-h" }, element("h2", { class: "b t-lg grow", id: "ask-title" }, question)),
      element("div", { class: "sheet-b t-2 t-sm" }, detail),
      element("div", { class: "sheet-f" }, element("span", { class: "grow" }), no, yes));
    const dialog = element("dialog", { class: "sheet dialog narrow", "aria-labelledby": "ask-title" }, form);
    document.body.append(dialog);
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); });
    open(dialog);
  });
}

const actOf = (node) => node.dataset.confirmAct || node.textContent.trim() || node.value;

async function guard(event) {
  const form = event.target;
  const by = event.submitter?.dataset.confirm ? event.submitter : form.dataset?.confirm ? form : null;
  if (!by || form.dataset.asked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const act = by === form ? form.dataset.confirmAct || actOf(event.submitter || form) : actOf(by);
  if (await ask(by.dataset.confirm, act, by.dataset.confirmDetail)) {
    form.dataset.asked = "1";
    form.requestSubmit(event.submitter ?? undefined);
    delete form.dataset.asked;
  }
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.open);
      if (dialog) { event.preventDefault(); open(dialog); }
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-back]")) history.back();
    if (event.target.matches("dialog.sheet") && !dirty(event.target)) {
      const box = event.target.getBoundingClientRect();
      const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
      if (outside) event.target.close();
    }
    closeMenus(event.target.closest("details.js-menu"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.js-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); event.stopPropagation(); }
  }, true);
  document.addEventListener("change", (event) => { if (event.target.options) event.target.dataset.touched = "1"; });
  document.addEventListener("submit", guard, true);
  document.body.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, actOf(event.detail.elt)).then((yes) => { if (yes) event.detail.issueRequest(true); });
  });
  document.body.addEventListener("htmx:afterSettle", () => document.querySelectorAll("dialog[data-auto-open]:not([open])").forEach(open));
  document.body.addEventListener("closeDialog", () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close()));
  document.querySelectorAll("dialog[data-auto-open]").forEach(open);
}
