'use strict';
/** Keeps what stands on reports the reader wants: by source, stance, relation and confidence. */
(function (whoheld) {
  /** One flag per interval, null while nothing is filtered. @type {Uint8Array|null} */
  let wanted = null;

  /** @param {number} interval @returns {boolean} */
  const passes = (interval) => wanted === null || wanted[interval] === 1;

  /** @param {any} filters @returns {boolean} */
  const isActive = (filters) => Boolean(filters.source || filters.stance || filters.relation || filters.sure);

  /** @param {any} report @param {any} filters */
  function accepts(report, filters) {
    const isOf = (origin) => origin.source === filters.source;
    return (!filters.source || isOf(report) || report.also.some(isOf)) && (!filters.stance || report.stance === filters.stance) &&
      (!filters.relation || report.relation === filters.relation) && report.sure >= filters.sure;
  }

  /** Work out which intervals keep a supporting report, then draw. */
  async function apply() {
    const { filters } = whoheld.state;
    if (!isActive(filters)) {
      wanted = null;
    } else {
      const evidence = await whoheld.evidence.load();
      const { intervals, places } = whoheld.data;
      const flags = new Uint8Array(intervals.n);
      for (let place = 0; place < places.n; place++) {
        for (let i = intervals.from[place]; i < intervals.from[place + 1]; i++) {
          const { supporting } = evidence.cited(place, i);
          if (supporting.some((n) => accepts(evidence.report(n), filters))) flags[i] = 1;
        }
      }
      wanted = flags;
    }
    whoheld.store.set({ filtered: wanted });
  }

  whoheld.filters = { passes, isActive, accepts, apply };
})((window.whoheld = window.whoheld || {}));
