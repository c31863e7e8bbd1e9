// A part of the page that is fetched again by the page's own address when one of its topics changes.
import { morphChildren } from "./morph.js";

const LEAST_BETWEEN_SWAPS = 1000;
const AGES_GROW = 60000;
const POLL = 15000;
const SAY_LOST_AFTER = 3000;
const PAUSED = "platen.paused";

const regions = new Set();
const dirty = new Set();
let stream = null;
let streamTopics = "";
let failures = 0;
let swapTimer = 0;
let lostTimer = 0;
let pollTimer = 0;
let lastSwap = 0;
let state = "live";

const isPaused = () => sessionStorage.getItem(PAUSED) === "yes";

function say(next) {
  state = next;
  document.querySelectorAll("live-state").forEach((element) => element.show(next));
}

function topics() {
  const all = [...regions].flatMap((region) => (region.getAttribute("topics") || "").split(" "));
  return [...new Set(all.filter(Boolean))].sort().join(",");
}

function connect() {
  const wanted = document.hidden || isPaused() ? "" : topics();
  if (stream && wanted === streamTopics) return;
  if (stream) stream.close();
  stream = null;
  streamTopics = wanted;
  if (!wanted) return;
  stream = new EventSource(`/events?topics=${encodeURIComponent(wanted)}&since=${document.documentElement.dataset.cursor}`);
  stream.addEventListener("open", heard);
  stream.addEventListener("error", lost);
  stream.addEventListener("resync", () => change(null));
  stream.addEventListener("change", (event) => change(event.data));
}

function heard() {
  failures = 0;
  clearTimeout(lostTimer);
  clearInterval(pollTimer);
  lostTimer = pollTimer = 0;
  if (state === "polling" || state === "reconnecting") change(null);
  say("live");
}

function lost() {
  failures += 1;
  if (!lostTimer) lostTimer = setTimeout(() => say(pollTimer ? "polling" : "reconnecting"), SAY_LOST_AFTER);
  const refused = stream && stream.readyState === EventSource.CLOSED;
  if (failures >= 3 || refused) poll();
}

function poll() {
  if (stream) stream.close();
  stream = null;
  streamTopics = "";
  if (pollTimer) return;
  say("polling");
  pollTimer = setInterval(() => {
    if (document.hidden || isPaused()) return;
    change(null);
    connect();
  }, POLL);
}

function change(topic) {
  for (const region of regions) {
    const own = (region.getAttribute("topics") || "").split(" ");
    if (topic === null || own.includes(topic)) dirty.add(region);
  }
  schedule();
}

function schedule() {
  if (swapTimer || !dirty.size || isPaused()) return;
  const wait = Math.max(0, lastSwap + LEAST_BETWEEN_SWAPS - Date.now());
  swapTimer = setTimeout(swap, wait);
}

async function swap() {
  // What changes from here on may not be in the answer: it is fetched once more.
  const asked = [...dirty];
  dirty.clear();
  const left = new Set(asked);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.redirected && new URL(answer.url).pathname === "/sign-in") {
      location.assign(answer.url);
      return;
    }
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.documentElement.dataset.cursor = page.documentElement.dataset.cursor;
    for (const region of asked) {
      const fresh = page.getElementById(region.id);
      if (!fresh || region.update(fresh)) left.delete(region);
    }
  } catch {
    // The network is away; the stream says so.
  } finally {
    left.forEach((region) => regions.has(region) && dirty.add(region));
    lastSwap = Date.now();
    swapTimer = 0;
    if (dirty.size) setTimeout(schedule, LEAST_BETWEEN_SWAPS);
  }
}

class LiveRegion extends HTMLElement {
  connectedCallback() {
    regions.add(this);
    queueMicrotask(connect);
  }

  disconnectedCallback() {
    regions.delete(this);
    dirty.delete(this);
    queueMicrotask(connect);
  }

  // Answers whether it could: nothing is replaced under the reader's hands.
  update(fresh) {
    const field = document.activeElement;
    if (field && this.contains(field) && field.matches("input, textarea, select")) return false;
    if (this.hasAttribute("keep-order")) this.keepOrder(fresh);
    morphChildren(this, fresh);
    if (window.htmx) window.htmx.process(this);
    this.dispatchEvent(new CustomEvent("platen:swapped", { bubbles: true }));
    return true;
  }

  // Rows stay where the reader saw them; what changes place waits behind a button.
  keepOrder(fresh) {
    const rows = (root) => [...root.querySelectorAll("tr[data-row]")];
    const mine = rows(this).map((row) => row.dataset.row);
    const theirs = new Map(rows(fresh).map((row) => [row.dataset.row, row]));
    if (!mine.length || mine.join() === [...theirs.keys()].join()) return;
    const body = fresh.querySelector("tbody");
    const pill = fresh.querySelector("[data-order-changed]");
    if (!body || !pill) return;
    const still = rows(this).map((row) => theirs.get(row.dataset.row) || row.cloneNode(true));
    body.replaceChildren(...still);
    pill.hidden = false;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = pill.dataset.text;
    button.dataset.reorder = "";
    pill.replaceChildren(button);
  }
}

class LiveState extends HTMLElement {
  connectedCallback() {
    if (!this.firstChild) {
      this.innerHTML = '<span class="dot" aria-hidden="true"></span><span role="status"></span><button type="button"></button>';
      this.lastChild.addEventListener("click", togglePause);
    }
    this.show(isPaused() ? "paused" : state);
  }

  show(next) {
    this.dataset.state = next;
    const text = this.dataset[next];
    if (this.children[1].textContent !== text) this.children[1].textContent = text;
    this.lastChild.textContent = next === "paused" ? this.dataset.resume : this.dataset.pause;
  }

  takeOver() {}
}

function togglePause() {
  if (isPaused()) sessionStorage.removeItem(PAUSED);
  else sessionStorage.setItem(PAUSED, "yes");
  say(isPaused() ? "paused" : "live");
  connect();
  if (!isPaused()) change(null);
}

customElements.define("live-state", LiveState);
customElements.define("live-region", LiveRegion);

document.addEventListener("platen:pause", togglePause);
document.addEventListener("click", (event) => {
  if (event.target.closest && event.target.closest("[data-reorder]")) location.reload();
});
document.addEventListener("visibilitychange", () => {
  connect();
  if (!document.hidden) change(null);
});
// A stream may not notice for minutes that the network is away; the browser does.
window.addEventListener("offline", poll);
window.addEventListener("online", connect);
setInterval(() => {
  if (!document.hidden) change(null);
}, AGES_GROW);
