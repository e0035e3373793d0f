'use strict';
/** Compares two days: which towns changed, from whom to whom. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const MAX_ROWS = 300;

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

  function draw(body) {
    const { state, days } = whoheld;
    if (!days.count()) {
      fill(body, el('p', { class: 'wh-warn' }, t('nothing_dated')));
      return;
    }
    if (state.before === null) whoheld.store.set({ before: days.clamp(whoheld.timeline.next(state.day, -1, 'month')) });
    const pick = el('input', { type: 'date', class: 'wh-field', min: days.iso(0), max: days.iso(days.count() - 1), id: 'wh-before' });
    pick.addEventListener('change', () => {
      const day = days.parse(pick.value);
      if (day !== null) whoheld.store.set({ before: days.clamp(day) });
    });
    const swap = el('button', { type: 'button', class: 'wh-button', on: { click: () => whoheld.store.set({ day: whoheld.state.before, before: whoheld.state.day }) } }, t('swap_days'));
    fill(body, el('p', { class: 'wh-dim' }, t('changes_how')),
      el('div', { class: 'wh-fields' }, el('label', { for: 'wh-before' }, t('compare_with')), pick, swap),
      el('h3', { id: 'wh-change-count', 'aria-live': 'polite' }), el('ul', { class: 'wh-list wh-changes', id: 'wh-change-list' }));
    update(body);
  }

  function update(body) {
    const { state, days, data, phrases } = whoheld;
    const list = body.querySelector('#wh-change-list');
    if (!list || state.before === null) return;
    body.querySelector('#wh-before').value = days.iso(state.before);
    const low = Math.min(state.before, state.day);
    const high = Math.max(state.before, state.day);
    const rows = between(low, high).sort((a, b) => data.intervals.start[b.to] - data.intervals.start[a.to] || a.place - b.place);
    body.querySelector('#wh-change-count').textContent = whoheld.words.count('changes', rows.length, { from: days.show(low), to: days.show(high) });
    fill(list, rows.slice(0, MAX_ROWS).map(({ place, from, to }) => el('li', null, el('button', { type: 'button', class: 'wh-row', on: { click: () => whoheld.goTo(place) } },
      el('span', { class: 'wh-from-to' }, phrases.placeName(place)),
      el('span', { class: 'wh-from-to' }, from < 0 ? el('span', { class: 'wh-dim' }, t('no_report_before')) : phrases.stateBadge(from), el('span', { 'aria-hidden': 'true' }, ' → '), to < 0 ? el('span', { class: 'wh-dim' }, t('state_unknown')) : phrases.stateBadge(to)),
      to >= 0 && el('span', { class: 'wh-dim' }, days.show(data.intervals.start[to]))))),
    rows.length > MAX_ROWS && el('li', { class: 'wh-dim' }, whoheld.words.count('more_places', rows.length - MAX_ROWS)));
  }

  function setup() {
    whoheld.drawer.page('changes', () => t('panel_changes'), draw);
    whoheld.drawer.onStep('changes', update);
  }

  whoheld.changes = { setup, between };
})((window.whoheld = window.whoheld || {}));
