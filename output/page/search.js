'use strict';
/** Finds towns in any spelling the gazetteer knows, and actors. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const MAX_HITS = 8;
  /** Names from so many letters on are found with one letter wrong, and with two. */
  const MIN_ALMOST = 4;
  const MIN_TWICE = 8;
  let input, list;
  /** @type {string[]|null} */
  let index = null;
  /** @type {string[]|null} */
  let actorIndex = null;
  let hits = [];
  let chosen = -1;

  /** @param {string} text @returns {string} lower case, without accents, apostrophes and hyphens */
  const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f'’‘ʼʻ`´]/g, '').replace(/[-‐–_]/g, ' ').toLowerCase().trim();

  function setup() {
    input = document.getElementById('wh-search');
    list = document.getElementById('wh-hits');
    input.addEventListener('input', () => search());
    input.addEventListener('focus', () => search());
    input.addEventListener('blur', () => window.setTimeout(() => show([]), 180));
    input.addEventListener('keydown', (event) => onKey(event));
  }

  /** @param {string} text @returns {Array<{place?: number, actor?: any, rank: number}>} */
  function find(text) {
    const wanted = fold(text);
    if (!wanted) return [];
    const { places, actors } = whoheld.data;
    if (!actorIndex) actorIndex = actors.map((actor) => `|${fold(actor.name)}|${fold(actor.alias)}|`);
    if (!index) index = places.name.map((name, i) => `|${fold(name)}|${fold(places.alias[i])}`);
    const found = [];
    for (const actor of actors) {
      const names = actorIndex[actor.n];
      if (names.includes(wanted)) found.push({ actor, rank: names.includes(`|${wanted}|`) ? 0.5 : names.includes(`|${wanted}`) ? 1.5 : 2.5, weight: 0 });
    }
    index.forEach((names, place) => {
      const at = names.indexOf(wanted);
      if (at < 0) return;
      const whole = names.includes(`|${wanted}|`);
      const rank = whole ? 0 : names.includes(`|${wanted}`) ? 1 : 3;
      found.push({ place, rank, weight: weightOf(place) });
    });
    if (!found.length && wanted.length >= MIN_ALMOST) index.forEach((names, place) => {
      if (names.split('|').some((name) => isAlmost(name, wanted))) found.push({ place, rank: 4, weight: weightOf(place) });
    });
    return found.sort((a, b) => a.rank - b.rank || b.weight - a.weight).slice(0, MAX_HITS);
  }

  const weightOf = (place) => whoheld.data.places.claimFrom[place + 1] - whoheld.data.places.claimFrom[place];

  /** @returns {boolean} whether two names differ by one letter, or by two in long ones: spellings nobody listed */
  function isAlmost(name, wanted) {
    const limit = wanted.length >= MIN_TWICE ? 2 : 1;
    if (Math.abs(name.length - wanted.length) > limit) return false;
    let row = Array.from({ length: wanted.length + 1 }, (_, n) => n);
    for (let i = 1; i <= name.length; i++) {
      const next = [i];
      for (let j = 1; j <= wanted.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (name[i - 1] === wanted[j - 1] ? 0 : 1));
      if (Math.min(...next) > limit) return false;
      row = next;
    }
    return row[wanted.length] <= limit;
  }

  function search() {
    chosen = -1;
    show(find(input.value), input.value);
  }

  function show(found, text) {
    hits = found;
    const empty = !found.length && text && fold(text);
    fill(list, found.map((hit, n) => row(hit, n)), empty && el('li', { class: 'wh-dim', role: 'option', 'aria-disabled': 'true' }, whoheld.words.t('search_nothing')));
    list.hidden = !found.length && !empty;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  }

  function row(hit, n) {
    const { places } = whoheld.data;
    const content = hit.actor
      ? [whoheld.phrases.swatch([hit.actor.n]), el('span', { dir: 'auto' }, hit.actor.name), el('span', { class: 'wh-dim' }, whoheld.words.t('actor'))]
      : [el('span', { dir: 'auto' }, places.name[hit.place]), el('span', { class: 'wh-dim' }, whoheld.phrases.whereabouts(hit.place))];
    return el('li', { role: 'option', id: `wh-hit-${n}`, 'aria-selected': 'false', on: { mousedown: (event) => { event.preventDefault(); take(n); } } }, content);
  }

  function onKey(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!hits.length) return;
      event.preventDefault();
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length;
      for (const [n, node] of [...list.children].entries()) node.setAttribute('aria-selected', String(n === chosen));
      input.setAttribute('aria-activedescendant', `wh-hit-${chosen}`);
    } else if (event.key === 'Enter' && hits.length) {
      event.preventDefault();
      take(Math.max(0, chosen));
    } else if (event.key === 'Escape') {
      input.value = '';
      show([]);
      input.blur();
    }
  }

  function take(n) {
    const hit = hits[n];
    input.value = '';
    show([]);
    if (hit.actor) {
      const { actors } = whoheld.data;
      whoheld.store.set({ hidden: new Set(actors.map((actor) => actor.n).filter((other) => other !== hit.actor.n)) });
    } else {
      whoheld.goTo(hit.place);
    }
  }

  whoheld.search = { setup, fold };
})((window.whoheld = window.whoheld || {}));
