'use strict';
/** Compares two days: which towns changed, from whom to whom. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const MAX_ROWS = 300;
  const MAX_SOURCES = 3;

  /**
   * Places whose holder or state differs between two days.
   * @param {number} before
   * @param {number} day
   * @returns {Array<{place: number, from: number, to: number}>} interval numbers, -1 = no report yet
   */
  function between(before, day) {
    const { control, data } = whoheld;
    const changes = [];
    for (let place = 0; place < data.places.n; place++) {
      const from = control.at(place, before);
      const to = control.at(place, day);
      if (from !== to && signature(from) !== signature(to)) changes.push({ place, from, to });
    }
    return changes;
  }

  function signature(i) {
    if (i < 0) return '';
    const look = whoheld.phrases.lookOf(i);
    return `${look.state}:${look.actors.join()}`;
  }

  /** @returns {number} the day to compare with until the reader picks one: a month before */
  const defaultBefore = () => whoheld.days.clamp(whoheld.timeline.next(whoheld.state.day, -1, 'month'));

  function draw(body) {
    const { state, days } = whoheld;
    if (!days.count()) {
      fill(body, el('p', { class: 'wh-warn' }, t('nothing_dated')));
      return;
    }
    if (state.before === null) whoheld.store.set({ before: defaultBefore() });
    const pick = el('input', { type: 'date', class: 'wh-field', min: days.iso(0), max: days.iso(days.count() - 1), id: 'wh-before' });
    pick.addEventListener('change', () => {
      const day = days.parse(pick.value);
      if (day !== null) whoheld.store.set({ before: days.clamp(day) });
    });
    const swap = el('button', { type: 'button', class: 'wh-button', on: { click: () => whoheld.store.set({ day: whoheld.state.before, before: whoheld.state.day }) } }, t('swap_days'));
    const side = el('button', { type: 'button', class: 'wh-button', id: 'wh-swipe', 'aria-pressed': String(state.split !== null), on: { click: () => whoheld.swipe.toggle() } }, t('side_by_side'));
    fill(body, el('p', { class: 'wh-dim' }, t('changes_how')),
      el('div', { class: 'wh-fields' }, el('label', { for: 'wh-before' }, t('compare_with')), pick, el('div', { class: 'wh-buttons' }, side, swap)),
      el('h3', { id: 'wh-change-count', 'aria-live': 'polite' }), el('ul', { class: 'wh-list wh-changes', id: 'wh-change-list' }));
    update(body);
  }

  function update(body) {
    const { state, days, data, phrases } = whoheld;
    const list = body.querySelector('#wh-change-list');
    if (!list || state.before === null) return;
    body.querySelector('#wh-before').value = days.iso(state.before);
    body.querySelector('#wh-swipe').setAttribute('aria-pressed', String(state.split !== null));
    const low = Math.min(state.before, state.day);
    const high = Math.max(state.before, state.day);
    const newest = (change) => (change.to < 0 ? -1 : data.intervals.start[change.to]);
    const isKnown = (change) => Number(change.to >= 0 && phrases.lookOf(change.to).actors.length > 0);
    const rows = between(low, high).sort((a, b) => isKnown(b) - isKnown(a) || newest(b) - newest(a) || a.place - b.place);
    body.querySelector('#wh-change-count').textContent = whoheld.words.count('changes', rows.length, { from: days.show(low), to: days.show(high) });
    fill(list, rows.slice(0, MAX_ROWS).map(({ place, from, to }) => el('li', null, el('button', { type: 'button', class: 'wh-row', on: { click: () => whoheld.goTo(place) } },
      el('span', { class: 'wh-from-to' }, phrases.placeName(place)),
      el('span', { class: 'wh-from-to' }, from < 0 ? el('span', { class: 'wh-dim' }, t('no_report_before')) : phrases.stateBadge(from), el('span', { 'aria-hidden': 'true' }, document.dir === 'rtl' ? ' ← ' : ' → '), to < 0 ? el('span', { class: 'wh-dim' }, t('state_unknown')) : phrases.stateBadge(to)),
      to >= 0 && el('span', { class: 'wh-dim' }, days.show(data.intervals.start[to])),
      el('span', { class: 'wh-dim wh-says', dir: 'auto', data: { place, to } })))),
    rows.length > MAX_ROWS && el('li', { class: 'wh-dim' }, whoheld.words.count('more_places', rows.length - MAX_ROWS)));
    nameSources(list);
  }

  /** Name under each change who reports the new state, once the reports are unpacked. */
  async function nameSources(list) {
    const evidence = await whoheld.evidence.load();
    for (const line of list.querySelectorAll('.wh-says')) {
      const [place, to] = [Number(line.dataset.place), Number(line.dataset.to)];
      const names = to < 0 ? [] : [...new Set(evidence.cited(place, to).supporting.map((n) => evidence.report(n).source || t('source_unknown')))];
      const cut = names.length > MAX_SOURCES ? ` +${whoheld.words.format(names.length - MAX_SOURCES)}` : '';
      line.textContent = names.length ? t('according_to', { names: names.slice(0, MAX_SOURCES).join(', ') + cut }) : '';
    }
  }

  function setup() {
    whoheld.drawer.page('changes', () => t('panel_changes'), draw);
    whoheld.drawer.onStep('changes', update);
  }

  whoheld.changes = { setup, between, defaultBefore };
})((window.whoheld = window.whoheld || {}));
