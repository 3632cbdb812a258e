// PDF.js in the place of the page images: real text to select, and search without regard to accents.
// Loaded on demand by viewer.js. No WebAssembly and no eval, as the content security policy wants.
import { element, icon, word } from "./words.js";

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
const folder = (file) => file.slice(0, file.lastIndexOf("/") + 1);

export class Pdf {
  static async open(viewer) {
    const { pdf, pdfjs, worker, fonts, wasm } = viewer.root.dataset;
    const library = await import(pdfjs);
    library.GlobalWorkerOptions.workerSrc = worker;
    const file = await library.getDocument({
      url: pdf, standardFontDataUrl: folder(fonts), wasmUrl: folder(wasm), useWasm: false, isEvalSupported: false, enableXfa: false,
    }).promise;
    const self = new Pdf(viewer, library, file);
    await self.build();
    return self;
  }

  constructor(viewer, library, file) {
    Object.assign(this, { viewer, library, file, slots: [] });
    this.find = new Find(this);
  }

  async build() {
    const { home } = this.viewer;
    const kept = this.viewer.at;
    const marks = new Map(this.viewer.pages.map((page) => [page.dataset.page, page.querySelector(".marks")]));
    const figures = [];
    for (let number = 1; number <= this.file.numPages; number += 1) {
      const page = await this.file.getPage(number);
      const size = page.getViewport({ scale: 1 });
      const figure = element("figure", { class: "v-page pdf", "data-page": number, "aria-label": word("page_of", { n: number, t: this.file.numPages }) });
      figure.style.aspectRatio = `${size.width} / ${size.height}`;
      const mark = marks.get(String(number));
      if (mark) figure.append(mark);
      figures.push(figure);
      this.slots.push({ page, figure, size, drawn: 0, texts: null });
    }
    home.replaceChildren(...figures);
    this.near = new IntersectionObserver((entries) => entries.forEach((entry) => {
      if (entry.isIntersecting) this.draw(this.slots[figures.indexOf(entry.target)]);
    }), { root: null, rootMargin: "600px" });
    figures.forEach((figure) => this.near.observe(figure));
    figures[kept - 1]?.scrollIntoView({ block: "start" });
  }

  redraw() {
    this.slots.forEach((slot) => {
      const box = slot.figure.getBoundingClientRect();
      if (slot.drawn && box.bottom > -600 && box.top < innerHeight + 600) this.draw(slot); else slot.drawn = 0;
    });
    // Pages out of sight are drawn anew when they come near.
    this.slots.forEach((slot) => { this.near.unobserve(slot.figure); this.near.observe(slot.figure); });
  }

  async draw(slot) {
    const width = slot.figure.clientWidth;
    if (!width || slot.drawn === width) return;
    slot.drawn = width;
    const scale = width / slot.size.width;
    const view = slot.page.getViewport({ scale });
    const dots = Math.min(devicePixelRatio || 1, 2);
    const canvas = element("canvas", { width: Math.floor(view.width * dots), height: Math.floor(view.height * dots), "aria-hidden": "true" });
    await slot.page.render({ canvas, viewport: view, transform: dots === 1 ? null : [dots, 0, 0, dots, 0, 0] }).promise;
    const layer = element("div", { class: "textLayer" });
    slot.figure.style.setProperty("--total-scale-factor", scale);
    const text = new this.library.TextLayer({ textContentSource: await slot.page.getTextContent(), container: layer, viewport: view });
    await text.render();
    slot.figure.querySelector("canvas")?.remove();
    slot.figure.querySelector(".textLayer")?.remove();
    slot.figure.prepend(canvas, layer);
    slot.layer = text;
    this.find.paint(slot);
  }

  async texts(slot) {
    slot.texts ??= (await slot.page.getTextContent()).items.map((item) => item.str);
    return slot.texts;
  }
}

class Find {
  constructor(pdf) {
    Object.assign(this, { pdf, hits: [], at: -1, bar: null, turn: 0 });
  }

  open() {
    if (!this.bar) this.build();
    this.bar.hidden = false;
    this.field.focus();
    this.field.select();
  }

  build() {
    this.field = element("input", { class: "in", type: "search", "aria-label": word("find") });
    this.said = element("span", { class: "t-xs t-3 num nw", role: "status" });
    const button = (name, act, label) => {
      const node = element("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": label }, icon(name));
      node.addEventListener("click", act);
      return node;
    };
    this.bar = element("div", { class: "v-find", role: "search" }, this.field, this.said,
      button("chevron-up", () => this.step(-1), word("find_prev")), button("chevron-down", () => this.step(1), word("find_next")),
      button("x", () => this.close(), word("close")));
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); this.step(event.shiftKey ? -1 : 1); }
      if (event.key === "Escape") { event.stopPropagation(); this.close(); }
    });
    this.pdf.viewer.root.append(this.bar);
  }

  close() {
    this.bar.hidden = true;
    this.hits = [];
    this.pdf.slots.forEach((slot) => this.paint(slot));
  }

  async look() {
    const turn = (this.turn += 1);
    const wanted = fold(this.field.value.trim());
    const hits = [];
    if (wanted) {
      for (const slot of this.pdf.slots) {
        const texts = await this.pdf.texts(slot);
        if (turn !== this.turn) return;
        // A line may be cut into several items: search the joined page, then find which items a hit touches.
        const folded = texts.map(fold);
        const joined = folded.join(" ");
        for (let from = joined.indexOf(wanted); from >= 0; from = joined.indexOf(wanted, from + 1)) {
          hits.push({ slot, items: touched(folded, from, from + wanted.length) });
        }
      }
    }
    this.hits = hits;
    this.at = -1;
    this.step(1);
  }

  step(by) {
    const count = this.hits.length;
    this.at = count ? (this.at + by + count) % count : -1;
    this.said.textContent = !this.field.value.trim() ? "" : count ? word("found", { n: this.at + 1, t: count }) : word("not_found");
    this.pdf.slots.forEach((slot) => this.paint(slot));
    const hit = this.hits[this.at];
    if (!hit) return;
    const node = hit.slot.layer?.textDivs[hit.items[0]];
    (node?.isConnected ? node : hit.slot.figure).scrollIntoView({ block: "center" });
  }

  paint(slot) {
    const divs = slot.layer?.textDivs;
    if (!divs) return;
    divs.forEach((div) => div.classList.remove("hit", "now"));
    this.hits.forEach((hit, index) => {
      if (hit.slot !== slot) return;
      hit.items.forEach((item) => { divs[item]?.classList.add("hit"); if (index === this.at) divs[item]?.classList.add("now"); });
    });
  }
}

function touched(folded, from, to) {
  const items = [];
  let start = 0;
  folded.forEach((text, index) => {
    const end = start + text.length;
    if (text && end > from && start < to) items.push(index);
    start = end + 1;
  });
  return items;
}
