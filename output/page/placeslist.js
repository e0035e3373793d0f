'use strict';
/** All places as a list, for reading without the map: who held each one on the day. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const PAGE = 200;
  let shown = PAGE;
  let wanted = '';

  function draw(body) {
    shown = PAGE;
    const box = el('input', { type: 'search', class: 'wh-field', placeholder: t('filter_places'), 'aria-label': t('filter_places'), value: wanted });
    box.addEventListener('input', () => {
      wanted = box.value;
      shown = PAGE;
      update(body);
    });
    fill(body, el('p', { class: 'wh-dim', id: 'wh-list-day' }), box, el('ul', { class: 'wh-list', id: 'wh-place-list' }));
    update(body);
  }

  function update(body) {
    const { data, state, control, search, phrases } = whoheld;
    const list = body.querySelector('#wh-place-list');
    if (!list) return;
    body.querySelector('#wh-list-day').textContent = whoheld.days.count() ? t('on_day', { day: whoheld.days.show(state.day, 'long') }) : t('date_unknown');
    const text = search.fold(wanted);
    const rows = [];
    for (let place = 0; place < data.places.n; place++) {
      if (text && !search.fold(data.places.name[place]).includes(text)) continue;
      const dated = control.at(place, state.day);
      const i = dated >= 0 ? dated : control.undatedInterval(place);
      if (i >= 0 || text) rows.push([place, i]);
    }
    rows.sort((a, b) => data.places.name[a[0]].localeCompare(data.places.name[b[0]], whoheld.words.language()));
    fill(list, rows.slice(0, shown).map(([place, i]) => el('li', null, el('button', { type: 'button', class: 'wh-row', on: { click: () => whoheld.goTo(place) } },
      el('span', { class: 'wh-from-to' }, phrases.placeName(place)),
      i >= 0 ? phrases.stateBadge(i) : el('span', { class: 'wh-dim' }, t('no_report_yet')),
      i >= 0 && !phrases.lookOf(i).dated && el('span', { class: 'wh-tag' }, t('date_unknown'))))),
    rows.length > shown && el('li', null, el('button', { type: 'button', class: 'wh-button', on: { click: () => { shown += PAGE; update(body); } } }, whoheld.words.count('more_places', rows.length - shown))),
    !rows.length && el('li', { class: 'wh-dim' }, t('no_places')));
  }

  function setup() {
    whoheld.drawer.page('places', () => t('panel_places'), draw);
    whoheld.drawer.onStep('places', update);
  }

  whoheld.placesList = { setup };
})((window.whoheld = window.whoheld || {}));
