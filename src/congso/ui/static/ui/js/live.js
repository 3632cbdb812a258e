// One stream per browser: the tab that holds the lock reads server-sent events and tells the others. An event is JSON
// {"kind": "...", ...}; it becomes `live:<kind>` on <body> (hx-trigger="live:incoming from:body"), renews the counts and
// adds to [data-live-new~="<kind>"], the line "n văn bản mới". Nothing moves under the pointer.
import { word } from "./words.js";

const LAST = "congso.live.last";
const channel = "BroadcastChannel" in window ? new BroadcastChannel("congso.live") : null;
const url = () => document.body.dataset.live;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
// Counts are kept a few seconds on the server: what is asked for at once may be old, so it is asked for once more.
const KEPT = 6000;
let due = 0;
let again = 0;

async function renewCounts() {
  due = 0;
  const answer = await fetch(document.body.dataset.counts, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const counts = await answer.json().catch(() => null);  // the page was left in between
  if (!counts) return;
  document.querySelectorAll("[data-live-count]").forEach((node) => {
    const value = counts[node.dataset.liveCount] ?? 0;
    node.textContent = value.toLocaleString(document.documentElement.lang);
    node.hidden = !value;
  });
}

function soon() {
  if (due || document.hidden) return;
  due = setTimeout(renewCounts, 400 + Math.random() * 1200);
  clearTimeout(again);
  again = setTimeout(renewCounts, KEPT + Math.random() * 2000);
}

function take(event) {
  document.body.dispatchEvent(new CustomEvent(`live:${event.kind}`, { bubbles: true, detail: event }));
  document.querySelectorAll(`[data-live-new~="${CSS.escape(event.kind)}"]`).forEach((line) => {
    const count = Number(line.dataset.count || 0) + 1;
    line.dataset.count = String(count);
    line.textContent = word("new_items", { n: count });
    line.hidden = false;
  });
  soon();
}

function pass(raw, id) {
  let event;
  try { event = JSON.parse(raw); } catch { return; }
  if (id) localStorage.setItem(LAST, id);
  if (!event.kind) return;
  take(event);
  channel?.postMessage(event);
}

const withLast = (address) => {
  const last = localStorage.getItem(LAST);
  return last ? `${address}?last=${encodeURIComponent(last)}` : address;
};

function stream() {
  return new Promise((resolve) => {
    const source = new EventSource(withLast(url()), { withCredentials: true });
    let opened = false;
    source.onopen = () => { opened = true; };
    source.onmessage = (message) => pass(message.data, message.lastEventId);
    source.onerror = () => {
      // While the browser itself reconnects (readyState 0) it sends Last-Event-ID; a closed stream is ours to reopen.
      if (source.readyState === EventSource.CLOSED || !opened) { source.close(); resolve(opened); }
    };
    window.addEventListener("pagehide", () => source.close(), { once: true });
  });
}

async function poll() {
  const answer = await fetch(withLast(`${url()}/poll`), { credentials: "include" }).catch(() => null);
  if (!answer) return "lost";
  if (!answer.ok) return "refused";
  const { last, events } = await answer.json();
  events.forEach((event) => pass(JSON.stringify(event), ""));
  if (last) localStorage.setItem(LAST, String(last));
  return "ok";
}

async function lead() {
  let failed = 0;
  for (;;) {
    const ok = failed < 3 ? await stream() : await poll();
    if (ok === "refused") await pause(5 * 60 * 1000);
    else if (ok === true || ok === "ok") failed = ok === true ? 0 : failed;
    else { failed += 1; await pause(Math.min(30000, 1000 * 2 ** failed) * (0.7 + Math.random() * 0.6)); }
  }
}

export function startLive() {
  if ("countsOld" in document.body.dataset) renewCounts();
  if (!url() || !("EventSource" in window)) return;
  if (channel) channel.onmessage = (message) => take(message.data);
  document.addEventListener("visibilitychange", soon);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-live-new]:not([hx-get])")) location.reload();
  });
  // A page that is left at once needs no stream.
  setTimeout(() => (navigator.locks ? navigator.locks.request("congso.live", lead) : lead()), 600);
}
