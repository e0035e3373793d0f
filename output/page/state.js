'use strict';
/** The one state object: everything drawn is a function of it and of the data. */
(function (whoheld) {
  const state = {
    day: 0,
    /** Day to compare with, or null. @type {number|null} */
    before: null,
    /** Where the line stands between two days side by side, in % of the map's width; null = one day. @type {number|null} */
    split: null,
    /** Selected place, or -1. */
    place: -1,
    /** Open side panel: '', town, places, changes, chart, gaps, about, filters. */
    panel: '',
    /** Actor numbers switched off. @type {Set<number>} */
    hidden: new Set(),
    /** Layers: areas (land between towns), fronts, regions (statements about whole areas), undated, silent (no report yet), labels. */
    layers: { areas: true, fronts: true, regions: true, undated: true, silent: true, labels: true },
    /** Reports wanted; empty sets and '' want all. */
    filters: { source: '', stance: '', relation: '', sure: 0 },
    theme: '',
    unit: 'week',
    speed: 4,
    playing: false,
  };
  /** @type {Array<function(typeof state, Set<string>): void>} */
  const views = [];
  const changed = new Set();
  let frame = 0;

  /** Change some of the state; views are drawn once, in the next frame. @param {Partial<typeof state>} change */
  function set(change) {
    for (const [name, value] of Object.entries(change)) {
      if (state[name] === value) continue;
      state[name] = value;
      changed.add(name);
    }
    if (changed.size && !frame) frame = requestAnimationFrame(draw);
  }

  /** Draw now what has changed. */
  function draw() {
    cancelAnimationFrame(frame);
    frame = 0;
    const names = new Set(changed);
    changed.clear();
    for (const view of views) view(state, names);
  }

  /**
   * Run something as if the state were another, without drawing anything.
   * @param {Partial<typeof state>} change
   * @param {function(): any} run
   */
  function withChange(change, run) {
    const kept = Object.fromEntries(Object.keys(change).map((name) => [name, state[name]]));
    Object.assign(state, change);
    try {
      return run();
    } finally {
      Object.assign(state, kept);
    }
  }

  /** Have a part drawn again although it is the same. @param {string} name */
  const touch = (name) => changed.add(name);

  /** @param {function(typeof state, Set<string>): void} view */
  const subscribe = (view) => views.push(view);

  whoheld.state = state;
  whoheld.store = { set, draw, subscribe, touch, withChange };
})((window.whoheld = window.whoheld || {}));
