'use strict';
/** The legend: actors with their towns on the day, switches for layers, and what the shapes mean. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  /** Actors listed before the rest is folded away: fewer on a low screen, where keys and switches would lie out of sight. */
  const FOLDED = window.innerHeight < 860 ? 6 : 9;
  /** Above so many actors the legend speaks of the towns in view, and ranks by them. */
  const MANY_ACTORS = 14;
  let rows = [];
  let more = null;
  let showAll = false;
  let inView = false;
  let shownOrder = [];
  let pending = 0;
  let resting = 0;

  function setup() {
    const list = document.getElementById('wh-actors');
    rows = rankActors().map((actor) => makeRow(actor));
    fill(list, rows.map((row) => row.item));
    shownOrder = rows;
    inView = rows.length > MANY_ACTORS;
    if (inView) document.querySelector('[data-t=towns_held]').textContent = whoheld.words.t('towns_held_view');
    more = document.getElementById('wh-more-actors');
    more.addEventListener('click', () => {
      showAll = !showAll;
      update();
    });
    document.getElementById('wh-all-actors').addEventListener('click', () => {
      const all = whoheld.state.hidden.size === 0;
      whoheld.store.set({ hidden: new Set(all ? rows.map((row) => row.actor.n) : []) });
    });
    for (const box of document.querySelectorAll('[data-layer]')) {
      box.addEventListener('change', () => whoheld.store.set({ layers: { ...whoheld.state.layers, [box.dataset.layer]: box.checked } }));
    }
    document.getElementById('wh-region-switch').hidden = !whoheld.data.regions.length;
    const land = whoheld.mesh.options();
    for (const row of document.querySelectorAll('.wh-land-key')) row.hidden = !land;
    if (land) document.getElementById('wh-areas-note').textContent = whoheld.words.t('areas_note', { reach: land.reach, fill: land.fill }) + baseNote();
    if (window.matchMedia('(max-width: 760px), (max-height: 620px)').matches) document.getElementById('wh-legend').open = false;
  }

  /** Where areas come from that no town stands for. */
  function baseNote() {
    const name = whoheld.baseAreas.source();
    return name && ` ${whoheld.words.t('base_note', { name })}`;
  }

  /** Actors of any interval, those with most intervals first. */
  function rankActors() {
    const { actors, intervals } = whoheld.data;
    const uses = new Float64Array(actors.length);
    for (let i = 0; i < intervals.n; i++) {
      for (const [n, actor] of intervals.looks[intervals.look[i]].actors.entries()) uses[actor] += n ? 0.5 : 1;
    }
    for (const actor of whoheld.baseAreas.actors()) uses[actor]++;
    return actors.filter((actor) => uses[actor.n] > 0).sort((a, b) => uses[b.n] - uses[a.n] || a.n - b.n);
  }

  function makeRow(actor) {
    const box = el('input', { type: 'checkbox', checked: true, on: { change: () => toggle(actor.n, box.checked) } });
    const number = el('span', { class: 'wh-count' });
    const people = el('span', { class: 'wh-share' });
    const fought = el('span');
    const note = el('span', { class: 'wh-note', hidden: true }, whoheld.phrases.swatch([actor.n], 'contested'), fought);
    const only = el('button', { type: 'button', class: 'wh-only', on: { click: () => isolate(actor.n) } }, whoheld.words.t('only'));
    only.setAttribute('aria-label', whoheld.words.t('only_actor', { a: actor.name }));
    const item = el('li', null,
      el('label', null, box, whoheld.phrases.swatch([actor.n]), el('span', { class: 'wh-actor-name', dir: 'auto', title: actor.name }, actor.name)), only, note, people, number);
    return { actor, item, box, number, people, note, fought };
  }

  function toggle(n, on) {
    const hidden = new Set(whoheld.state.hidden);
    if (on) hidden.delete(n);
    else hidden.add(n);
    whoheld.store.set({ hidden });
  }

  function isolate(n) {
    whoheld.store.set({ hidden: new Set(rows.map((row) => row.actor.n).filter((other) => other !== n)) });
  }

  /** @param {any} state @param {Set<string>} changed */
  function draw(state, changed) {
    if (changed.has('layers')) for (const box of document.querySelectorAll('[data-layer]')) box.checked = state.layers[box.dataset.layer];
    if (changed.has('hidden')) for (const row of rows) row.box.checked = !state.hidden.has(row.actor.n);
    if (!changed.has('day') && !changed.has('filtered') && !changed.has('hidden')) return;
    if (!pending) pending = window.setTimeout(update, state.playing ? 120 : 0);
  }

  function write(row, held, fought, share) {
    whoheld.text.write(row.number, whoheld.words.format(held));
    row.note.hidden = !fought;
    whoheld.text.write(row.fought, whoheld.words.format(fought));
    whoheld.text.write(row.people, share ? whoheld.words.percent(share) : '');
    row.item.classList.toggle('wh-none', !held && !fought);
    row.told = [fought, share];
  }

  /** Say in words what the numbers mean, once the day rests: titles are slow to set. */
  function explain() {
    for (const row of rows) {
      if (!row.told) continue;
      const [fought, share] = row.told;
      row.note.title = whoheld.words.count('contested_too', fought);
      row.item.title = share ? whoheld.words.t('people_share', { n: share }) : '';
      row.told = null;
    }
  }

  /** Put the actors with most towns in view first; others keep their order. */
  function rankRows(tally) {
    const weight = (row) => tally.held[row.actor.n] + 0.5 * tally.contested[row.actor.n];
    const ranked = rows.map((row, n) => [row, n]).sort((a, b) => weight(b[0]) - weight(a[0]) || a[1] - b[1]).map(([row]) => row);
    if (ranked.some((row, n) => row !== shownOrder[n])) document.getElementById('wh-actors').append(...ranked.map((row) => row.item));
    shownOrder = ranked;
  }

  function update() {
    pending = 0;
    const tally = whoheld.control.tally(whoheld.state.day, inView ? whoheld.towns.visible() : undefined);
    const total = tally.people.reduce((sum, n) => sum + n, 0);
    const shown = new Set();
    for (const row of rows) {
      const held = tally.held[row.actor.n];
      const fought = tally.contested[row.actor.n];
      const share = total ? Math.round((100 * tally.people[row.actor.n]) / total) : 0;
      if (held || fought) shown.add(row);
      const now = `${held}/${fought}/${share}`;
      if (row.now !== now) write(row, held, fought, share);
      row.now = now;
    }
    if (inView && !whoheld.state.playing) rankRows(tally);
    const order = inView ? shownOrder : rows;
    const first = order.filter((row) => shown.has(row));
    const keep = new Set(showAll ? rows : [...first, ...order.filter((row) => !shown.has(row))].slice(0, FOLDED));
    for (const row of rows) row.item.hidden = !keep.has(row);
    more.hidden = rows.length <= FOLDED;
    const words = showAll ? whoheld.words.t('fewer_actors') : whoheld.words.count('more_actors', rows.length - keep.size);
    whoheld.text.write(more, words);
    more.setAttribute('aria-expanded', String(showAll));
    for (const [id, n] of [['wh-n-unknown', tally.unknown], ['wh-n-silent', tally.silent], ['wh-n-undated', tally.undated]]) {
      whoheld.text.write(document.getElementById(id), whoheld.words.format(n));
    }
    clearTimeout(resting);
    resting = window.setTimeout(explain, 200);
  }

  /** The map was moved. */
  function refresh() {
    if (inView && !pending) pending = window.setTimeout(update, 150);
  }

  whoheld.legend = { setup, draw, refresh };
})((window.whoheld = window.whoheld || {}));
