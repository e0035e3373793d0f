'use strict';
/** Places every town on the screen and decides how each one looks on the day. */
(function (whoheld) {
  const { AGE_DAYS, UNDATED, AGES } = whoheld.marker;
  const SILENT = 0;
  const SKIPPED = 65535;
  const PEOPLE = [10000, 50000, 250000, 1000000];
  const RADII = [3.6, 4.2, 5, 6, 7.2];
  /** From so many towns in view on, they are stamped and not drawn one by one. */
  const MANY = 250;

  let px, py, radius, keys, sizes;
  /** All towns, small ones first, so that large ones end up on top. @type {Uint32Array} */
  let all;
  /** Those of them in view. @type {Uint32Array} */
  let visible = new Uint32Array(0);
  let shownCount = 0;

  function setup() {
    const { places } = whoheld.data;
    px = new Float32Array(places.n);
    py = new Float32Array(places.n);
    radius = new Float32Array(places.n);
    keys = new Uint16Array(places.n).fill(SKIPPED);
    sizes = Uint8Array.from({ length: places.n }, (_, place) => sizeClass(place));
    const towns = [...Array(places.n).keys()].filter((place) => !places.isArea[place]);
    all = Uint32Array.from(towns.sort((a, b) => places.people[a] - places.people[b] || a - b));
  }

  /** @param {number} place @returns {number} 0 to 4 */
  function sizeClass(place) {
    const people = whoheld.data.places.people[place];
    let size = 0;
    while (size < PEOPLE.length && people >= PEOPLE[size]) size++;
    return size;
  }

  /** How much larger dots are than at zoom 7; smaller where they would crowd. @param {number} zoom */
  function zoomFactor(zoom) {
    const crowd = all.length > 4000 ? 0.72 : all.length > 800 ? 0.85 : 1;
    return crowd * Math.max(0.62, Math.min(1.6, 0.62 + (zoom - 4) * 0.14));
  }

  function project(view) {
    const { places } = whoheld.data;
    const { scale, left, top, width, height } = view;
    const factor = zoomFactor(view.zoom);
    const now = new Uint32Array(all.length);
    let n = 0;
    for (const place of all) {
      const x = places.x[place] * scale - left;
      const y = places.y[place] * scale - top;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      px[place] = x;
      py[place] = y;
      radius[place] = RADII[sizes[place]] * factor;
      now[n++] = place;
    }
    visible = now.subarray(0, n);
  }

  /** @param {number} place @param {number} day @returns {number} look and age of a town as one number */
  function keyOf(place, day) {
    const { state, control, data } = whoheld;
    const { intervals } = data;
    let i = control.at(place, day);
    let age = 0;
    if (i < 0) {
      i = control.undatedInterval(place);
      if (i < 0) return state.layers.silent ? SILENT : SKIPPED;
      if (!state.layers.undated) return SKIPPED;
      age = UNDATED;
    } else {
      const days = control.age(place, day, i);
      while (age < AGE_DAYS.length && days > AGE_DAYS[age]) age++;
    }
    const look = intervals.look[i];
    if (isHidden(intervals.looks[look]) || !whoheld.filters.passes(i)) return state.layers.silent ? SILENT : SKIPPED;
    return 1 + look * AGES + age;
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

  /** @param {CanvasRenderingContext2D} ctx @param {any} view */
  function paint(ctx, view) {
    if (view.moved) project(view);
    const { day } = whoheld.state;
    shownCount = 0;
    for (const place of visible) {
      keys[place] = keyOf(place, day);
      if (keys[place] !== SILENT && keys[place] !== SKIPPED) shownCount++;
    }
    if (visible.length > MANY) whoheld.stamps.paint(ctx, view, { places: visible, px, py, radius, keys, sizes, skipped: SKIPPED, look: lookOf });
    else paintEach(ctx);
    if (whoheld.state.panel === 'changes') ringChanged(ctx);
    paintSelected(ctx);
  }

  /** Ring the towns that changed between the two days compared. */
  function ringChanged(ctx) {
    const { before, day } = whoheld.state;
    if (before === null) return;
    const tone = whoheld.paint.colours().changed;
    const inView = new Set(visible);
    for (const { place } of whoheld.changes.between(Math.min(before, day), Math.max(before, day))) {
      if (inView.has(place)) whoheld.marker.ring(ctx, px[place], py[place], radius[place] * 1.7 + 1, tone, 2.2);
    }
  }

  function paintEach(ctx) {
    for (const place of visible) {
      if (keys[place] === SKIPPED) continue;
      const { look, age } = lookOf(keys[place]);
      whoheld.marker.draw(ctx, px[place], py[place], radius[place], look, age);
    }
  }

  function paintSelected(ctx) {
    const { place } = whoheld.state;
    if (place < 0 || whoheld.data.places.isArea[place] || !visible.includes(place)) return;
    const colours = whoheld.paint.colours();
    const r = Math.max(9, radius[place] * 2);
    whoheld.marker.ring(ctx, px[place], py[place], r, colours.halo, 5);
    whoheld.marker.ring(ctx, px[place], py[place], r, colours.focus, 2.4);
  }

  /**
   * The town nearest to a point of the canvas.
   * @param {number} x
   * @param {number} y
   * @param {number} reach pixels beyond a dot's edge
   * @returns {number} place, or -1
   */
  function find(x, y, reach) {
    let best = -1;
    let least = Infinity;
    for (const place of visible) {
      if (keys[place] === SKIPPED) continue;
      const distance = Math.hypot(px[place] - x, py[place] - y) - radius[place] + (keys[place] === SILENT ? 3 : 0);
      if (distance <= reach && distance < least) {
        best = place;
        least = distance;
      }
    }
    return best;
  }

  /** How far a mark goes beyond a plain dot, in radii. */
  function reachOf(place) {
    if (keys[place] === SKIPPED) return 1;
    const { look, age } = lookOf(keys[place]);
    if (!look || age === UNDATED) return 1.1;
    return look.state === 'besieged' ? whoheld.marker.REACH + 0.15 : look.state === 'contested' ? 1.2 : 1.05;
  }

  whoheld.towns = {
    setup, paint, find, sizeClass, SKIPPED,
    visible: () => visible,
    isShown: (place) => keys[place] !== SKIPPED,
    isSilent: (place) => keys[place] === SILENT,
    spot: (place) => ({ x: px[place], y: py[place], r: radius[place], reach: reachOf(place) }),
    shownCount: () => shownCount,
  };
})((window.whoheld = window.whoheld || {}));
