// Words of a search lit on the images of the pages: the viewer asks for their places when its page was opened with ?tim=.
import { element, icon, word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

export async function light(viewer, asked) {
  // The address of the file itself, whichever of its renditions is shown; pages made for the screen alone have none.
  const path = new URL(viewer.root.dataset.pdf, location.href).pathname.match(/^\/tep\/[^/]+\/\d+\/\d+\//)?.[0];
  if (!path) return;
  const answer = await fetch(`${path}tim/?${new URLSearchParams({ q: asked })}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { places } = await answer.json();
  const exact = places.filter((place) => place.exact);
  const shown = (exact.length ? exact : places).filter((place) => draw(viewer, place));
  if (shown.length) new Walk(viewer, shown);
}

function draw(viewer, place) {
  const page = viewer.home.querySelector(`.v-page[data-page="${place.page}"]`);
  if (!page) return false;
  let sheet = page.querySelector("svg.hits");
  if (!sheet) {
    sheet = document.createElementNS(SVG, "svg");
    for (const [name, value] of [["class", "marks hits"], ["viewBox", "0 0 1 1"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) sheet.setAttribute(name, value);
    page.append(sheet);
  }
  place.rects = place.boxes.map(([x, y, width, height]) => {
    const rect = document.createElementNS(SVG, "rect");
    const pad = height * 0.12;
    for (const [name, value] of Object.entries({ x: x - pad / 2, y: y - pad, width: width + pad, height: height + 2 * pad })) rect.setAttribute(name, value);
    sheet.append(rect);
    return rect;
  });
  return place.rects.length > 0;
}

// The small bar over the pages: which of the places, the one before, the next, away with it.
class Walk {
  constructor(viewer, places) {
    this.viewer = viewer;
    this.places = places;
    this.at = 0;
    this.said = element("span", { class: "num t-sm nw", "aria-live": "polite" });
    const button = (name, label, act) => {
      const made = element("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": label, title: label }, icon(name));
      made.addEventListener("click", act);
      return made;
    };
    this.bar = element("div", { class: "v-find v-hits", role: "group", "aria-label": word("find") }, this.said,
      button("chevron-up", word("find_prev"), () => this.go(this.at - 1)),
      button("chevron-down", word("find_next"), () => this.go(this.at + 1)),
      button("x", word("close"), () => this.end()));
    viewer.root.append(this.bar);
    this.go(0);
  }

  go(number) {
    this.places[this.at].rects.forEach((rect) => rect.classList.remove("on"));
    this.at = (number + this.places.length) % this.places.length;
    const { rects } = this.places[this.at];
    rects.forEach((rect) => rect.classList.add("on"));
    this.said.textContent = word("found", { n: this.at + 1, t: this.places.length });
    this.show(rects[0]);
  }

  // Only the pane of the pages moves, never the whole screen under the reader's hands, unless the pages flow with it.
  show(rect) {
    const home = this.viewer.home;
    if (this.viewer.root.classList.contains("flow") || home.scrollHeight <= home.clientHeight) return rect.scrollIntoView({ block: "center" });
    const [box, pane] = [rect.getBoundingClientRect(), home.getBoundingClientRect()];
    home.scrollTop += box.top - pane.top - pane.height / 3;
  }

  end() {
    this.viewer.root.querySelectorAll("svg.hits").forEach((sheet) => sheet.remove());
    this.bar.remove();
  }
}
