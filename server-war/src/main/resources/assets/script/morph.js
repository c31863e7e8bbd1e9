// Makes `old` look like `fresh` with as few changes as possible, so that focus, scroll and open parts stay.
export function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.takeOver) {
    old.takeOver(fresh);
    return;
  }
  const isNew = old.dataset.version !== undefined && old.dataset.version !== fresh.dataset.version;
  morphAttributes(old, fresh);
  morphChildren(old, fresh);
  if (isNew) mark(old);
}

const keyOf = (node) => node.id || (node.dataset && node.dataset.row) || "";

function morphAttributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    // What the reader has opened stays open.
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
}

export function morphChildren(old, fresh) {
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let next = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = keyOf(child);
    let match = key ? keyed.get(key) : next;
    if (!key && match && (keyOf(match) || match.nodeName !== child.nodeName)) match = null;
    if (!match) {
      old.insertBefore(child, next);
    } else {
      if (match === next) next = next.nextSibling;
      else old.insertBefore(match, next);
      morph(match, child);
    }
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function mark(row) {
  row.classList.add("changed");
  row.addEventListener("animationend", () => row.classList.remove("changed"), { once: true });
}
