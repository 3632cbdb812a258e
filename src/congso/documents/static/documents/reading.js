// Proposals read off the pages: they come while the form is open, fill only what nobody typed, and the doubtful ones are asked for first.
const note = document.querySelector("[data-reading]");
const form = note?.closest("form");
const SVG = "http://www.w3.org/2000/svg";
const control = (name) => form?.elements.namedItem(name);
const field = (name) => control(name)?.closest(".field");

function say(name, words, level) {
  const box = field(name);
  if (!box) return;
  box.classList.remove("read-sure", "read-fair", "read-check", "read-seen");
  let help = box.querySelector(".help");
  if (!level) { help?.remove(); control(name).removeAttribute("aria-describedby"); return; }
  if (!help) {
    help = document.createElement("p");
    help.className = "help";
    help.id = `id_${name}_help`;
    control(name).after(help);
    control(name).setAttribute("aria-describedby", help.id);
  }
  help.textContent = words;
  box.classList.add(`read-${level}`);
}

function places(name, one) {
  document.querySelectorAll(`.marks rect[data-field="${CSS.escape(one.mark)}"]`).forEach((rect) => rect.remove());
  const page = one.box && document.querySelector(`#incoming-sheet .v-page[data-page="${one.box[0]}"]`);
  if (!page) return;
  const width = Number(page.dataset.w), height = Number(page.dataset.h);
  let svg = page.querySelector(".marks:not(.hits)");
  if (!svg) {
    svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "marks");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-hidden", "true");
    page.append(svg);
  }
  const rect = document.createElementNS(SVG, "rect");
  const [, left, top, right, bottom] = one.box;
  const sides = { x: left * width, y: top * height, width: (right - left) * width, height: (bottom - top) * height };
  Object.entries(sides).forEach(([side, value]) => rect.setAttribute(side, String(value)));
  rect.setAttribute("data-field", one.mark);
  if (one.level === "check") rect.setAttribute("class", "low");
  if (document.activeElement === control(name)) rect.classList.add("on");
  svg.append(rect);
}

const untouched = (input, one) => !input.dataset.typed && (input.value === "" || input.value === input.dataset.proposed || (input.name === "urgency" && input.value === "0" && one.value !== "0"));

function ask() {
  const strip = note.querySelector("[data-reading-check]");
  const left = [...form.querySelectorAll(".field.read-check:not(.read-seen)")].map((box) => box.querySelector("[name]"));
  strip.querySelectorAll("button").forEach((button) => button.remove());
  left.forEach((input) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-sm", textContent: form.querySelector(`label[for="${input.id}"]`)?.firstChild?.textContent.trim() ?? input.name });
    button.dataset.readingGo = input.name;
    strip.append(button);
  });
  strip.hidden = !left.length;
}

function apply(read) {
  let changed = null;
  Object.entries(read.fields).forEach(([name, one]) => {
    const input = control(name);
    if (!input || !untouched(input, one)) return;
    if (input.value !== one.value) { input.value = one.value; changed = input; }
    input.dataset.proposed = one.value;
    say(name, one.words, one.level);
    places(name, one);
  });
  note.dataset.readingState = read.state;
  note.querySelector("[data-reading-words]").textContent = read.words;
  note.hidden = !read.words;
  const bar = note.querySelector("[data-reading-bar]");
  bar.hidden = read.state !== "reading" || !read.total;
  bar.max = read.total || 1;
  bar.value = read.done;
  ask();
  changed?.dispatchEvent(new Event("change", { bubbles: true })); // the box of duplicates looks again
}

async function renew() {
  const answer = await fetch(note.dataset.reading, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const read = await answer.json();
  // The hold fell, or the bytes went: the page must be drawn anew, unless somebody is typing.
  if ("readingHeld" in note.dataset && !read.held && !form.querySelector("[data-typed]")) { window.location.reload(); return; }
  apply(read);
}

if (note) {
  form.querySelectorAll(".field[class*='read-'] [name]").forEach((input) => { input.dataset.proposed = input.value; });
  form.addEventListener("input", (event) => {
    if (!event.target.name || !event.isTrusted) return;
    event.target.dataset.typed = "1";
    say(event.target.name, "", "");
    ask();
  });
  form.addEventListener("focusout", (event) => {
    const box = event.target.closest?.(".field.read-check");
    if (box && !box.classList.contains("read-seen")) { box.classList.add("read-seen"); setTimeout(ask); }
  });
  note.addEventListener("click", (event) => {
    const name = event.target.closest("[data-reading-go]")?.dataset.readingGo;
    if (name) { const more = control(name)?.closest("details"); if (more) more.open = true; control(name)?.focus(); }
  });
  document.body.addEventListener("live:reading", (event) => { if (String(event.detail?.id) === note.dataset.readingId) renew(); });
  const first = note.querySelector("[data-reading-go]")?.dataset.readingGo;
  if (first && (!document.activeElement || document.activeElement === document.body)) control(first)?.focus({ preventScroll: matchMedia("(max-width: 599px)").matches });
}
