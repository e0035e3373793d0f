'use strict';
/** What could not be put on the map or dated, and why: nothing is dropped in silence. */
(function (whoheld) {
  const { el, fill, link } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const FIRST = 60;

  function draw(body) {
    fill(body, el('p', { class: 'wh-dim' }, t('loading')));
    whoheld.evidence.load().then((evidence) => {
      if (whoheld.state.panel !== 'gaps') return;
      const undated = undatedReports(evidence);
      const bare = whoheld.data.regions.filter((region) => !region.rings.counts.length);
      const { gaps } = evidence;
      fill(body, el('p', { class: 'wh-dim' }, t('gaps_how')),
        group('unplaced', gaps.unplaced_count, gaps.unplaced.map(unplacedCard)),
        group('undated', undated.length, undated.slice(0, 400).map(undatedCard)),
        group('outside', gaps.outside_count, gaps.outside.map(outsideRow)),
        group('outline', bare.length, bare.map((region) => el('p', null, whoheld.data.places.name[region.place]))),
        gaps.issues.map((issue) => issueGroup(issue)),
        !gaps.unplaced_count && !gaps.outside_count && !undated.length && !gaps.issues.length && el('p', null, t('no_gaps')));
    });
  }

  function undatedReports(evidence) {
    const list = [];
    const { places } = whoheld.data;
    for (let place = 0; place < places.n; place++) {
      for (let n = places.claimFrom[place]; n < places.claimFrom[place + 1]; n++) {
        const report = evidence.report(n);
        if (report.day === null) list.push([place, report]);
      }
    }
    return list;
  }

  /** A foldable list whose long tail opens on request. */
  function group(name, count, items) {
    if (!count) return null;
    const rest = items.slice(FIRST);
    const box = el('div', { class: 'wh-cards' }, items.slice(0, FIRST));
    if (rest.length) {
      const more = el('button', { type: 'button', class: 'wh-button', on: { click: () => more.replaceWith(...rest) } }, t('show_more', { n: rest.length }));
      box.appendChild(more);
    }
    if (count > items.length) box.appendChild(el('p', { class: 'wh-fine' }, t('list_cut', { n: count - items.length })));
    return el('details', { class: 'wh-group', open: name === 'unplaced' },
      el('summary', null, t(`gaps_${name}`), el('span', { class: 'wh-count' }, whoheld.words.format(count))), el('p', { class: 'wh-fine' }, t(`gaps_${name}_why`)), box);
  }

  function outsideRow([name, where, reports]) {
    return el('p', null, el('span', { class: 'wh-row-name', dir: 'auto' }, name), ' ', el('span', { class: 'wh-dim' }, [where, whoheld.words.count('reports', reports)].filter(Boolean).join(' · ')));
  }

  function unplacedCard(row) {
    const report = { actor: null, opponent: null };
    const why = row.why === 'ambiguous' ? t('why_ambiguous', { places: row.maybe.join('; ') }) : t('why_unknown');
    const published = row.published ? t('published', { day: whoheld.days.show(whoheld.days.parse(row.published)) }) : t('published_unknown');
    return el('article', { class: 'wh-report' },
      el('p', { class: 'wh-gist', dir: 'auto' }, row.name), el('p', { class: 'wh-why' }, why),
      row.sentence && el('blockquote', { dir: 'auto' }, whoheld.report.markWords(row.sentence, row.marks.slice(1), report)),
      el('p', { class: 'wh-source' }, el('strong', { dir: 'auto' }, row.source || t('source_unknown')), ' · ', published),
      row.url && el('p', { class: 'wh-title' }, link(row.url, whoheld.report.shorten(row.url))));
  }

  function undatedCard([place, report]) {
    return el('div', null, el('button', { type: 'button', class: 'wh-place-link', on: { click: () => whoheld.goTo(place) } }, whoheld.data.places.name[place]), whoheld.report.card(report));
  }

  function issueGroup(issue) {
    const rows = issue.rows.map(([where, message, value]) => el('li', null, el('p', { dir: 'auto' }, message), el('p', { class: 'wh-fine', dir: 'auto' }, [where, value].filter(Boolean).join(' · '))));
    return el('details', { class: 'wh-group' }, el('summary', null, issue.code, el('span', { class: 'wh-count' }, whoheld.words.format(issue.count))),
      el('ul', { class: 'wh-issues' }, rows), issue.count > rows.length && el('p', { class: 'wh-fine' }, t('list_cut', { n: issue.count - rows.length })));
  }

  whoheld.gaps = { setup: () => whoheld.drawer.page('gaps', () => t('panel_gaps'), draw) };
})((window.whoheld = window.whoheld || {}));
