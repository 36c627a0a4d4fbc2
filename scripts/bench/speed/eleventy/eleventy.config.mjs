// Articles go in; lists of topics, tags, years and months come out, the long ones cut into parts of twenty.
import footnotes from "markdown-it-footnote";

const PART = 20;
const WORDS = 50;
const DAY = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

function newestFirst(api) {
  return api.getAllSorted().filter(({ data }) => data.topics).reverse();
}

function grouped(articles, key) {
  const found = new Map();
  for (const article of articles) {
    for (const name of article.data[key]) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(article);
    }
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, articles]) => ({ name, articles }));
}

function parted(groups) {
  return groups.flatMap(({ name, articles }) => {
    const last = Math.ceil(articles.length / PART);
    const part = (_, at) => ({ name, last, number: at + 1, articles: articles.slice(at * PART, (at + 1) * PART) });
    return Array.from({ length: last }, part);
  });
}

export default function (config) {
  config.amendLibrary("md", (library) => library.use(footnotes));
  config.addPassthroughCopy({ "content/images": "images" });
  const slugify = config.getFilter("slugify");
  const slugs = new Map();
  config.addFilter("slug", (name) => slugs.get(name) ?? slugs.set(name, slugify(name)).get(name));
  config.addFilter("day", (date) => DAY.format(date));
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("lead", ({ data, rawInput }) =>
    data.summary ?? rawInput.trimStart().split("\n\n", 1)[0].split(" ").slice(0, WORDS).join(" "));
  config.addCollection("newest", (api) => newestFirst(api).slice(0, PART));
  config.addCollection("topicNames", (api) => grouped(newestFirst(api), "topics").map(({ name }) => name));
  config.addCollection("topicFeeds", (api) =>
    grouped(newestFirst(api), "topics").map(({ name, articles }) => ({ name, articles: articles.slice(0, PART) })));
  config.addCollection("topicParts", (api) => parted(grouped(newestFirst(api), "topics")));
  config.addCollection("tagParts", (api) => parted(grouped(newestFirst(api), "tags")));
  config.addCollection("yearLists", (api) => grouped(newestFirst(api), "years"));
  config.addCollection("monthLists", (api) => grouped(newestFirst(api), "months"));
  return { dir: { input: "content", includes: "../_includes", output: "public" }, markdownTemplateEngine: false };
}
