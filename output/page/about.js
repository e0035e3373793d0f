'use strict';
/** What the map stands on: articles, sources, days, options, and whom to thank. */
(function (whoheld) {
  const { el, fill, link } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);

  function draw(body) {
    const { about } = whoheld.data;
    const facts = [
      ['about_articles', about.articles], ['about_stories', about.stories], ['about_undated_articles', about.undated_articles], ['about_names', about.names],
      ['about_claims', about.claims], ['about_undated', about.undated_claims], ['about_unplaced', about.unplaced],
      ['about_outside', about.outside], ['about_places', about.places], ['about_intervals', about.intervals], ['about_issues', about.issues],
    ];
    fill(body, el('p', { class: 'wh-creed' }, t('creed')), el('p', null, t('about_how')),
      el('h3', null, t('about_numbers')),
      el('dl', { class: 'wh-facts' }, facts.map(([key, n]) => [el('dt', null, t(key)), el('dd', null, whoheld.words.format(n))]),
        el('dt', null, t('about_published')), el('dd', null, span(about.published)),
        el('dt', null, t('about_slider')), el('dd', null, span(sliderDays()))),
      el('h3', null, t('about_sources'), ' ', el('span', { class: 'wh-count' }, whoheld.words.format(about.source_count))),
      el('ul', { class: 'wh-sources' }, about.sources.map(([name, n]) => el('li', null, el('span', { dir: 'auto' }, name || t('source_unknown')), el('span', { class: 'wh-count' }, whoheld.words.format(n))))),
      about.source_count > about.sources.length && el('p', { class: 'wh-fine' }, t('list_cut', { n: about.source_count - about.sources.length })),
      about.settings.length > 0 && [el('h3', null, t('about_settings')), el('dl', { class: 'wh-facts' }, about.settings.map(([key, value]) => [el('dt', null, key), el('dd', { dir: 'auto' }, value)]))],
      el('h3', null, t('about_keys')), el('dl', { class: 'wh-facts' }, ['space', 'arrows', 'shift_arrows', 'home_end', 'slash', 'escape'].map((key) => [el('dt', null, el('kbd', null, t(`key_${key}`))), el('dd', null, t(`key_${key}_does`))])),
      el('h3', null, t('about_credits')),
      el('ul', { class: 'wh-credits' },
        el('li', null, t('credit_geonames'), ' ', link('https://www.geonames.org/', 'GeoNames'), ', CC BY 4.0'),
        el('li', null, t('credit_natural_earth')), el('li', null, t('credit_leaflet')),
        whoheld.data.tilesCredit && el('li', null, whoheld.data.tilesCredit)),
      el('p', { class: 'wh-fine' }, `whoheld ${about.version}`));
  }

  function sliderDays() {
    const { days } = whoheld;
    return days.count() ? [days.iso(0), days.iso(days.count() - 1)] : ['', ''];
  }

  function span([first, last]) {
    if (!first) return t('date_unknown');
    const show = (text) => whoheld.days.show(whoheld.days.parse(text));
    return first === last ? show(first) : t('range', { start: show(first), end: show(last) });
  }

  whoheld.about = { setup: () => whoheld.drawer.page('about', () => t('panel_about'), draw) };
})((window.whoheld = window.whoheld || {}));
