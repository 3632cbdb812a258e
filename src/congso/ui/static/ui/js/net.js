// HTMX and plain forms: a thin bar while waiting, no double sending, errors as one sentence.
import { toast } from "./toast.js";
import { word } from "./words.js";

const root = document.documentElement;

function said(xhr) {
  const text = xhr.responseText || "";
  if (!text.includes("data-error-message")) return "";
  const page = new DOMParser().parseFromString(text, "text/html");
  const parts = [...(page.querySelector("[data-error-message]")?.parentElement.children ?? [])].map((part) => part.textContent.replace(/\s+/g, " ").trim());
  return parts.filter(Boolean).join(". ").replaceAll("..", ".");
}

const known = (status) => word(`e${[400, 403, 404, 409, 413].includes(status) ? status : 500}`);

function offlineLine() {
  const line = document.getElementById("offline-line");
  if (navigator.onLine) return line?.remove();
  if (!line) {
    const node = document.createElement("div");
    node.id = "offline-line";
    node.className = "offline-line";
    node.setAttribute("role", "status");
    node.textContent = word("offline_line");
    document.querySelector(".cs-main")?.before(node);
  }
  return undefined;
}

export function startNet() {
  const body = document.body;
  body.addEventListener("htmx:beforeRequest", () => root.classList.add("waiting"));
  body.addEventListener("htmx:afterRequest", () => root.classList.remove("waiting"));
  body.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    toast(said(xhr) || known(xhr.status), { bad: true });
  });
  body.addEventListener("htmx:sendError", () => toast(word("offline"), { bad: true }));
  body.addEventListener("htmx:timeout", () => toast(word("timeout"), { bad: true }));
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("hx-post") || form.target) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    root.classList.add("waiting");
    // After the browser has read the submitter's name and value.
    setTimeout(() => submitter?.setAttribute("aria-disabled", "true"), 0);
    // A download leaves the page where it is: the form may be sent again.
    setTimeout(() => { delete form.dataset.sent; submitter?.removeAttribute("aria-disabled"); root.classList.remove("waiting"); }, 8000);
    return undefined;
  });
  window.addEventListener("pageshow", () => {
    root.classList.remove("waiting");
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll("form [aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
  window.addEventListener("online", offlineLine);
  window.addEventListener("offline", offlineLine);
  offlineLine();
}
