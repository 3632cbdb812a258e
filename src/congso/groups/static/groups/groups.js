// One group: messages arrive once and in order. `data-last` is the number of the last one shown; a plain message that follows
// it is drawn from the event itself, anything else (a gap, a file, a directive) is fetched after that number.
const box = document.getElementById("messages");
const form = document.getElementById("composer");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
const live = box?.dataset.livePage === "1";
let last = Number(box?.dataset.last || 0);
let seen = last;
let fetching = false;
let again = false;

const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < 120;
const toEnd = () => { box.scrollTop = box.scrollHeight; };

function put(nodes) {
  const follow = atEnd();
  for (const node of nodes) {
    const seq = Number(node.dataset.seq || 0);
    if (node.classList.contains("daysep") && node.dataset.day) {
      const days = box.querySelectorAll("[data-day]");
      if (!days.length || days[days.length - 1].dataset.day !== node.dataset.day) box.append(node);
    } else if (seq > last) {
      box.append(node);
      last = seq;
    }
  }
  box.querySelector(".grp-none")?.remove();
  window.htmx?.process(box);
  if (follow) toEnd();
  markSeen();
}

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return [...holder.content.children];
}

async function catchUp() {
  if (!live) return;
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    for (;;) {
      const before = last;
      const answer = await fetch(`${box.dataset.newer}?sau=${last}`, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) break;
      put(parsed(await answer.text()));
      if (last - before < 50) break;
    }
  } catch { /* the line is away: the next event, or the page shown again, asks anew */ }
  fetching = false;
  if (again) { again = false; catchUp(); }
}

function draw(event) {
  const node = document.getElementById("message-template").content.firstElementChild.cloneNode(true);
  node.id = `t${event.seq}`;
  node.dataset.seq = String(event.seq);
  const words = event.name.split(" ");
  node.querySelector(".av").textContent = `${words[0][0]}${words.length > 1 ? words[words.length - 1][0] : ""}`;
  node.querySelector(".hd1 b").textContent = event.name;
  node.querySelector(".hd1 span").textContent = event.post;
  node.querySelector("time").textContent = event.at;
  node.querySelector(".tx").textContent = event.text;
  return node;
}

function heard(event) {
  if (!live || String(event.group) !== box.dataset.group || event.seq <= last) return;
  const days = box.querySelectorAll("[data-day]");
  const sameDay = days.length && days[days.length - 1].dataset.day === event.day;
  const own = String(event.person) === box.dataset.me;
  if (event.plain && event.seq === last + 1 && sameDay && !own && !fetching) put([draw(event)]);
  // Six hundred pages do not ask in the same moment.
  else setTimeout(catchUp, own ? 0 : Math.random() * 800);
}

async function renew(event) {
  if (String(event.group) !== box.dataset.group) return;
  const node = document.getElementById(`t${event.seq}`);
  if (!node?.dataset.url) return;
  const answer = await fetch(node.dataset.url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = parsed(await answer.text()).find((one) => one.classList.contains("msg"));
  if (fresh) { node.replaceWith(fresh); window.htmx?.process(fresh); }
}

function markSeen() {
  if (!live || document.hidden || last <= seen) return;
  seen = last;
  const body = new URLSearchParams({ seq: String(last), csrfmiddlewaretoken: token() });
  fetch(box.dataset.mark, { method: "POST", body }).catch(() => { seen = 0; });
}

async function renewCounts() {
  const own = [...box.querySelectorAll("[data-own]")].filter((node) => node.querySelector("[data-readers]"));
  if (document.hidden || !own.length) return;
  const asked = own.map((node) => node.dataset.seq).join(",");
  const answer = await fetch(`${box.dataset.counts}?tin=${asked}`).catch(() => null);
  if (!answer?.ok) return;
  const counts = await answer.json();
  own.forEach((node) => {
    const text = counts[node.dataset.seq];
    if (text) node.querySelector("[data-readers]").textContent = text;
  });
}

function startComposer() {
  const text = form.querySelector("textarea");
  const error = form.querySelector(".grp-error");
  const reply = form.querySelector(".grp-reply");
  const files = form.querySelector("[name=files]");
  const names = form.querySelector("[data-file-names]");
  const kept = `congso.${form.dataset.draft}`;
  const show = (message) => { error.textContent = message; error.hidden = !message; };
  text.value = text.value || localStorage.getItem(kept) || "";
  text.addEventListener("input", () => localStorage.setItem(kept, text.value));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(hover: hover)").matches) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  files.addEventListener("change", () => {
    names.textContent = [...files.files].map((one) => one.name).join(" · ");
    names.hidden = !files.files.length;
  });
  form.querySelector("[data-directive-open]")?.addEventListener("click", (event) => {
    const part = form.querySelector("[data-directive]");
    part.hidden = !part.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!part.hidden));
    const first = part.querySelector("[name=directive]");
    first.checked = !part.hidden;
    if (part.hidden) part.querySelector("[name=must_ack]").checked = false;
  });
  const setReply = (id, name, words) => {
    form.elements.reply_to.value = id;
    reply.querySelector("[data-reply-name]").textContent = name;
    reply.querySelector("[data-reply-text]").textContent = words;
    reply.hidden = !id;
    text.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (link) {
      event.preventDefault();
      link.closest("details").open = false;
      const said = link.closest(".msg").querySelector(".tx")?.textContent.slice(0, 90) || "";
      setReply(link.dataset.reply, link.dataset.name, said);
    } else if (event.target.closest("[data-reply-off]")) {
      event.preventDefault();
      setReply("", "", "");
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector(".tools .btn-primary");
    if (button.disabled) return;
    button.disabled = true;
    show("");
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    }).catch(() => null);
    button.disabled = false;
    const said = answer ? await answer.json().catch(() => null) : null;
    if (!answer?.ok || !said) { show(said?.message || form.dataset.failed); return; }
    localStorage.removeItem(kept);
    form.reset();
    text.value = "";
    form.elements.khoa.value = said.key;
    names.hidden = true;
    const part = form.querySelector("[data-directive]");
    if (part) part.hidden = true;
    setReply("", "", "");
    await catchUp();
    toEnd();
  });
}

if (box) {
  const target = location.hash && document.querySelector(location.hash);
  if (target) target.scrollIntoView({ block: "center" }); else if (live) toEnd();
  document.body.addEventListener("live:group_post", (event) => heard(event.detail));
  document.body.addEventListener("live:group_change", (event) => renew(event.detail));
  document.body.addEventListener("live:resync", catchUp);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { catchUp(); markSeen(); } });
  window.addEventListener("online", catchUp);
  // Between the drawing of the page and the opening of the stream something may have been said.
  setTimeout(catchUp, 2500);
  setInterval(renewCounts, 15000);
  if (form) startComposer();
}
