// Days are typed as dd/mm/yyyy; slashes come by themselves, and the browser's calendar opens from a button.
import { element, icon, word } from "./words.js";

const pad = (value) => String(value).padStart(2, "0");

function tidy(field) {
  const digits = field.value.replace(/\D/g, "");
  if (/^\d+$/.test(field.value) && digits.length === 8) field.value = `${digits.slice(0, 2)}/${digits.slice(2, 4)}/${digits.slice(4)}`;
  const found = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?$/.exec(field.value.trim());
  if (!found) return;
  const year = found[3] ? (found[3].length === 2 ? `20${found[3]}` : found[3]) : String(new Date().getFullYear());
  field.value = `${pad(found[1])}/${pad(found[2])}/${year}`;
}

export function enhanceDates() {
  document.querySelectorAll("input[data-date]:not([data-ready])").forEach((field) => {
    field.dataset.ready = "1";
    const native = element("input", { type: "date", tabindex: "-1", "aria-hidden": "true" });
    const button = element("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": word("calendar"), title: word("calendar") }, icon("calendar"));
    const home = element("span", { class: "in-date" });
    field.before(home);
    home.append(field, native, button);
    field.addEventListener("change", () => tidy(field));
    button.addEventListener("click", () => {
      tidy(field);
      const [day, month, year] = field.value.split("/");
      native.value = year ? `${year}-${month}-${day}` : "";
      if (native.showPicker) native.showPicker(); else native.focus();
    });
    native.addEventListener("change", () => {
      if (!native.value) return;
      field.value = native.value.split("-").reverse().join("/");
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
}
