// What the reader does in, what the page shows out.
const form = document.getElementById("search"), field = form.elements.q, say = form.dataset;
const results = document.getElementById("results"), more = document.getElementById("more");
const years = document.getElementById("years"), bars = years.querySelector("ul");
const status = document.getElementById("said"), selects = [...form.querySelectorAll("select")];
const PAGE = 10;
const archive = finder(say.index, say.lang);
let turn = {}, picked = {}, found = { hits: [] }, shown = 0;

// Models are taken out of their templates once, where each copy would have to move from one document to another.
const models = (name) => [...document.importNode(document.getElementById(name).content, true).children];
const [ROW] = models("row"), [BAR] = models("bar"), SIGNS = models("signs");
const signOf = (trend) => SIGNS.find((sign) => sign.classList.contains(trend));
const { format: number } = new Intl.NumberFormat(document.documentElement.lang);
const textIn = (tag, text) => {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
};
const tell = (text) => { if (status.textContent !== text) status.textContent = text; };
const links = () => [...results.querySelectorAll("h2 a")];
const nameOf = (facet, value) => {
  if (facet === "lang") return archive.languageName(value);
  if (facet === "trend") return signOf(value).querySelector(".unseen").textContent;
  return value || say[`no${facet}`];
};

// The words of a text, each with its forms and where it stands. To fold is slow, so it is done once.
const WORD = /[\p{L}\p{N}\p{M}'’ʼ\u00ad]+/gu;
const words = new Map();
const wordsOf = (text) => {
  if (!words.has(text)) {
    words.set(text, [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, index, spelt: forms(word) })));
  }
  return words.get(text);
};
const marked = (text, means) => {
  const nodes = [];
  let end = 0;
  for (const { word, index, spelt } of wordsOf(text)) {
    if (!spelt.some(means)) continue;
    nodes.push(text.slice(end, index), textIn("mark", word));
    end = index + word.length;
  }
  return [...nodes, text.slice(end)].filter(Boolean);
};
const rowOf = (hit, [address, title, when, excerpt], means) => {
  const row = ROW.cloneNode(true), [heading, about, dek] = row.firstElementChild.children;
  const link = heading.firstElementChild;
  const facts = [archive.valueOf(hit, "topic"), when, archive.valueOf(hit, "author").join(", ")];
  if (hit.lang !== say.lang) facts.unshift(archive.languageName(hit.lang));
  row.prepend(signOf(archive.valueOf(hit, "trend")).cloneNode(true));
  link.href = say.root + address;
  link.append(...marked(title, means));
  link.lang = dek.lang = hit.lang;
  about.append(...facts.filter(Boolean).map((fact) => textIn("span", fact)));
  dek.append(...marked(excerpt, means));
  return row;
};
const rowsOf = async (answer, from, mine) => {
  const hits = best(answer.hits, from + PAGE).slice(from), texts = await archive.shown(hits, mine);
  return hits.map((hit, index) => rowOf(hit, texts[index], answer.means));
};
const show = (rows) => {
  shown += rows.length;
  more.hidden = shown >= found.hits.length;
};
// What can wait until the results stand on the page.
const later = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 300 }) : setTimeout(work));

const byCount = ([a, many], [b, few]) => few - many || (a < b ? -1 : 1);
const showFilters = (counts) => {
  for (const [facet, value] of Object.entries(picked)) if (!counts[facet].has(value)) counts[facet].set(value, 0);
  for (const select of selects) {
    const facet = select.name, values = [...counts[facet]].sort(byCount);
    select.length = values.length + 1;
    values.forEach(([value, count], index) => {
      const option = select.options[index + 1], text = `${nameOf(facet, value)} (${number(count)})`;
      if (option.text !== text) option.text = text;
      option.value = `=${value}`;
    });
    select.value = facet in picked ? `=${picked[facet]}` : "";
    select.disabled = values.length < 2 && !(facet in picked);
  }
  const most = Math.max(...counts.year.values()), held = document.activeElement.value;
  const inside = bars.contains(document.activeElement);
  bars.replaceChildren(...[...counts.year].sort(([a], [b]) => (a < b ? 1 : -1)).map(([year, count]) => {
    const bar = BAR.cloneNode(true), button = bar.firstElementChild;
    button.value = `=${year}`;
    button.setAttribute("aria-pressed", picked.year === year);
    button.style.setProperty("--share", most ? count / most : 0);
    button.children[0].textContent = nameOf("year", year);
    button.children[2].textContent = number(count);
    return bar;
  }));
  if (inside) [...bars.querySelectorAll("button")].find((button) => button.value === held)?.focus();
  years.hidden = !counts.year.size;
};
const showNothing = (text) => {
  found = { hits: [] };
  results.replaceChildren();
  years.hidden = more.hidden = true;
  tell(text);
};

// The query stands behind the # of the address: it can be passed on, and no server sees it. To change the address takes
// longer than to search, so that waits, but not beyond the way to a result.
const keepAddress = () => {
  const query = field.value.trim(), parts = Object.entries({ ...(query && { q: query }), ...picked });
  const hash = `#${new URLSearchParams(parts)}`;
  if (hash === (location.hash || "#")) return;
  try { history.replaceState(null, "", hash); } catch { location.replace(hash); }
};
const search = async () => {
  const mine = { over: false };
  turn.over = true;
  turn = mine;
  later(() => mine.over || keepAddress());
  try {
    const answer = await archive.find(field.value, picked, mine);
    if (mine.over) return;
    document.body.classList.toggle("asked", answer !== null);
    if (!answer?.hits.length) {
      showNothing(answer ? (answer.broad ? say.broad : say.nothing) : "");
      if (answer) showFilters(answer.counts());
      return;
    }
    const rows = await rowsOf(answer, 0, mine);
    if (mine.over) return;
    [found, shown] = [answer, 0];
    results.replaceChildren(...rows);
    show(rows);
    const count = say.found.replace("{count}", number(found.hits.length));
    tell([count, found.guessed && say.guessed, found.partly && say.partly].filter(Boolean).join(" "));
    later(() => mine.over || showFilters(answer.counts()));
  } catch (reason) {
    if (reason !== mine) showNothing(say.failed);
  }
};

const restore = () => {
  const address = new URLSearchParams(location.hash.slice(1));
  picked = Object.fromEntries([...address].filter(([facet]) => FACETS.includes(facet)));
  if (address.has("q") || !field.value) field.value = address.get("q") || "";
  search();
};
const pick = (facet, value) => {
  delete picked[facet];
  if (value) picked[facet] = value.slice(1);
  search();
};
form.addEventListener("input", ({ target }) => target === field && search());
form.addEventListener("change", ({ target }) => target !== field && pick(target.name, target.value));
form.addEventListener("submit", () => links()[0]?.focus());
form.addEventListener("reset", () => {
  picked = {};
  setTimeout(() => { search(); field.focus(); });
});
bars.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button) pick("year", button.getAttribute("aria-pressed") === "true" ? "" : button.value);
});
more.addEventListener("click", async () => {
  const mine = turn, first = shown, rows = await rowsOf(found, first, mine).catch(() => []);
  if (mine.over || shown !== first || !rows.length) return;
  results.append(...rows);
  show(rows);
  links()[first].focus();
});
results.addEventListener("click", keepAddress);
addEventListener("hashchange", restore);
addEventListener("keydown", (event) => {
  const all = links(), at = all.indexOf(document.activeElement), inField = event.target === field;
  if (event.ctrlKey || event.metaKey || event.altKey || (at < 0 && !inField)) return;
  const next = { ArrowDown: all[Math.min(at + 1, all.length - 1)], ArrowUp: at > 0 ? all[at - 1] : field, Escape: field };
  if (!next[event.key] || (inField && event.key !== "ArrowDown")) return;
  event.preventDefault();
  next[event.key].focus();
});
restore();
