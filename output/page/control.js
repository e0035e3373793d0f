'use strict';
/** Who held a place on a day, and how old the newest report of it was by then. */
(function (whoheld) {
  /** @type {Uint32Array} */
  let spanHint;
  /** @type {Uint32Array} */
  let toldHint;

  function setup() {
    const { places, intervals } = whoheld.data;
    spanHint = Uint32Array.from(intervals.dated);
    toldHint = places.toldFrom.slice();
  }

  /**
   * The dated interval of a place on a day; looks near the last answer first, as days move in steps.
   * @param {number} place
   * @param {number} day
   * @returns {number} interval number, or -1
   */
  function at(place, day) {
    const { dated, from, start, end } = whoheld.data.intervals;
    const low = dated[place];
    const high = from[place + 1];
    if (low === high || day < start[low]) return -1;
    let i = spanHint[place];
    if (start[i] > day) {
      i = low;
      let top = high - 1;
      while (i < top) {
        const middle = (i + top + 1) >> 1;
        if (start[middle] <= day) i = middle;
        else top = middle - 1;
      }
    } else {
      while (i + 1 < high && start[i + 1] <= day) i++;
    }
    spanHint[place] = i;
    return day < end[i] ? i : -1;
  }

  /**
   * The newest day on or before a day on which a place was reported on, and the next such day after it.
   * @param {number} place
   * @param {number} day
   * @param {number} interval as returned by `at`
   * @returns {{newest: number, next: number}} NEVER and STILL where there is none
   */
  function news(place, day, interval) {
    const { NEVER, STILL } = whoheld.decode;
    const { toldFrom, told } = whoheld.data.places;
    const { start, last } = whoheld.data.intervals;
    const known = last[interval] !== NEVER;
    let newest = known && last[interval] <= day ? last[interval] : known ? start[interval] : NEVER;
    let next = known && last[interval] > day ? last[interval] : STILL;
    const low = toldFrom[place];
    const high = toldFrom[place + 1];
    if (low < high) {
      let i = toldHint[place];
      if (told[i] > day) i = low;
      while (i + 1 < high && told[i + 1] <= day) i++;
      toldHint[place] = i;
      if (told[i] <= day) {
        newest = Math.max(newest, told[i]);
        i++;
      }
      if (i < high) next = Math.min(next, told[i]);
    }
    return { newest, next };
  }

  /**
   * Days since the newest report on or before a day.
   * @param {number} place
   * @param {number} day
   * @param {number} interval as returned by `at`
   * @returns {number} -1 when no report of it is dated
   */
  function age(place, day, interval) {
    const { newest } = news(place, day, interval);
    return newest === whoheld.decode.NEVER ? -1 : day - newest;
  }

  /** @param {number} place @returns {boolean} whether no report of it bears a date */
  function isUndated(place) {
    const { from, dated } = whoheld.data.intervals;
    return from[place + 1] > from[place] && dated[place] === from[place + 1];
  }

  /** @param {number} place @returns {number} the interval to show for an undated place, or -1 */
  const undatedInterval = (place) => (isUndated(place) ? whoheld.data.intervals.from[place] : -1);

  const UNKNOWN = 0;
  const CONTESTED = 1;
  const HELD = 2;
  /** What each look counts as, made when first needed. @type {Uint8Array} */
  let counted;

  /** @param {any} look @returns {number} */
  function standing(look) {
    if (look.state === 'unknown' || !look.actors.length) return UNKNOWN;
    return look.state === 'contested' ? CONTESTED : HELD;
  }

  /**
   * Towns and people by actor on a day.
   * @param {number} day
   * @param {Uint32Array} [some] only these places
   * @returns {{held: Uint32Array, contested: Uint32Array, people: Float64Array, unknown: number, silent: number, undated: number}}
   */
  function tally(day, some) {
    const { actors, places, intervals } = whoheld.data;
    const held = new Uint32Array(actors.length);
    const contested = new Uint32Array(actors.length);
    const people = new Float64Array(actors.length);
    let unknown = 0;
    let silent = 0;
    let undated = 0;
    counted = counted || Uint8Array.from(intervals.looks, standing);
    const size = some ? some.length : places.n;
    for (let n = 0; n < size; n++) {
      const place = some ? some[n] : n;
      if (places.isArea[place]) continue;
      const i = at(place, day);
      if (i < 0) {
        if (isUndated(place)) undated++;
        else silent++;
        continue;
      }
      const look = intervals.look[i];
      const parties = intervals.looks[look].actors;
      if (counted[look] === UNKNOWN) unknown++;
      else if (counted[look] === CONTESTED) for (const actor of parties) contested[actor]++;
      else {
        held[parties[0]]++;
        people[parties[0]] += places.people[place];
      }
    }
    return { held, contested, people, unknown, silent, undated };
  }

  whoheld.control = { setup, at, news, age, isUndated, undatedInterval, tally };
})((window.whoheld = window.whoheld || {}));
