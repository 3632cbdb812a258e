// Several files at once: one request per file, progress, retry after a lost connection, drag and drop. Without script the
// form is sent as it stands. The form's own fields go with each file; the answer is JSON {"message", "url"?} or any 2xx.
// data-upload-then: "reload" (default), "event" (fires upload:done on the form) or an address. data-upload-most: files a drop
// may hold. data-upload-page: files dropped anywhere on the page open the form's dialog and go in.
import { open } from "./dialogs.js";
import { csrf, element, icon, word } from "./words.js";

const WAITS = [2000, 4000, 8000, 15000, 30000];
const SVG = "http://www.w3.org/2000/svg";

function line(list, file) {
  const bar = document.createElementNS(SVG, "svg");
  bar.setAttribute("class", "bar");
  const done = document.createElementNS(SVG, "rect");
  done.setAttribute("class", "w");
  done.setAttribute("height", "100%");
  done.setAttribute("width", "0%");
  bar.append(done);
  const state = element("span", { class: "t-xs t-3 num", role: "status" }, word("up_wait"));
  const why = element("span", { class: "why", hidden: true });
  const node = element("li", { class: "upl" }, icon("file-text"), element("span", { class: "ell" }, file.name), state, bar, why);
  list.append(node);
  return { node, why, say: (text) => { state.textContent = text; }, fill: (part) => done.setAttribute("width", `${part.toFixed(1)}%`) };
}

function send(form, input, file, row, id) {
  return new Promise((resolve) => {
    const data = new FormData(form);
    data.delete(input.name);
    data.append(input.name, file, file.name.normalize("NFC"));
    const request = new XMLHttpRequest();
    let part = 0;
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", csrf() || form.elements.csrfmiddlewaretoken?.value || "");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Upload-Id", id);
    request.upload.onprogress = (event) => {
      part = event.total ? (100 * event.loaded) / event.total : 0;
      row.fill(part);
      row.say(word("up_run", { p: Math.floor(part) }));
    };
    request.onload = () => {
      let said = {};
      try { said = JSON.parse(request.responseText); } catch { /* a page, not JSON */ }
      resolve({ ok: request.status < 400, again: request.status >= 502, said, part });
    };
    request.onerror = () => resolve({ ok: false, again: true, said: {}, part });
    request.send(data);
  });
}

async function carry(form, input, job) {
  const { file, row } = job;
  const limit = Number(form.dataset.uploadLimit || 0);
  if (limit && file.size > limit) return refuse(row, word("up_big", { m: Math.floor(limit / 1048576) }));
  for (let turn = 0; ; turn += 1) {
    const answer = await send(form, input, file, row, job.id);
    if (answer.ok) {
      row.fill(100);
      row.node.classList.add("done");
      row.say(answer.said.message || word("up_done"));
      return answer;
    }
    if (!answer.again) return refuse(row, answer.said.message || word("up_fail"), answer.said.url);
    row.say(word("up_lost", { p: Math.floor(answer.part) }));
    await back(WAITS[Math.min(turn, WAITS.length - 1)]);
  }
}

const back = (ms) => new Promise((resolve) => {
  const go = () => { window.removeEventListener("online", go); resolve(); };
  if (navigator.onLine) setTimeout(go, ms); else window.addEventListener("online", go);
});

function refuse(row, why, url) {
  row.why.textContent = why;
  if (url) row.why.append(" ", element("a", { class: "lnk", href: url }, word("up_rule")));
  row.why.hidden = false;
  row.say("");
  row.fill(0);
  mark(row, "alert-circle");
  return { ok: false, said: {} };
}

const mark = (row, name) => row.node.querySelector("svg.ic use")?.setAttribute("href", icon(name).firstChild.getAttribute("href"));

// One queue a form: files that are added while others are on their way go behind them.
const queues = new WeakMap();

function queueOf(form) {
  if (!queues.has(form)) {
    const list = form.querySelector("[data-upload-list]") || form.appendChild(element("ul", { class: "ups", "data-upload-list": true }));
    const words = element("span", { class: "t-sm" });
    const bar = element("progress", { class: "up-bar", max: 1, value: 0, "aria-label": word("up_whole") });
    const all = element("div", { class: "up-all", role: "status", hidden: true }, words, bar);
    list.before(all);
    queues.set(form, { form, list, all, words, bar, jobs: [], running: false });
  }
  return queues.get(form);
}

function renew(queue) {
  const { jobs } = queue;
  const good = jobs.filter((job) => job.answer?.ok).length;
  const bad = jobs.filter((job) => job.answer && !job.answer.ok).length;
  queue.all.hidden = jobs.length < 2;
  queue.bar.max = jobs.length;
  queue.bar.value = good + bad;
  queue.words.textContent = word("up_all", { n: good, t: jobs.length }) + (bad ? word("up_bad", { f: bad }) : "");
}

function offerAgain(queue, job) {
  if (job.answer.ok) return;
  const button = element("button", { type: "button", class: "btn btn-sm" }, word("up_again"));
  button.addEventListener("click", () => {
    job.row.why.hidden = true;
    job.row.fill(0);
    job.row.say(word("up_wait"));
    mark(job.row, "file-text");
    job.answer = null;
    job.most = false;
    renew(queue);
    run(queue);
  });
  job.row.why.append(" ", button);
}

async function run(queue) {
  if (queue.running) return;
  queue.running = true;
  const { form } = queue;
  const input = form.querySelector("input[type=file]");
  const stay = (event) => event.preventDefault();
  window.addEventListener("beforeunload", stay);
  for (let job; (job = queue.jobs.find((one) => !one.answer));) {
    job.answer = job.most ? refuse(job.row, word("up_most", { m: form.dataset.uploadMost })) : await carry(form, input, job);
    offerAgain(queue, job);
    renew(queue);
  }
  window.removeEventListener("beforeunload", stay);
  queue.running = false;
  input.value = "";
  finish(form, queue.jobs.map((job) => job.answer));
}

function finish(form, answers) {
  form.dispatchEvent(new CustomEvent("upload:done", { bubbles: true, detail: answers }));
  const then = form.dataset.uploadThen || "reload";
  if (then === "event" || answers.some((answer) => !answer.ok)) return;
  const only = answers.length === 1 && answers[0].said.url;
  if (then !== "reload") location.assign(then); else if (only) location.assign(only); else location.reload();
}

function take(form, files) {
  const queue = queueOf(form);
  const most = Number(form.dataset.uploadMost || Infinity);
  [...files].forEach((file, at) => {
    const id = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    queue.jobs.push({ file, id, row: line(queue.list, file), answer: null, most: at >= most });
  });
  renew(queue);
  return run(queue);
}

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

function wholePage(form) {
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    open(form.closest("dialog"));
  });
  document.addEventListener("drop", (event) => {
    if (event.defaultPrevented || !carriesFiles(event)) return;
    event.preventDefault();
    take(form, event.dataTransfer.files);
  });
}

export function enhanceUploads(root = document) {
  root.querySelectorAll("form[data-upload]:not([data-ready])").forEach((form) => {
    form.dataset.ready = "1";
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector(".drop") || form;
    input.addEventListener("change", () => { if (input.files.length && !form.dataset.uploadManual) take(form, input.files); });
    form.addEventListener("submit", (event) => { event.preventDefault(); if (input.files.length) take(form, input.files); });
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files.length) take(form, event.dataTransfer.files); });
    if ("uploadPage" in form.dataset) wholePage(form);
  });
}
