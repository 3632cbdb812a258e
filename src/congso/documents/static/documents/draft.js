// The draft editor saves fields and text together by one revision; small helps for the sheets around it.
// It stands alone: modules of ui are served under hashed names that only they know of one another.
const sentences = new Map([...(document.getElementById("words")?.content.querySelectorAll("dt") ?? [])].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));
const word = (key, places = {}) => Object.entries(places).reduce((text, [name, value]) => text.replace(`%${name}`, value), sentences.get(key) ?? key);
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const QUIET = 1200;
const form = document.querySelector("form[data-draft]");

class Draft {
  constructor(node) {
    Object.assign(this, { form: node, url: node.dataset.draft, timer: 0, dirty: false, busy: null, stopped: false, textDirty: false });
    this.state = document.querySelector("[data-draft-state]");
    node.addEventListener("input", (event) => this.touched(event));
    node.addEventListener("change", (event) => this.touched(event));
    node.addEventListener("editor:change", () => { this.textDirty = true; this.touch(); });
    node.addEventListener("submit", () => { this.leaving = true; });
    window.addEventListener("online", () => this.save());
    window.addEventListener("beforeunload", (event) => { if (this.dirty && !this.leaving && !this.stopped) event.preventDefault(); });
  }

  touched(event) {
    if (event.target.name && event.target.name !== "content" && !event.target.closest("[data-editor]")) this.touch();
  }

  touch() {
    if (this.stopped) return;
    this.dirty = true;
    this.say(word("unsaved"));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), QUIET);
  }

  say(text) { if (this.state) this.state.textContent = text; }

  version(value) {
    document.querySelectorAll("[data-draft] [name=version], [data-draft-version]").forEach((field) => { field.value = value; });
  }

  body() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!["csrfmiddlewaretoken", "content", "version"].includes(name)) fields[name] = value;
    }
    const sent = { version: Number(this.form.elements.version.value), fields };
    const text = this.form.elements.content;
    if (this.textDirty && text) sent.body = JSON.parse(text.value || "null");
    return JSON.stringify(sent);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy) await this.busy;
    if (!this.dirty || this.stopped) return !this.stopped;
    this.busy = this.send();
    const done = await this.busy;
    this.busy = null;
    return done;
  }

  async send() {
    const hadText = this.textDirty;
    const sent = this.body();
    Object.assign(this, { dirty: false, textDirty: false });
    this.say(word("saving"));
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() };
    const answer = await fetch(this.url, { method: "POST", headers, body: sent }).catch(() => null);
    const said = await answer?.json().catch(() => ({}));
    if (answer?.ok) return this.kept(said);
    this.textDirty = this.textDirty || hadText;
    this.dirty = true;
    if (answer && [403, 404, 409].includes(answer.status)) return this.stop(said);
    if (answer && answer.status === 422) return this.refused(said);
    this.say(word("save_failed"));
    this.timer = setTimeout(() => this.save(), 8000);
    return false;
  }

  kept(said) {
    this.version(said.version);
    this.note();
    this.say(word("saved_at", { t: new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" }) }));
    document.body.dispatchEvent(new CustomEvent("draft:saved"));
    if (this.dirty) this.touch();
    return true;
  }

  refused(said) {
    const errors = Object.values(said.errors || {}).join(" ");
    this.say("");
    this.note([said.message, errors].filter(Boolean).join(" "), said.refusal_url);
    return false;
  }

  stop(said) {
    this.stopped = true;
    this.say("");
    this.note(said?.message || word("save_conflict"), location.pathname, true);
    return false;
  }

  note(text = "", url = "", reload = false) {
    document.getElementById("draft-note")?.remove();
    if (!text) return;
    const box = document.createElement("div");
    box.id = "draft-note";
    box.className = "note draft-remarks";
    box.setAttribute("role", "alert");
    const inner = document.createElement("div");
    inner.className = "grow";
    inner.textContent = `${text} `;
    if (url) {
      const link = document.createElement("a");
      link.className = "lnk";
      link.href = url;
      link.textContent = reload ? this.form.dataset.reload : this.form.dataset.why;
      inner.append(link);
    }
    box.append(inner);
    this.form.querySelector(".p-ed").prepend(box);
    box.scrollIntoView({ block: "nearest" });
  }
}

// What opens a sheet or leaves the page first waits until everything typed is saved.
function flushFirst(draft) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-flush]");
    if (!link || link.dataset.flushed || (!draft.dirty && !draft.busy)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await draft.save())) return;
    link.dataset.flushed = "1";
    link.click();
    delete link.dataset.flushed;
  }, true);
  document.addEventListener("submit", async (event) => {
    const sent = event.target.closest("[data-flush-form]");
    if (!sent || sent.dataset.flushed || (!draft.dirty && !draft.busy)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await draft.save())) return;
    sent.dataset.flushed = "1";
    sent.requestSubmit(event.submitter ?? undefined);
    delete sent.dataset.flushed;
  }, true);
  document.addEventListener("keydown", (event) => {
    const opener = document.querySelector("[data-submit-draft]");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !opener || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    opener.click();
  }, true);
}

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

// The grid of kinds narrows while typing; Enter opens the first one left.
function kinds(field) {
  const cards = [...document.querySelectorAll("[data-kinds] [data-kind]")];
  const none = document.querySelector("[data-kind-none]");
  field.addEventListener("input", () => {
    const wanted = fold(field.value.trim());
    cards.forEach((card) => { card.hidden = !fold(card.dataset.kind).includes(wanted); });
    none.hidden = cards.some((card) => !card.hidden);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) cards.find((card) => !card.hidden)?.click();
  });
}

// The places of findings are drawn on the print; the viewer lights the one whose button has the focus.
function places() {
  document.querySelectorAll("#draft-print .marks rect[data-field^='finding-']").forEach((rect) => rect.remove());
  document.querySelectorAll("#draft-layout [data-box]").forEach((button) => {
    const page = document.querySelector(`#draft-print .v-page[data-page="${button.dataset.place}"]`);
    if (!page) return;
    const make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
    let sheet = page.querySelector(".marks");
    if (!sheet) {
      sheet = make("svg");
      sheet.setAttribute("class", "marks");
      sheet.setAttribute("viewBox", `0 0 ${page.dataset.w} ${page.dataset.h}`);
      sheet.setAttribute("aria-hidden", "true");
      page.append(sheet);
    }
    const rect = make("rect");
    rect.setAttribute("class", "low");
    rect.setAttribute("data-field", button.dataset.markField);
    const [x, y, width, height] = button.dataset.box.split(" ");
    Object.entries({ x, y, width, height }).forEach(([name, value]) => rect.setAttribute(name, value));
    sheet.append(rect);
  });
}
document.addEventListener("htmx:afterSettle", (event) => { if (["draft-print", "draft-layout"].includes(event.target.id)) places(); });

// A stock remark goes into the field it names, on a line of its own.
document.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase]");
  const field = phrase && document.getElementById(phrase.dataset.phrase);
  if (!field) return;
  field.value = [field.value.trimEnd(), phrase.textContent.trim()].filter(Boolean).join("\n");
  field.focus();
});

if (form) flushFirst(new Draft(form));
const find = document.querySelector("[data-kind-find]");
if (find) kinds(find);
