"use strict";
const query = document.getElementById("query");
const plain = (text) => text.normalize("NFKC").toLowerCase();

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = button.parentElement.querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector("pre"));
      return;
    }
    button.textContent = button.dataset.copy;
  });
}

if (query) {
  const cards = [...document.querySelectorAll(".card")].map((card) => ({
    card,
    text: plain(card.dataset.words),
    fields: card.querySelector(".fields"),
  }));
  const count = document.getElementById("count");
  const none = document.getElementById("none");

  const marked = (element, words) => {
    const text = element.textContent;
    const found = plain(text);
    element.textContent = "";
    let at = 0;
    while (at < text.length) {
      const hits = found.length === text.length ? words.map((w) => [found.indexOf(w, at), w.length]).filter(([i]) => i >= 0) : [];
      if (!hits.length) break;
      const [start, length] = hits.reduce((a, b) => (b[0] < a[0] ? b : a));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, start + length);
      element.append(text.slice(at, start), mark);
      at = start + length;
    }
    element.append(text.slice(at));
  };

  const filter = () => {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { card, text, fields } of cards) {
      card.hidden = !words.every((word) => text.includes(word));
      shown += !card.hidden;
      if (fields) fields.hidden = !words.some((word) => plain(fields.textContent).includes(word));
      if (!card.hidden) for (const part of card.querySelectorAll("[data-mark]")) marked(part, words);
    }
    for (const group of document.querySelectorAll("section.group")) {
      group.hidden = !group.querySelector(".card:not([hidden])");
    }
    count.textContent = count.dataset.said.replace("0", shown);
    none.hidden = shown > 0;
  };

  query.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape" && document.activeElement === query) {
      query.value = "";
      filter();
    }
  });
  filter();
}
