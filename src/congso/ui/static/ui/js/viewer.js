// The viewer of pages: images first (they work without script); zoom, page by page, marks, PDF.js only when pressed.
import { element, word } from "./words.js";

const ZOOMS = ["50", "75", "100", "125", "150", "200"];
const STORE = "congso.zoom";

class Viewer {
  constructor(root) {
    this.root = root;
    this.home = root.querySelector(".v-pages");
    this.at = 1;
    this.pdf = null;
    root.addEventListener("click", (event) => this.press(event.target.closest("[data-v]")?.dataset.v));
    this.zoom(sessionStorage.getItem(STORE) || "100");
    this.watch();
    this.marks();
    this.hits();
  }

  // Opened from a search: its words are looked up on the pages, the first viewer of the screen alone.
  async hits() {
    const asked = new URLSearchParams(location.search).get("tim");
    if (!asked || !this.root.dataset.pdf || this.root !== [...document.querySelectorAll("[data-viewer]")].find((one) => one.offsetParent)) return;
    const { light } = await import("./hits.js");
    light(this, asked).catch((error) => console.error(error));
  }

  get pages() { return [...this.home.querySelectorAll(".v-page")]; }

  press(what) {
    const index = ZOOMS.indexOf(this.root.dataset.zoom);
    if (what === "prev") this.go(this.at - 1);
    if (what === "next") this.go(this.at + 1);
    if (what === "in") this.zoom(ZOOMS[Math.min(index + 1, ZOOMS.length - 1)]);
    if (what === "out") this.zoom(ZOOMS[Math.max(index - 1, 0)]);
    if (what === "pdf") this.openPdf();
    if (what === "find") this.openPdf().then((pdf) => pdf?.find.open());
  }

  zoom(value) {
    const level = ZOOMS.includes(value) ? value : "100";
    this.root.dataset.zoom = level;
    sessionStorage.setItem(STORE, level);
    const said = this.root.querySelector("[data-v-zoom]");
    if (said) said.textContent = `${level} %`;
    this.pdf?.redraw();
  }

  go(number) {
    const page = this.pages[number - 1];
    if (!page) return;
    page.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.say(number);
  }

  say(number) {
    this.at = number;
    const said = this.root.querySelector("[data-v-page]");
    if (said) said.textContent = word("page_of", { n: number, t: this.pages.length });
    if (number === this.pages.length) this.root.dispatchEvent(new CustomEvent("viewer:end", { bubbles: true }));
  }

  watch() {
    this.observer?.disconnect();
    const shown = new Map();
    const whole = this.root.classList.contains("flow");
    this.observer = new IntersectionObserver((entries) => {
      entries.forEach((entry) => shown.set(entry.target, entry.intersectionRatio));
      const best = [...shown].sort((one, two) => two[1] - one[1])[0];
      if (best && best[1] > 0) this.say(this.pages.indexOf(best[0]) + 1);
    }, { root: whole ? null : this.home, threshold: [0, 0.25, 0.5, 0.75, 1] });
    this.pages.forEach((page) => this.observer.observe(page));
  }

  marks() {
    const light = (field, on) => this.root.querySelectorAll(`.marks rect[data-field="${CSS.escape(field)}"]`).forEach((rect) => {
      rect.classList.toggle("on", on);
      if (on) rect.closest(".v-page").scrollIntoView({ block: "nearest" });
    });
    const nameOf = (node) => node.dataset?.markField || node.name;
    document.addEventListener("focusin", (event) => { if (nameOf(event.target)) light(nameOf(event.target), true); });
    document.addEventListener("focusout", (event) => { if (nameOf(event.target)) light(nameOf(event.target), false); });
    this.home.addEventListener("click", (event) => {
      const page = event.target.closest(".v-page");
      const svg = page?.querySelector(".marks");
      if (!svg) return;
      const hit = [...svg.querySelectorAll("rect[data-field]")].find((rect) => {
        const box = rect.getBoundingClientRect();
        return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      });
      const field = hit?.dataset.field;
      if (field) document.querySelector(`[data-mark-field="${CSS.escape(field)}"], [name="${CSS.escape(field)}"]`)?.focus();
    });
  }

  async openPdf() {
    if (this.pdf) return this.pdf;
    const button = this.root.querySelector('[data-v="pdf"]');
    button?.setAttribute("aria-disabled", "true");
    const note = element("div", { class: "toast-undo", role: "status" }, element("span", { class: "spin" }), element("span", { class: "grow" }, word("pdf_wait")));
    document.getElementById("toasts")?.append(note);
    try {
      const { Pdf } = await import("./pdf.js");
      this.pdf = await Pdf.open(this);
      if (button) button.hidden = true;
      this.watch();
    } catch (error) {
      console.error(error);
      button?.removeAttribute("aria-disabled");
      const { toast } = await import("./toast.js");
      toast(word("pdf_fail"), { bad: true });
    }
    note.remove();
    return this.pdf;
  }
}

export function enhanceViewers() {
  document.querySelectorAll("[data-viewer]:not([data-ready])").forEach((root) => {
    root.dataset.ready = "1";
    root.viewer = new Viewer(root);
  });
}
