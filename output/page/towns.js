'use strict';
/** Places every town on the screen and has it painted. */
(function (whoheld) {
  const { SILENT, SKIPPED } = whoheld.looks;
  const PEOPLE = [10000, 50000, 250000, 1000000];
  const RADII = [3.6, 4.2, 5, 6, 7.2];
  /** From so many towns in view on, they are stamped and not drawn one by one. */
  const MANY = 250;

  /** How far the ring around what changed lies from a dot's middle, in radii. */
  const RING = 1.7;
  /** Towns with such a ring. @type {Set<number>} */
  const ringed = new Set();

  let px, py, radius, sizes;
  /** All towns, small ones first, so that large ones end up on top. @type {Uint32Array} */
  let all;
  /** Those of them in view. @type {Uint32Array} */
  let visible = new Uint32Array(0);

  function setup() {
    const { places } = whoheld.data;
    whoheld.looks.setup();
    px = new Float32Array(places.n);
    py = new Float32Array(places.n);
    radius = new Float32Array(places.n);
    sizes = Uint8Array.from({ length: places.n }, (_, place) => sizeClass(place));
    all = rankByPeople(places);
  }

  /** Towns by people, then by number: numbers are sorted as such, without asking a function for each pair. */
  function rankByPeople({ n, people, isArea }) {
    const ranks = new Float64Array(n);
    let towns = 0;
    for (let place = 0; place < n; place++) if (!isArea[place]) ranks[towns++] = people[place] * n + place;
    return Uint32Array.from(ranks.subarray(0, towns).sort(), (rank) => rank % n);
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

  /** @param {CanvasRenderingContext2D} ctx @param {any} view */
  function paint(ctx, view) {
    if (view.moved) project(view);
    const changed = whoheld.looks.update(visible, whoheld.state.day);
    const marks = { places: visible, px, py, radius, sizes, keys: whoheld.looks.keys() };
    if (visible.length > MANY) {
      whoheld.stamps.paint(ctx, view, marks, changed);
    } else {
      whoheld.stamps.forget();
      ctx.clearRect(0, 0, view.width, view.height);
      paintEach(ctx, marks);
    }
    if (ringChanged(ctx) + paintSelected(ctx)) whoheld.stamps.spoil();
  }

  /** Bring the towns in view up to the state's day, after another day was painted. */
  function refresh() {
    whoheld.looks.update(visible, whoheld.state.day);
  }

  function paintEach(ctx, { places, keys }) {
    for (const place of places) {
      if (keys[place] === SKIPPED) continue;
      const { look, age } = whoheld.looks.lookOf(keys[place]);
      whoheld.marker.draw(ctx, px[place], py[place], radius[place], look, age);
    }
  }

  /** Ring the towns that changed between the two days compared. @returns {number} rings drawn */
  function ringChanged(ctx) {
    const { before, day } = whoheld.state;
    ringed.clear();
    if (before === null || whoheld.state.panel !== 'changes') return 0;
    const tone = whoheld.paint.colours().changed;
    const inView = new Set(visible);
    const rows = whoheld.changes.between(Math.min(before, day), Math.max(before, day)).filter(({ place }) => inView.has(place));
    for (const { place } of rows) {
      ringed.add(place);
      whoheld.marker.ring(ctx, px[place], py[place], radius[place] * RING + 1, tone, 2.2);
    }
    return rows.length;
  }

  const selectedRadius = (place) => Math.max(9, radius[place] * 2);

  /** @returns {number} rings drawn */
  function paintSelected(ctx) {
    const { place } = whoheld.state;
    if (place < 0 || whoheld.data.places.isArea[place] || !visible.includes(place)) return 0;
    const colours = whoheld.paint.colours();
    const r = selectedRadius(place);
    whoheld.marker.ring(ctx, px[place], py[place], r, colours.halo, 5);
    whoheld.marker.ring(ctx, px[place], py[place], r, colours.focus, 2.4);
    return 1;
  }

  /**
   * The town nearest to a point of the canvas.
   * @param {number} x
   * @param {number} y
   * @param {number} reach pixels beyond a dot's edge
   * @returns {number} place, or -1
   */
  function find(x, y, reach) {
    const keys = whoheld.looks.keys();
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
    if (place === whoheld.state.place) return selectedRadius(place) / radius[place] + 0.3;
    if (ringed.has(place)) return RING + 0.4;
    const key = whoheld.looks.keys()[place];
    if (key === SKIPPED) return 1;
    const { look } = whoheld.looks.lookOf(key);
    if (!look) return 1.1;
    return look.state === 'besieged' ? whoheld.marker.REACH + 0.15 : look.state === 'contested' ? 1.2 : 1.1;
  }

  /** @param {number} key @returns {boolean} whether it stands for a town whose holder is known */
  function isHeld(key) {
    return key !== SILENT && key !== SKIPPED && whoheld.looks.lookOf(key).look.actors.length > 0;
  }

  /** @returns {number} towns in view that wear a state */
  function shownCount() {
    const keys = whoheld.looks.keys();
    return visible.reduce((sum, place) => sum + (keys[place] !== SILENT && keys[place] !== SKIPPED), 0);
  }

  whoheld.towns = {
    setup, paint, refresh, find, sizeClass, shownCount,
    visible: () => visible,
    isShown: (place) => whoheld.looks.keys()[place] !== SKIPPED,
    isHeld: (place) => isHeld(whoheld.looks.keys()[place]),
    isSilent: (place) => whoheld.looks.keys()[place] === SILENT,
    spot: (place) => ({ x: px[place], y: py[place], r: radius[place], reach: reachOf(place) }),
  };
})((window.whoheld = window.whoheld || {}));
