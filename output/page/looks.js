'use strict';
/** Decides how each town looks on a day, and from when until when it looks so, as most steps change few of them. */
(function (whoheld) {
  const { AGE_DAYS, UNDATED, AGES } = whoheld.marker;
  const SILENT = 0;
  const SKIPPED = 0xffffffff;
  const FOREVER = 1 << 30;

  /** Look and age of each town as one number, and the days for which it holds. */
  let keys, validFrom, validTo;
  /** What besides the day decides: switches and filters. */
  let settings = null;

  function setup() {
    const { n } = whoheld.data.places;
    keys = new Uint32Array(n).fill(SKIPPED);
    validFrom = new Int32Array(n);
    validTo = new Int32Array(n);
  }

  /** Whether switches or filters differ from the last time; then nothing known holds. */
  function isOutdated() {
    const { hidden, layers, filtered } = whoheld.state;
    const same = settings && settings.hidden === hidden && settings.layers === layers && settings.filtered === filtered;
    if (!same) {
      settings = { hidden, layers, filtered };
      validFrom.fill(0);
      validTo.fill(0);
    }
    return !same;
  }

  /**
   * Bring the keys of some towns up to a day.
   * @param {Uint32Array} places
   * @param {number} day
   * @returns {number[]} the towns that look different now
   */
  function update(places, day) {
    isOutdated();
    const changed = [];
    for (let n = 0; n < places.length; n++) {
      const place = places[n];
      if (day >= validFrom[place] && day < validTo[place]) continue;
      const key = decide(place, day);
      if (key === keys[place]) continue;
      keys[place] = key;
      changed.push(place);
    }
    return changed;
  }

  /** @returns {number} the key of a town on a day; notes for which days it holds */
  function decide(place, day) {
    const { intervals } = whoheld.data;
    const i = whoheld.control.at(place, day);
    if (i < 0) return decideSilent(place, day);
    const high = intervals.from[place + 1];
    const end = i + 1 < high ? Math.min(intervals.end[i], intervals.start[i + 1]) : intervals.end[i];
    validFrom[place] = intervals.start[i];
    validTo[place] = Math.min(end, FOREVER);
    const look = intervals.look[i];
    const age = ageClass(place, day, i);
    if (isHidden(intervals.looks[look]) || !whoheld.filters.passes(i)) return whoheld.state.layers.silent ? SILENT : SKIPPED;
    return 1 + look * AGES + age;
  }

  /** The age of the news, and the days between which it stays in its class. */
  function ageClass(place, day, i) {
    const { newest, next } = whoheld.control.news(place, day, i);
    validTo[place] = Math.min(validTo[place], next);
    if (newest === whoheld.decode.NEVER) return 0;
    validFrom[place] = Math.max(validFrom[place], newest);
    let age = 0;
    while (age < AGE_DAYS.length && day - newest > AGE_DAYS[age]) age++;
    if (age < AGE_DAYS.length) validTo[place] = Math.min(validTo[place], newest + AGE_DAYS[age] + 1);
    if (age > 0) validFrom[place] = Math.max(validFrom[place], newest + AGE_DAYS[age - 1] + 1);
    return age;
  }

  function decideSilent(place, day) {
    const { intervals } = whoheld.data;
    const { layers } = whoheld.state;
    const undated = whoheld.control.undatedInterval(place);
    validFrom[place] = -FOREVER;
    validTo[place] = FOREVER;
    if (undated >= 0) {
      const look = intervals.look[undated];
      if (!layers.undated) return SKIPPED;
      if (!isHidden(intervals.looks[look]) && whoheld.filters.passes(undated)) return 1 + look * AGES + UNDATED;
    }
    for (let i = intervals.dated[place]; i < intervals.from[place + 1]; i++) {
      if (intervals.end[i] <= day) validFrom[place] = Math.max(validFrom[place], intervals.end[i]);
      if (intervals.start[i] > day) validTo[place] = Math.min(validTo[place], intervals.start[i]);
    }
    return layers.silent ? SILENT : SKIPPED;
  }

  function isHidden(look) {
    const { hidden } = whoheld.state;
    if (!hidden.size || !look.actors.length) return false;
    return look.state === 'contested' ? look.actors.every((actor) => hidden.has(actor)) : hidden.has(look.actors[0]);
  }

  /** @param {number} key @returns {{look: any, age: number}} what a key stands for */
  function lookOf(key) {
    if (key === SILENT) return { look: null, age: 0 };
    return { look: whoheld.data.intervals.looks[Math.floor((key - 1) / AGES)], age: (key - 1) % AGES };
  }

  whoheld.looks = { setup, update, lookOf, keys: () => keys, SILENT, SKIPPED };
})((window.whoheld = window.whoheld || {}));
