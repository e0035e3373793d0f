'use strict';
/** Who says what of a place, side by side: for each side the sources that last spoke for it by the day shown. */
(function (whoheld) {
  const { el } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const MAX_COLUMNS = 4;
  const MAX_SOURCES = 6;

  /**
   * Which side a report speaks for.
   * @param {any} report
   * @returns {{key: string, actors: any[], state: string}|null} null when it says nothing about who holds the place
   */
  function verdict(report) {
    const { relation, stance, actor, opponent } = report;
    if (stance === 'planned' || stance === 'denied' || relation === 'attacked') return null;
    if (relation === 'contested') return { key: 'contested', actors: [actor, opponent].filter(Boolean), state: 'contested' };
    const holder = relation === 'lost' || relation === 'besieged' ? opponent : actor;
    if (!holder) return null;
    return relation === 'besieged' ? { key: `besieged:${holder.n}`, actors: [holder, actor].filter(Boolean), state: 'besieged' } : { key: `held:${holder.n}`, actors: [holder], state: 'controlled' };
  }

  /** @param {any} report @returns {number|null} the day it counts on */
  const dayOf = (report) => (report.day === null ? report.published : report.day);

  /**
   * The last word of each source by a day, by what it says, most sources first.
   * @param {any[]} reports of one place
   * @param {number} day
   */
  function columns(reports, day) {
    const latest = new Map();
    for (const report of reports) {
      const said = verdict(report);
      const on = dayOf(report);
      if (!said || on === null || on > day) continue;
      const known = latest.get(report.source);
      if (!known || on >= known.on) latest.set(report.source, { report, said, on });
    }
    const sides = new Map();
    for (const one of latest.values()) {
      if (!sides.has(one.said.key)) sides.set(one.said.key, []);
      sides.get(one.said.key).push(one);
    }
    for (const list of sides.values()) list.sort((a, b) => b.on - a.on || a.report.n - b.report.n);
    return [...sides.values()].sort((a, b) => b.length - a.length || b[0].on - a[0].on);
  }

  /** @param {any} said @returns {string} */
  function words({ state, actors }) {
    const [a, b] = actors.map((actor) => actor.name);
    if (state === 'controlled') return t('state_controlled', { a });
    if (state === 'besieged') return b ? t('state_besieged', { a, b }) : t('state_besieged_one', { a });
    if (!a) return t('gist_contested_none');
    return b ? t('state_contested', { a, b }) : t('state_contested_one', { a });
  }

  function column(list) {
    const { said } = list[0];
    const rest = list.length - MAX_SOURCES;
    return el('section', { class: 'wh-side-says' },
      el('h4', null, whoheld.phrases.swatch(said.actors.map((actor) => actor.n), said.state), el('span', { dir: 'auto' }, words(said))),
      el('ul', null, list.slice(0, MAX_SOURCES).map(({ report, on }) => el('li', null,
        el('strong', { dir: 'auto' }, report.source || t('source_unknown')), el('span', { class: 'wh-dim' }, whoheld.days.show(on)),
        report.stance === 'claimed' && el('span', { class: 'wh-tag' }, t('stance_claimed')))),
      rest > 0 && el('li', { class: 'wh-dim' }, whoheld.words.count('more_places', rest))));
  }

  /**
   * @param {any[]} reports of one place
   * @param {number} day
   * @returns {any[]} what to show; nothing where no report by then says who holds it
   */
  function draw(reports, day) {
    const list = columns(reports, day);
    if (!list.length) return [];
    return [el('h3', null, t('who_says_what')), el('p', { class: 'wh-fine' }, t('who_says_what_how')),
      el('div', { class: 'wh-says-what' }, list.slice(0, MAX_COLUMNS).map(column))];
  }

  whoheld.says = { draw };
})((window.whoheld = window.whoheld || {}));
