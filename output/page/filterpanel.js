'use strict';
/** The form that chooses which reports count. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);

  function draw(body) {
    fill(body, el('p', { class: 'wh-dim' }, t('loading')));
    whoheld.evidence.load().then((evidence) => {
      if (whoheld.state.panel !== 'filters') return;
      const { filters } = whoheld.state;
      const sources = [...new Set(evidence.sources)].filter(Boolean).sort((a, b) => a.localeCompare(b));
      const sure = el('input', { type: 'range', min: 0, max: 95, step: 5, value: filters.sure, id: 'wh-f-sure', 'aria-valuetext': t('at_least', { n: filters.sure }) });
      const sureWords = el('output', { for: 'wh-f-sure' }, t('at_least', { n: filters.sure }));
      sure.addEventListener('input', () => {
        sureWords.textContent = t('at_least', { n: Number(sure.value) });
        sure.setAttribute('aria-valuetext', sureWords.textContent);
        change({ sure: Number(sure.value) });
      });
      fill(body, el('p', { class: 'wh-dim' }, t('filters_how')),
        choice('source', sources.map((name) => [name, name])),
        choice('stance', whoheld.evidence.STANCES.map((name) => [name, t(`stance_${name}`)])),
        choice('relation', whoheld.evidence.RELATIONS.map((name) => [name, t(`relation_${name}`)])),
        el('div', { class: 'wh-fields' }, el('label', { for: 'wh-f-sure' }, t('filter_sure')), sure, sureWords),
        el('button', { type: 'button', class: 'wh-button', on: { click: () => { change({ source: '', stance: '', relation: '', sure: 0 }); draw(body); } } }, t('clear_filters')));
    });
  }

  function choice(name, options) {
    const now = whoheld.state.filters[name];
    const select = el('select', { class: 'wh-field', id: `wh-f-${name}`, on: { change: () => change({ [name]: select.value }) } },
      el('option', { value: '' }, t('all')), options.map(([value, words]) => el('option', { value, selected: value === now }, words)));
    return el('div', { class: 'wh-fields' }, el('label', { for: `wh-f-${name}` }, t(`filter_${name}`)), select);
  }

  function change(some) {
    whoheld.store.set({ filters: { ...whoheld.state.filters, ...some } });
    whoheld.filters.apply();
  }

  /** Show on the button that filters are at work. */
  function mark(state) {
    for (const button of document.querySelectorAll('[data-panel="filters"]')) button.classList.toggle('wh-active', whoheld.filters.isActive(state.filters));
  }

  whoheld.filterPanel = { setup: () => whoheld.drawer.page('filters', () => t('panel_filters'), draw), mark };
})((window.whoheld = window.whoheld || {}));
