'use strict';
/** One report as a card: the sentence with its words marked, who said it, where and when. */
(function (whoheld) {
  const { el, link } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const MOST_OUTLETS = 12;

  /** @param {string} sentence @param {number[]} marks triples of start, length, kind @param {any} report @returns {Node[]} */
  function markWords(sentence, marks, report) {
    const parts = [];
    let at = 0;
    for (let i = 0; i < marks.length; i += 3) {
      const [start, size, kind] = marks.slice(i, i + 3);
      parts.push(document.createTextNode(sentence.slice(at, start)));
      const party = kind === 1 ? report.actor : kind === 2 ? report.opponent : null;
      const mark = el('mark', { class: `wh-mark wh-mark-${['place', 'actor', 'opponent'][kind]}` }, sentence.slice(start, start + size));
      if (party?.colour) mark.style.setProperty('--tone', party.colour);
      parts.push(mark);
      at = start + size;
    }
    parts.push(document.createTextNode(sentence.slice(at)));
    return parts;
  }

  /** @param {any} report @returns {string} what it says, in few words */
  function gist(report) {
    const a = report.actor?.name;
    const b = report.opponent?.name;
    const form = a && b ? 'ab' : a ? 'a' : b ? 'b' : 'none';
    return t(`gist_${report.relation}_${form}`, { a: a || '', b: b || '' });
  }

  /** @param {any} report @returns {string} */
  function when(report) {
    if (report.day === null) return t('about_unknown_day');
    const start = whoheld.days.show(report.day);
    const words = report.days > 1 ? t('range', { start, end: whoheld.days.show(report.day + report.days - 1) }) : start;
    return t(report.explicit ? 'about_day' : 'about_day_of_report', { day: words });
  }

  /** @param {any} report @returns {string} */
  const published = (report) => (report.published === null ? t('published_unknown') : t('published', { day: whoheld.days.show(report.published) }));

  /** @param {any} report @returns {HTMLElement} */
  function card(report) {
    const tags = [el('span', { class: `wh-tag wh-stance-${report.stance}` }, t(`stance_${report.stance}`))];
    if (report.extent !== 'whole') tags.push(el('span', { class: 'wh-tag' }, t(`extent_${report.extent}`)));
    if (report.placePrecision > 1) tags.push(el('span', { class: 'wh-tag' }, t(`place_precision_${report.placePrecision}`)));
    return el('article', { class: 'wh-report' },
      el('p', { class: 'wh-gist' }, gist(report), ' ', tags),
      report.sentence ? el('blockquote', { dir: 'auto' }, markWords(report.sentence, report.marks, report)) : '',
      report.speaker && el('p', { class: 'wh-speaker' }, t('speaker', { name: report.speaker })),
      el('p', { class: 'wh-source' }, el('strong', { dir: 'auto' }, report.source || t('source_unknown')), ' · ', published(report)),
      report.also.length > 0 && el('p', { class: 'wh-source wh-also' }, t('also_in'), ' ', otherOutlets(report.also)),
      report.title && el('p', { class: 'wh-title', dir: 'auto' }, report.url ? link(report.url, report.title) : report.title),
      !report.title && report.url && el('p', { class: 'wh-title' }, link(report.url, shorten(report.url))),
      el('p', { class: 'wh-fine' }, when(report), ' · ', t('confidence', { n: report.sure })));
  }

  /** The other articles that print a report, as links by outlet; the rest of a long list is counted. */
  function otherOutlets(origins) {
    const shown = origins.slice(0, MOST_OUTLETS).map((origin, i) => {
      const name = el('bdi', null, origin.source || t('source_unknown'));
      return [i > 0 && ', ', origin.url ? link(origin.url, name) : name];
    });
    return [shown, origins.length > MOST_OUTLETS && ` +${whoheld.words.format(origins.length - MOST_OUTLETS)}`];
  }

  /** @param {string} address */
  const shorten = (address) => (address.length > 60 ? `${address.slice(0, 57)}…` : address);

  whoheld.report = { card, markWords, published, shorten };
})((window.whoheld = window.whoheld || {}));
