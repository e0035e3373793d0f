'use strict';
/** The page of one place: its history as a bar, and every report for and against. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const FIRST_REPORTS = 12;
  /** The reports of the place that is open, once they are unpacked. @type {any[]|null} */
  let told = null;

  function draw(body) {
    const { state, data, phrases, control } = whoheld;
    const place = state.place;
    if (place < 0) {
      fill(body, el('p', { class: 'wh-dim' }, t('pick_a_town')));
      return;
    }
    const reports = data.places.claimFrom[place + 1] - data.places.claimFrom[place];
    const now = el('div', { class: 'wh-now', id: 'wh-now' });
    const says = el('div', { id: 'wh-says' });
    const list = el('div', { class: 'wh-spans' }, el('p', { class: 'wh-dim' }, t('loading')));
    const lines = [phrases.whereabouts(place), kindWords(place), peopleWords(place), whoheld.words.count('reports', reports)];
    fill(body,
      el('p', { class: 'wh-dim wh-where' }, lines.filter(Boolean).join(' · ')),
      now, historyBar(place),
      control.isUndated(place) && el('p', { class: 'wh-warn' }, t('undated_town')),
      data.places.isArea[place] === 1 && el('p', { class: 'wh-warn' }, t('area_note')),
      says, el('h3', null, t('history')), list);
    told = null;
    update(body);
    whoheld.evidence.load().then((evidence) => {
      if (whoheld.state.place !== place) return;
      fill(list, spans(place, evidence));
      told = Array.from({ length: reports }, (_, n) => evidence.report(data.places.claimFrom[place] + n));
      fill(says, whoheld.says.draw(told, whoheld.state.day));
      markCurrent(list);
    });
  }

  function kindWords(place) {
    const kind = whoheld.data.places.kind(place);
    return kind === 'town' ? '' : t(`kind_${kind}`);
  }

  function peopleWords(place) {
    const people = whoheld.data.places.people[place];
    return people ? t('people', { n: people }) : '';
  }

  /** The state on the day shown. */
  function update(body) {
    const { state, control, phrases } = whoheld;
    const now = body.querySelector('#wh-now');
    if (!now || state.place < 0) return;
    const dated = control.at(state.place, state.day);
    const i = dated >= 0 ? dated : control.undatedInterval(state.place);
    const day = whoheld.days.count() ? whoheld.days.show(state.day, 'long') : t('date_unknown');
    if (i < 0) fill(now, el('p', { class: 'wh-dim' }, t('on_day', { day })), el('p', null, t('no_report_yet')));
    else {
      fill(now, el('p', { class: 'wh-dim' }, dated >= 0 ? t('on_day', { day }) : t('date_unknown')),
        el('p', { class: 'wh-verdict' }, phrases.stateBadge(i)), el('p', null, phrases.since(i), dated >= 0 && ` · ${phrases.lastReport(state.place, i)}`),
        el('p', { class: 'wh-fine' }, t(`basis_${phrases.lookOf(i).basis}`)));
    }
    const cursor = body.querySelector('.wh-bar-cursor');
    if (cursor) {
      const low = barStart(state.place);
      cursor.style.insetInlineStart = `${(100 * (state.day + 0.5 - low)) / Math.max(1, whoheld.days.count() - low)}%`;
    }
    if (told) fill(body.querySelector('#wh-says'), whoheld.says.draw(told, state.day));
    markCurrent(body);
  }

  function markCurrent(body) {
    const i = whoheld.control.at(whoheld.state.place, whoheld.state.day);
    for (const node of body.querySelectorAll('[data-interval]')) {
      const current = Number(node.dataset.interval) === i;
      node.classList.toggle('wh-current', current);
      if (current) node.setAttribute('aria-current', 'date');
      else node.removeAttribute('aria-current');
    }
  }

  /** Where the bar of a place begins: a little before its first report. */
  function barStart(place) {
    const { start, dated } = whoheld.data.intervals;
    const days = whoheld.days.count();
    const first = Math.max(0, start[dated[place]]);
    return Math.max(0, Math.round(first - (days - first) * 0.06));
  }

  /** Every dated interval as a piece of a bar; a click moves the slider there. */
  function historyBar(place) {
    const { intervals } = whoheld.data;
    const days = whoheld.days.count();
    const first = intervals.dated[place];
    const end = intervals.from[place + 1];
    if (!days || first === end) return null;
    const low = barStart(place);
    const span = Math.max(1, days - low);
    const bar = el('div', { class: 'wh-bar', role: 'group', 'aria-label': t('history') });
    for (let i = first; i < end; i++) {
      const from = Math.max(low, intervals.start[i]);
      const to = Math.min(days, intervals.end[i]);
      if (to <= from) continue;
      const look = whoheld.phrases.lookOf(i);
      const piece = el('button', {
        type: 'button', class: `wh-piece wh-piece-${look.state}`, title: `${whoheld.phrases.stateText(i)}: ${whoheld.phrases.range(i)}`,
        'aria-label': `${whoheld.phrases.stateText(i)}: ${whoheld.phrases.range(i)}`, data: { interval: i },
        on: { click: () => whoheld.store.set({ day: whoheld.days.clamp(Math.max(0, intervals.start[i])), playing: false }) },
      });
      const tones = look.actors.map((actor) => whoheld.data.actors[actor].colour);
      piece.style.insetInlineStart = `${(100 * (from - low)) / span}%`;
      piece.style.width = `${Math.max(0.6, (100 * (to - from)) / span)}%`;
      piece.style.setProperty('--a', tones[0] || 'var(--map-unknown)');
      piece.style.setProperty('--b', tones[1] || 'var(--map-unknown)');
      bar.appendChild(piece);
    }
    const ends = el('div', { class: 'wh-bar-ends' }, el('span', { dir: 'auto' }, whoheld.days.show(low)), el('span', { dir: 'auto' }, whoheld.days.show(days - 1)));
    bar.appendChild(el('span', { class: 'wh-bar-cursor', 'aria-hidden': 'true' }));
    return el('div', { class: 'wh-bar-box' }, bar, ends);
  }

  /** The intervals, newest first, each with the reports it stands on; then reports that no interval cites. */
  function spans(place, evidence) {
    const { intervals, places } = whoheld.data;
    const used = new Set();
    const parts = [];
    for (let i = intervals.from[place + 1] - 1; i >= intervals.from[place]; i--) {
      const { supporting, against } = evidence.cited(place, i);
      for (const n of [...supporting, ...against]) used.add(n);
      parts.push(spanOf(i, supporting.map(evidence.report), against.map(evidence.report)));
    }
    const rest = [];
    for (let n = places.claimFrom[place]; n < places.claimFrom[place + 1]; n++) if (!used.has(n)) rest.push(evidence.report(n));
    if (rest.length) parts.push(el('section', { class: 'wh-span' }, el('h4', null, t('other_reports')), el('p', { class: 'wh-fine' }, t('other_reports_why')), cards(rest)));
    return parts;
  }

  function spanOf(i, supporting, against) {
    const { phrases } = whoheld;
    return el('section', { class: 'wh-span', data: { interval: i } },
      el('h4', null, phrases.stateBadge(i)),
      el('p', { class: 'wh-fine' }, [phrases.range(i), phrases.sureness(i), t(`basis_short_${phrases.lookOf(i).basis}`)].filter(Boolean).join(' · ')),
      supporting.length > 0 && el('h5', null, whoheld.words.count('reports_for', supporting.length)), cards(newestFirst(supporting)),
      against.length > 0 && el('h5', { class: 'wh-against' }, whoheld.words.count('reports_against', against.length)), cards(newestFirst(against)),
      !supporting.length && !against.length && el('p', { class: 'wh-dim' }, t('no_reports_cited')));
  }

  const newestFirst = (reports) => [...reports].sort((a, b) => (b.day ?? -1e9) - (a.day ?? -1e9) || a.n - b.n);

  /** Reports as cards, long lists opened on request. */
  function cards(reports) {
    const wanted = reports.filter((report) => whoheld.filters.accepts(report, whoheld.state.filters));
    const box = el('div', { class: 'wh-cards' }, wanted.slice(0, FIRST_REPORTS).map(whoheld.report.card));
    if (wanted.length < reports.length) box.appendChild(el('p', { class: 'wh-fine' }, whoheld.words.count('reports_filtered', reports.length - wanted.length)));
    if (wanted.length > FIRST_REPORTS) {
      const rest = wanted.slice(FIRST_REPORTS);
      const more = el('button', { type: 'button', class: 'wh-button', on: { click: () => more.replaceWith(...rest.map(whoheld.report.card)) } }, whoheld.words.count('more_reports', rest.length));
      box.appendChild(more);
    }
    return box;
  }

  function setup() {
    whoheld.drawer.page('town', () => (whoheld.state.place < 0 ? t('panel_town') : whoheld.data.places.name[whoheld.state.place]), draw);
    whoheld.drawer.onStep('town', update);
  }

  whoheld.town = { setup };
})((window.whoheld = window.whoheld || {}));
