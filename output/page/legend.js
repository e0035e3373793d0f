'use strict';
/** The legend: actors with their towns on the day, switches for layers, and what the shapes mean. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const FOLDED = 9;
  let rows = [];
  let more = null;
  let showAll = false;
  let pending = 0;

  function setup() {
    const list = document.getElementById('wh-actors');
    rows = rankActors().map((actor) => makeRow(actor));
    fill(list, rows.map((row) => row.item));
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
    document.getElementById('wh-area-switch').hidden = !whoheld.data.regions.length;
    if (window.matchMedia('(max-width: 760px), (max-height: 620px)').matches) document.getElementById('wh-legend').open = false;
  }

  /** Actors of any interval, those with most intervals first. */
  function rankActors() {
    const { actors, intervals } = whoheld.data;
    const uses = new Float64Array(actors.length);
    for (let i = 0; i < intervals.n; i++) intervals.looks[intervals.look[i]].actors.forEach((actor, n) => (uses[actor] += n ? 0.5 : 1));
    return actors.filter((actor) => uses[actor.n] > 0).sort((a, b) => uses[b.n] - uses[a.n] || a.n - b.n);
  }

  function makeRow(actor) {
    const box = el('input', { type: 'checkbox', checked: true, on: { change: () => toggle(actor.n, box.checked) } });
    const number = el('span', { class: 'wh-count' });
    const fought = el('span');
    const note = el('span', { class: 'wh-note', hidden: true }, whoheld.phrases.swatch([actor.n], 'contested'), fought);
    const only = el('button', { type: 'button', class: 'wh-only', on: { click: () => isolate(actor.n) } }, whoheld.words.t('only'));
    only.setAttribute('aria-label', whoheld.words.t('only_actor', { a: actor.name }));
    const item = el('li', null,
      el('label', null, box, whoheld.phrases.swatch([actor.n]), el('span', { class: 'wh-actor-name', dir: 'auto', title: actor.name }, actor.name)), only, note, number);
    return { actor, item, box, number, note, fought };
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
    row.number.textContent = whoheld.words.format(held);
    row.note.hidden = !fought;
    row.fought.textContent = whoheld.words.format(fought);
    row.note.title = whoheld.words.count('contested_too', fought);
    row.item.title = share ? whoheld.words.t('people_share', { n: share }) : '';
    row.item.classList.toggle('wh-none', !held && !fought);
  }

  function update() {
    pending = 0;
    const tally = whoheld.control.tally(whoheld.state.day);
    const total = tally.people.reduce((sum, n) => sum + n, 0);
    const shown = [];
    for (const row of rows) {
      const held = tally.held[row.actor.n];
      const fought = tally.contested[row.actor.n];
      const share = total ? Math.round((100 * tally.people[row.actor.n]) / total) : 0;
      if (held || fought) shown.push(row);
      const now = `${held}/${fought}/${share}`;
      if (row.now !== now) write(row, held, fought, share);
      row.now = now;
    }
    const keep = new Set(showAll ? rows : [...shown, ...rows.filter((row) => !shown.includes(row))].slice(0, Math.max(FOLDED, 0)));
    for (const row of rows) row.item.hidden = !keep.has(row);
    more.hidden = rows.length <= FOLDED;
    more.textContent = showAll ? whoheld.words.t('fewer_actors') : whoheld.words.count('more_actors', rows.length - keep.size);
    more.setAttribute('aria-expanded', String(showAll));
    for (const [id, n] of [['wh-n-unknown', tally.unknown], ['wh-n-silent', tally.silent], ['wh-n-undated', tally.undated]]) {
      document.getElementById(id).textContent = whoheld.words.format(n);
    }
  }

  whoheld.legend = { setup, draw };
})((window.whoheld = window.whoheld || {}));
