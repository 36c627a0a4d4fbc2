// What all articles share.
export default {
  layout: "article.njk",
  permalink: ({ slug }) => `articles/${slug}.html`,
};
