// Words in, commentaries out, from the files that backfile/plugins/search made. Nothing is kept or sent.
const BLOCK = 5, CHUNK = 512;
const FACETS = ["lang", "year", "topic", "source", "author", "trend"];
const PARTS = ["main", "tail"];
// Of a word being typed: in how many files its beginning may stand before we wait for more letters.
const BROAD = 8;
const WORDS = 8;
const BEGUN = 0.6, GUESSED = 0.3, HOME = 1.5, ENDING = 3;
const PAUSE = 120;

// As folded() and forms() in text.py.
const ALIKE = { ß: "ss", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ґ: "г", ς: "σ" };
const SILENT = /['’‘ʼʻ`´′ʹ＇\u00ad\u200b\u200c\u200d\u2060\ufeff]/g;
const fold = (text) => text.toLowerCase().replace(SILENT, "").normalize("NFKD").toLowerCase()
  .replace(/[\u0300-\u036f]/g, "").replace(/[ßłøđðþæœıґς]/g, (letter) => ALIKE[letter]);
const forms = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

// A file is a script that calls backfile(name, value): modules and fetch do not work from a disk.
const loader = (folder) => {
  const files = new Map();
  window.backfile = (name, value) => files.get(name).done(value);
  const load = (name) => {
    if (files.has(name)) return files.get(name).value;
    const file = {}, script = document.createElement("script");
    files.set(name, file);
    file.value = new Promise((done, failed) => {
      file.done = (value) => { file.here = true; script.remove(); done(value); };
      script.onerror = () => { files.delete(name); script.remove(); failed(Error(name)); };
    });
    script.src = `${folder}${name}.js`;
    document.head.append(script);
    return file.value;
  };
  // Who types fast asks for the last word alone; what is here already waits for nobody. `turn` says if it is over.
  return async (names, turn) => {
    if (names.some((name) => !files.get(name)?.here)) await new Promise((go) => setTimeout(go, PAUSE));
    if (turn.over) throw turn;
    return Promise.all(names.map(load));
  };
};

// A part's branches as shards.py writes them: each beginning that is split, with the letters that have files, * for a file of all others.
const branchesOf = (text) => text && new Map(text === "-" ? [] : text.split(" ").map((branch) => branch.split(":")));
const below = (tree, start) => [...tree.get(start)].flatMap((letter) => {
  const longer = letter === "*" ? start : start + letter;
  return letter !== "*" && tree.has(longer) ? below(tree, longer) : [longer];
});
const fileName = (part, start) =>
  `${part}/${[...start].map((letter) => letter.codePointAt(0).toString(16)).join("-") || "all"}`;
// The files that hold a word ($ at its end), or all words that begin so.
const placesOf = (trees, word) => PARTS.flatMap((part) => {
  const tree = trees[part];
  if (!tree) return [];
  let start = "";
  for (const letter of word) {
    if (!tree.has(start)) break;
    if (!tree.get(start).includes(letter)) return tree.get(start).includes("*") ? [fileName(part, start)] : [];
    start += letter;
  }
  return (tree.has(start) ? below(tree, start) : [start]).map((found) => fileName(part, found));
});

// A file's lines as words, each with its language and stem, and rows by both.
const read = (file) => {
  if (file.words) return file;
  const words = [], rows = new Map();
  for (const [lang, text] of Object.entries(file)) {
    for (const line of text.split("\n")) {
      const end = line.indexOf(":");
      if (end < 0) {
        const [form, stem] = line.split(">");
        words.push({ form, lang, stem });
        continue;
      }
      const [stem, ...tails] = line.slice(0, end).split(",");
      const spelt = tails.map((tail) => (tail[0] === "=" ? tail.slice(1) : stem + tail));
      rows.set(`${lang} ${stem}`, { spelt, text: line.slice(end + 1) });
      for (const form of spelt) words.push({ form, lang, stem });
    }
  }
  return Object.assign(file, { words, rows });
};
// A row's commentaries: number and level, number and level, …
const postingsOf = (row) => {
  if (row.list) return row.list;
  row.list = [];
  let number = -1, step = 0;
  for (let at = 0; at < row.text.length; at++) {
    const code = row.text.charCodeAt(at);
    if (code < 58) {
      step = step * 10 + code - 48;
    } else {
      row.list.push(number += step || 1, code - 96);
      step = 0;
    }
  }
  return row.list;
};

// The best so many, in order: worth first, then the newest. To sort all is slow where there are thousands.
const inOrder = (a, b) => b.worth - a.worth || b.number - a.number || (a.lang < b.lang ? -1 : 1);
const best = (list, count) => {
  const top = [];
  for (const hit of list) {
    let at = top.length;
    while (at && inOrder(hit, top[at - 1]) < 0) at--;
    if (at < count) top.splice(at, 0, hit);
    if (top.length > count) top.pop();
  }
  return top;
};

const finder = (folder, home) => {
  const load = loader(folder), facets = {};
  let head, trees;

  const begin = async (turn) => {
    [head] = await load(["head"], turn);
    trees = Object.fromEntries(PARTS.map((part) => [part, branchesOf(head[part])]));
  };

  // The stems that a word means, with how sure it is; of a word being typed also those of the words it begins.
  // A word that is nowhere means what its longest known beginning does.
  const stemsOf = async (word, open, turn, worth = 1) => {
    const wide = open ? placesOf(trees, word) : [], broad = wide.length > BROAD, stems = new Map();
    for (const file of await load(open && !broad ? wide : placesOf(trees, `${word}$`), turn)) {
      for (const { form, lang, stem } of read(file).words) {
        if (!form.startsWith(word) || !(open || form === word)) continue;
        const weight = form === word ? worth : BEGUN * worth;
        // A name's key is the same in all languages, whichever has this form of it.
        for (const one of stem[0] === "@" ? Object.keys(head.languages) : [lang]) {
          if (weight > (stems.get(`${one} ${stem}`) || 0)) stems.set(`${one} ${stem}`, weight);
        }
      }
    }
    const shorter = [...word].slice(0, -1).join("");
    if (stems.size || broad || shorter.length < 3) return { stems, broad, word, open };
    return stemsOf(shorter, true, turn, GUESSED);
  };

  // By language what a word is worth in each commentary, by its number: BM25, its part in the text from the row. A word
  // is telling if most texts are without it.
  const hitsOf = async (asked, last, turn) => {
    const { stems, broad, word, open } = await stemsOf(asked, last, turn);
    const places = new Map([...stems.keys()].map((key) => [key, placesOf(trees, `${key.split(" ")[1]}$`)]));
    const names = [...new Set([...places.values()].flat())], files = new Map();
    (await load(names, turn)).forEach((file, index) => files.set(names[index], read(file)));
    const hits = {}, spelt = new Set([word]);
    let telling = !stems.size;
    for (const [key, weight] of stems) {
      const [lang] = key.split(" "), { size } = head.languages[lang];
      const rows = places.get(key).map((name) => files.get(name).rows.get(key)).filter(Boolean);
      const frequency = rows.reduce((sum, row) => sum + postingsOf(row).length / 2, 0);
      const rare = Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
      const worth = weight * rare * (lang === home ? HOME : 1), worths = (hits[lang] ||= new Float64Array(size));
      for (const { list, spelt: all } of rows) {
        for (let at = 0; at < list.length; at += 2) {
          const here = worth * list[at + 1];
          if (here > worths[list[at]]) worths[list[at]] = here;
        }
        if (weight === 1) for (const form of all) spelt.add(form);
      }
      telling ||= rare > Math.LN2;
    }
    // Another ending is the same word still.
    const guessed = stems.size > 0 && asked.length > word.length + ENDING;
    return { hits, broad, telling, spelt, begun: open ? [word] : [], guessed };
  };

  // The commentaries that have all the words, or, where none has, most of them.
  const joined = (all) => {
    const list = [];
    let most = 1;
    for (const [lang, { size }] of Object.entries(head.languages)) {
      const byWord = all.map(({ hits }) => hits[lang]).filter(Boolean);
      for (let number = 0; byWord.length && number < size; number++) {
        let words = 0, worth = 0;
        for (const worths of byWord) {
          if (worths[number]) words++;
          worth += worths[number];
        }
        if (words < most) continue;
        if (words > most) list.length = 0;
        most = words;
        list.push({ lang, number, worth });
      }
    }
    return { list, partly: most < all.length };
  };

  const groupOf = (number) => Math.floor(number / CHUNK);
  const codeOf = ({ lang, number }, facet) => facets[lang][groupOf(number)][facet].charCodeAt(number % CHUNK) - 48;
  const valueOf = (hit, facet) => (facet === "lang" ? hit.lang : head.languages[hit.lang][facet][codeOf(hit, facet)]);
  const fetchFacets = async (list, turn) => {
    const groups = {};
    for (const { lang, number } of list) (groups[lang] ||= new Set()).add(groupOf(number));
    const wanted = Object.entries(groups).flatMap(([lang, all]) => [...all].map((group) => [lang, group]));
    const found = await load(wanted.map(([lang, group]) => `facets/${lang}/${group}`), turn);
    wanted.forEach(([lang, group], index) => { (facets[lang] ||= [])[group] = found[index]; });
  };
  const failedOf = (hit, asked) => asked.filter(([facet, value]) => ![].concat(valueOf(hit, facet)).includes(value));
  // For each facet how often each value stands in what passes the filters for all the others.
  const counted = (list, asked) => {
    const tallies = {};
    for (const hit of list) {
      const failed = asked.length ? failedOf(hit, asked) : asked;
      if (failed.length > 1) continue;
      const mine = (tallies[hit.lang] ||= Object.fromEntries(FACETS.map((facet) => [facet, []])));
      for (const facet of failed.length ? [failed[0][0]] : FACETS) {
        const code = facet === "lang" ? 0 : codeOf(hit, facet);
        mine[facet][code] = (mine[facet][code] || 0) + 1;
      }
    }
    return countsOf(tallies);
  };
  // Tallies by language and number of a value as counts by the value itself, which languages may share.
  const countsOf = (tallies) => {
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    for (const [lang, byFacet] of Object.entries(tallies)) {
      for (const facet of FACETS) {
        byFacet[facet].forEach((count, code) => {
          for (const value of [].concat(facet === "lang" ? lang : head.languages[lang][facet][code])) {
            counts[facet].set(value, (counts[facet].get(value) || 0) + count);
          }
        });
      }
    }
    return counts;
  };

  return {
    valueOf,
    languageName: (lang) => head?.languages[lang]?.name || lang,
    // What a query finds; null if there is no word in it. To count is work, so it is done when it is asked for.
    find: async (query, picked, turn) => {
      const words = [...new Set(forms(query).slice(0, WORDS))], open = /[\p{L}\p{N}\p{M}'’ʼ]$/u.test(query);
      if (!words.length) return null;
      if (!head) await begin(turn);
      const all = await Promise.all(words.map((word) => hitsOf(word, open && word === words.at(-1), turn)));
      const { list, partly } = joined(all), asked = Object.entries(picked);
      const telling = all.some((one) => one.telling) ? all.filter((one) => one.telling) : all;
      const spelt = new Set(telling.flatMap((one) => [...one.spelt])), begun = telling.flatMap((one) => one.begun);
      await fetchFacets(list, turn);
      return {
        hits: asked.length ? list.filter((hit) => !failedOf(hit, asked).length) : list,
        counts: () => counted(list, asked),
        partly,
        guessed: all.some((one) => one.guessed),
        broad: !list.length && all.some((one) => one.broad),
        means: (form) => spelt.has(form) || begun.some((word) => form.startsWith(word)),
      };
    },
    // What a page shows of some hits: address, title, when, excerpt.
    shown: async (hits, turn) => {
      const blocks = await load(hits.map((hit) => `shown/${hit.lang}/${Math.floor(hit.number / BLOCK)}`), turn);
      return hits.map((hit, index) => blocks[index][hit.number % BLOCK]);
    },
  };
};
