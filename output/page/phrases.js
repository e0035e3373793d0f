'use strict';
/** Sentences about intervals that several panels use. */
(function (whoheld) {
  const { el } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);

  /** @param {number} i interval @returns {any} its look */
  const lookOf = (i) => whoheld.data.intervals.looks[whoheld.data.intervals.look[i]];
  /** @param {number} actor @returns {string} */
  const actorName = (actor) => whoheld.data.actors[actor].name;

  /** @param {number} i @returns {string} "held by X", "contested: X and Y" */
  function stateText(i) {
    const look = lookOf(i);
    const [first, second] = look.actors.map(actorName);
    if (look.state === 'besieged' && first === undefined) return t('state_besieged_none');
    if (look.state === 'unknown' || first === undefined) return t('state_unknown');
    if (look.state === 'contested') return second ? t('state_contested', { a: first, b: second }) : t('state_contested_one', { a: first });
    if (look.state === 'besieged') return second ? t('state_besieged', { a: first, b: second }) : t('state_besieged_one', { a: first });
    return t('state_controlled', { a: first });
  }

  /** @param {number[]} actors @param {string} [state] @returns {HTMLElement} dot in the colours of the actors */
  function swatch(actors, state) {
    const tones = actors.map((actor) => whoheld.data.actors[actor].colour);
    const dot = el('span', { class: `wh-swatch wh-swatch-${state || 'controlled'}`, 'aria-hidden': 'true' });
    dot.style.setProperty('--a', tones[0] || 'transparent');
    dot.style.setProperty('--b', tones[1] || 'var(--map-unknown)');
    return dot;
  }

  /** @param {number} i @returns {HTMLElement} */
  function stateBadge(i) {
    const look = lookOf(i);
    return el('span', { class: 'wh-badge' }, swatch(look.actors, look.state), el('span', null, stateText(i)));
  }

  /** @param {number} i @returns {string} how sure it is that the holder holds it; "" where none is named */
  function sureness(i) {
    const look = lookOf(i);
    const named = look.actors.length > 0 && (look.state === 'controlled' || look.state === 'besieged');
    return named ? t('sure', { n: whoheld.data.intervals.sure[i] }) : '';
  }

  /** @param {number} i @returns {string} since when, and how sure */
  function since(i) {
    const { start } = whoheld.data.intervals;
    const when = lookOf(i).dated ? t('since', { day: whoheld.days.show(start[i]) }) : t('date_unknown');
    return [when, sureness(i)].filter(Boolean).join(' · ');
  }

  /** @param {number} place @param {number} i @returns {string} */
  function lastReport(place, i) {
    const days = whoheld.control.age(place, whoheld.state.day, i);
    if (days < 0) return t('last_report_undated');
    return days === 0 ? t('last_report_today') : whoheld.words.count('last_report', days);
  }

  /** @param {number} i @returns {string} first to last day of an interval */
  function range(i) {
    const { intervals } = whoheld.data;
    if (!lookOf(i).dated) return t('date_unknown');
    const start = whoheld.days.show(intervals.start[i]);
    if (intervals.end[i] === whoheld.decode.STILL) return t('range_open', { start });
    if (intervals.end[i] === intervals.start[i] + 1) return start;
    return t('range', { start, end: whoheld.days.show(intervals.end[i] - 1) });
  }

  /** @param {number} place @returns {any[]} its name, and for other places than towns what they are */
  function placeName(place) {
    const { places } = whoheld.data;
    const kind = places.kind(place);
    const name = el('span', { class: 'wh-row-name', dir: 'auto' }, places.name[place]);
    return kind === 'town' ? [name] : [name, el('span', { class: 'wh-dim' }, t(`kind_${kind}`))];
  }

  /** @param {number} place @returns {string} admin-1 and country, or what kind of area it is */
  function whereabouts(place) {
    const { places } = whoheld.data;
    const country = places.country(place);
    return [places.province(place), country && countryName(country)].filter((words) => words && words !== places.name[place]).join(', ');
  }

  function countryName(code) {
    try {
      return new Intl.DisplayNames([whoheld.words.language()], { type: 'region' }).of(code);
    } catch (error) {
      if (error instanceof RangeError) return code;
      throw error;
    }
  }

  whoheld.phrases = { lookOf, stateText, stateBadge, swatch, since, sureness, lastReport, range, placeName, whereabouts };
})((window.whoheld = window.whoheld || {}));
