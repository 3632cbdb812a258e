// Mounts the rich-text editor on [data-editor]; the textarea below holds its JSON and is what a form sends.
// With data-save it saves by itself, and says when somebody else saved in between.
import { csrf, word } from "./words.js";

const QUIET = 1500;

const COMMANDS = {
  undo: (chain) => chain.undo(), redo: (chain) => chain.redo(),
  h2: (chain) => chain.toggleHeading({ level: 2 }), h3: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(), italic: (chain) => chain.toggleItalic(), underline: (chain) => chain.toggleUnderline(),
  superscript: (chain) => chain.toggleSuperscript(), subscript: (chain) => chain.toggleSubscript(),
  left: (chain) => chain.setTextAlign("left"), center: (chain) => chain.setTextAlign("center"), justify: (chain) => chain.setTextAlign("justify"),
  bullets: (chain) => chain.toggleBulletList(), numbers: (chain) => chain.toggleOrderedList(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  row_add: (chain) => chain.addRowAfter(), row_drop: (chain) => chain.deleteRow(), col_add: (chain) => chain.addColumnAfter(),
  col_drop: (chain) => chain.deleteColumn(), table_drop: (chain) => chain.deleteTable(),
};
const ACTIVE = {
  h2: ["heading", { level: 2 }], h3: ["heading", { level: 3 }], bold: ["bold"], italic: ["italic"], underline: ["underline"],
  superscript: ["superscript"], subscript: ["subscript"], left: [{ textAlign: "left" }], center: [{ textAlign: "center" }],
  justify: [{ textAlign: "justify" }], bullets: ["bulletList"], numbers: ["orderedList"],
};

function styles(href) {
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

function contentOf(text) {
  if (!text.trim()) return "";
  try { return JSON.parse(text); } catch { /* plain text: one paragraph a line */ }
  const content = text.split("\n").map((line) => ({ type: "paragraph", content: line ? [{ type: "text", text: line }] : [] }));
  return { type: "doc", content };
}

class Saver {
  constructor(root, field) {
    Object.assign(this, { root, field, url: root.dataset.save, version: Number(root.dataset.version || 0), timer: 0, busy: false, dirty: false, stopped: false });
    this.say = (text) => { const node = root.querySelector("[data-save-state]"); if (node) node.textContent = text; };
    if (this.url) {
      window.addEventListener("online", () => this.save());
      window.addEventListener("beforeunload", (event) => { if (this.dirty && !root.closest("form")?.dataset.sent) event.preventDefault(); });
    }
  }

  touch() {
    if (!this.url || this.stopped) return;
    this.dirty = true;
    this.say(word("unsaved"));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), QUIET);
  }

  async save() {
    if (!this.dirty || this.busy || this.stopped) return;
    this.busy = true;
    this.dirty = false;
    this.say(word("saving"));
    const sent = JSON.stringify({ body: JSON.parse(this.field.value || "null"), version: this.version });
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() };
    const answer = await fetch(this.url, { method: "POST", headers, body: sent }).catch(() => null);
    this.busy = false;
    const said = await answer?.json().catch(() => ({}));
    if (answer?.ok) this.kept(said);
    else if (answer?.status === 409) this.conflict(said);
    else this.failed();
  }

  kept(said) {
    this.version = said?.version ?? this.version;
    this.root.dataset.version = String(this.version);
    this.root.dispatchEvent(new CustomEvent("editor:saved", { bubbles: true, detail: said }));
    this.say(word("saved_at", { t: new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" }) }));
    if (this.dirty) this.touch();
  }

  failed() {
    this.dirty = true;
    this.say(word("save_failed"));
    this.timer = setTimeout(() => this.save(), 8000);
  }

  conflict(said) {
    this.stopped = true;
    this.say("");
    const note = document.createElement("div");
    note.className = "note";
    note.setAttribute("role", "alert");
    note.textContent = said?.message || word("save_conflict");
    this.root.prepend(note);
    this.root.dispatchEvent(new CustomEvent("editor:conflict", { bubbles: true, detail: said }));
  }
}

function toolbar(root, editor) {
  root.querySelector(".edbar")?.addEventListener("click", (event) => {
    const name = event.target.closest("[data-cmd]")?.dataset.cmd;
    if (COMMANDS[name]) COMMANDS[name](editor.chain().focus()).run();
  });
}

function reflect(root, editor) {
  root.querySelectorAll("[data-cmd][aria-pressed]").forEach((button) =>
    button.setAttribute("aria-pressed", String(editor.isActive(...ACTIVE[button.dataset.cmd]))));
  const inTable = root.querySelector("[data-in-table]");
  if (inTable) inTable.hidden = !editor.isActive("table");
}

async function mount(root) {
  const field = root.querySelector("[data-editor-value]");
  const host = root.querySelector("[data-editor-host]");
  styles(root.dataset.css);
  const { createEditor } = await import(root.dataset.src);
  const saver = new Saver(root, field);
  const editor = createEditor(host, {
    content: contentOf(field.value),
    editable: !("readonly" in root.dataset),
    placeholder: root.dataset.placeholder,
    label: root.dataset.label,
    onChange: (json) => {
      field.value = JSON.stringify(json);
      root.dispatchEvent(new CustomEvent("editor:change", { bubbles: true, detail: json }));
      saver.touch();
    },
    onState: (state) => reflect(root, state),
  });
  field.hidden = true;
  field.value = JSON.stringify(editor.getJSON());
  root.editor = editor;
  toolbar(root, editor);
}

export function enhanceEditors() {
  document.querySelectorAll("[data-editor]:not([data-ready])").forEach((root) => {
    root.dataset.ready = "1";
    mount(root).catch((error) => { console.error(error); root.querySelector("[data-editor-value]").hidden = false; });
  });
}
