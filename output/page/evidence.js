'use strict';
/** The reports behind the map, unpacked when somebody first asks for them. */
(function (whoheld) {
  /** @type {Promise<any>|null} */
  let pending = null;

  /** @returns {Promise<any>} all reports */
  function load() {
    if (!pending) pending = whoheld.readBlob('whoheld-evidence').then(decode);
    return pending;
  }

  /** @param {any} blob @returns {any} */
  function decode(blob) {
    const { naturals, integers, optional } = whoheld.columns;
    const claims = {};
    for (const [name, text] of Object.entries(blob.claims)) claims[name] = name === 'start' ? integers(text) : naturals(text);
    const marks = groups(claims.marks, claims.code.length, 3);
    const also = groups(claims.also, claims.code.length, 1);
    const cited = groups(naturals(blob.cited), whoheld.data.intervals.n * 2, 1);
    const article = {
      source: naturals(blob.articles.source), published: optional(blob.articles.published),
      sources: blob.articles.sources, url: blob.articles.url, title: blob.articles.title,
    };
    /** @param {number} n @returns {any} one report */
    const report = (n) => describe(blob, claims, article, { marks: marks(n), also: also(n).map((a) => origin(article, a)) }, n);
    const cache = new Map();
    return {
      count: claims.code.length,
      gaps: blob.gaps,
      sources: article.sources,
      report: (n) => {
        if (!cache.has(n)) cache.set(n, report(n));
        return cache.get(n);
      },
      /** Reports of a place for and against one interval, as report numbers. */
      cited: (place, interval) => {
        const base = whoheld.data.places.claimFrom[place];
        return { supporting: cited(2 * interval).map((n) => base + n), against: cited(2 * interval + 1).map((n) => base + n) };
      },
    };
  }

  /** Random access to groups written as their size, then their numbers. @param {Uint32Array} numbers @returns {function(number): number[]} */
  function groups(numbers, count, width) {
    const from = new Uint32Array(count + 1);
    let at = 0;
    for (let i = 0; i < count; i++) {
      from[i] = at;
      at += 1 + numbers[at] * width;
    }
    from[count] = at;
    return (n) => Array.from(numbers.subarray(from[n] + 1, from[n + 1]));
  }

  const RELATIONS = ['captured', 'lost', 'held', 'contested', 'besieged', 'repelled', 'attacked'];
  const STANCES = ['asserted', 'claimed', 'denied', 'planned'];
  const EXTENTS = ['whole', 'part', 'outskirts'];

  /** Where an article stands. @param {any} article all of them @param {number} a @returns {any} */
  const origin = (article, a) => ({
    source: article.sources[article.source[a]], url: article.url[a], title: article.title[a], published: article.published[a],
  });

  /** @param {{marks: number[], also: any[]}} extra words to mark, and other articles that print the report */
  function describe(blob, claims, article, extra, n) {
    const actors = whoheld.data.actors;
    let code = claims.code[n];
    const take = (size) => {
      const value = code % size;
      code = Math.floor(code / size);
      return value;
    };
    const placePrecision = take(3) + 1;
    const timePrecision = take(3) + 1;
    const explicit = take(2) === 1;
    const extent = EXTENTS[take(3)];
    const stance = STANCES[take(4)];
    const relation = RELATIONS[code];
    return {
      n, relation, stance, extent, explicit, timePrecision, placePrecision,
      day: claims.days[n] ? claims.start[n] : null,
      days: claims.days[n],
      sure: claims.sure[n],
      actor: claims.actor[n] ? actors[claims.actor[n] - 1] : null,
      opponent: claims.opponent[n] ? actors[claims.opponent[n] - 1] : null,
      sentence: blob.sentences[claims.sentence[n]], ...extra,
      speaker: blob.speakers[claims.speaker[n]], rule: blob.rules[claims.rule[n]],
      ...origin(article, claims.article[n]),
    };
  }

  whoheld.evidence = { load, RELATIONS, STANCES };
})((window.whoheld = window.whoheld || {}));
