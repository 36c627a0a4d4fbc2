"use strict";
// What the search page loads at once: it shows the field, and fetches the rest when a reader begins.
{
  const form = document.getElementById("search");
  const events = ["input", "change", "hashchange"];
  const begin = () => {
    for (const event of events) removeEventListener(event, begin);
    const script = document.createElement("script");
    script.src = form.dataset.script;
    script.onerror = () => { document.getElementById("said").textContent = form.dataset.failed; };
    document.head.append(script);
  };
  for (const event of events) addEventListener(event, begin);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    form.elements.q.select();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  if (location.hash.length > 1 || form.elements.q.value) begin();
}
