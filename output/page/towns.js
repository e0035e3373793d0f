'use strict';
/** Paints every town on one canvas: colour of the holder, shape of the state, fading with the age of the news. */
(function (whoheld) {
  const AGES = [30, 90, 365];
  const AGE_ALPHA = [1, 0.78, 0.55, 0.34];
  const UNDATED = AGES.length + 1;
  const KEYS_PER_LOOK = UNDATED + 1;
  const SILENT = 0;
  const SKIPPED = 65535;
  const PEOPLE = [10000, 50000, 250000, 1000000];
  const RADII = [3.6, 4.2, 5, 6, 7.2];

  /** Screen place and size of every town, for one view. */
  let px, py, radius, visible, keys, order;
  let shownCount = 0;
  let viewNow = null;

  function setup() {
    const { places } = whoheld.data;
    px = new Float32Array(places.n);
    py = new Float32Array(places.n);
    radius = new Float32Array(places.n);
    keys = new Uint16Array(places.n);
    order = new Uint32Array(places.n);
    const towns = [...Array(places.n).keys()].filter((i) => !places.isArea[i]);
    visible = { all: Uint32Array.from(towns.sort((a, b) => places.people[a] - places.people[b] || a - b)), now: null };
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
    const crowd = visible.all.length > 4000 ? 0.72 : visible.all.length > 800 ? 0.85 : 1;
    return crowd * Math.max(0.62, Math.min(1.6, 0.62 + (zoom - 4) * 0.14));
  }

  function project(view) {
    const { places } = whoheld.data;
    const { scale, left, top, width, height } = view;
    const factor = zoomFactor(view.zoom);
    const now = new Uint32Array(visible.all.length);
    let n = 0;
    for (const place of visible.all) {
      const x = places.x[place] * scale - left;
      const y = places.y[place] * scale - top;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      px[place] = x;
      py[place] = y;
      radius[place] = RADII[sizeClass(place)] * factor;
      now[n++] = place;
    }
    visible.now = now.subarray(0, n);
    viewNow = view;
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
      while (age < AGES.length && days > AGES[age]) age++;
    }
    const look = intervals.look[i];
    if (isHidden(intervals.looks[look]) || !whoheld.filters.passes(i)) return state.layers.silent ? SILENT : SKIPPED;
    return 1 + look * KEYS_PER_LOOK + age;
  }

  function isHidden(look) {
    const { hidden } = whoheld.state;
    if (!hidden.size || !look.actors.length) return false;
    return look.state === 'contested' ? look.actors.every((a) => hidden.has(a)) : hidden.has(look.actors[0]);
  }

  /** Sort the towns in view by what they look like, keeping small ones first. @returns {Uint32Array} where each key begins */
  function sortByKey(day) {
    const size = 1 + whoheld.data.intervals.looks.length * KEYS_PER_LOOK;
    const from = new Uint32Array(size + 1);
    for (const place of visible.now) {
      const key = keyOf(place, day);
      keys[place] = key;
      if (key !== SKIPPED) from[key + 1]++;
    }
    for (let key = 0; key < size; key++) from[key + 1] += from[key];
    const next = from.slice(0, size);
    for (const place of visible.now) if (keys[place] !== SKIPPED) order[next[keys[place]]++] = place;
    return from;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} view */
  function paint(ctx, view) {
    if (view.moved || view !== viewNow) project(view);
    const from = sortByKey(whoheld.state.day);
    const colours = whoheld.paint.colours();
    shownCount = 0;
    ctx.lineJoin = 'round';
    dots(ctx, order.subarray(from[0], from[1]), 0.38, 0.4, colours.silent, '');
    const { looks } = whoheld.data.intervals;
    for (let look = 0; look < looks.length; look++) {
      for (let age = 0; age < KEYS_PER_LOOK; age++) {
        const key = 1 + look * KEYS_PER_LOOK + age;
        if (from[key] === from[key + 1]) continue;
        shownCount += from[key + 1] - from[key];
        paintLook(ctx, looks[look], age, order.subarray(from[key], from[key + 1]));
      }
    }
    paintSelected(ctx);
  }

  function paintLook(ctx, look, age, places) {
    const { actors } = whoheld.data;
    const colours = whoheld.paint.colours();
    const tones = look.actors.map((actor) => actors[actor].colour);
    if (age === UNDATED) return paintUndated(ctx, places, tones[0] || colours.unknown);
    const alpha = AGE_ALPHA[age];
    if (look.state === 'unknown' || !tones.length) return rings(ctx, places, 1, colours.unknown, 1.6, []);
    dots(ctx, places, 1, 1, colours.land, colours['dot-edge']);
    if (look.state === 'contested') return paintContested(ctx, places, tones, alpha);
    ctx.globalAlpha = alpha;
    if (look.basis === 'claimed') {
      ctx.globalAlpha = alpha * 0.28;
      dots(ctx, places, 0.9, alpha * 0.28, tones[0], '');
      ctx.globalAlpha = alpha;
      rings(ctx, places, 0.72, tones[0], 2, []);
    } else {
      dots(ctx, places, 0.9, alpha, tones[0], '');
    }
    ctx.globalAlpha = 1;
    if (look.state === 'besieged') {
      rings(ctx, places, 1.5, colours.halo, 3.4, []);
      rings(ctx, places, 1.5, tones[1] || colours.ink, 1.9, [3.2, 2]);
    }
    return undefined;
  }

  /** Two halves, and a line between them: readable without colour. */
  function paintContested(ctx, places, tones, alpha) {
    const colours = whoheld.paint.colours();
    ctx.globalAlpha = alpha;
    const second = tones[1] || colours.unknown;
    [tones[0], second].forEach((tone, half) => {
      ctx.fillStyle = tone;
      ctx.beginPath();
      const start = half ? -Math.PI / 4 : (3 * Math.PI) / 4;
      for (const place of places) {
        const r = radius[place] * 1.12;
        ctx.moveTo(px[place] + r * Math.cos(start), py[place] + r * Math.sin(start));
        ctx.arc(px[place], py[place], r, start, start + Math.PI);
      }
      ctx.fill();
    });
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colours['dot-edge'];
    ctx.lineWidth = 1.3;
    ctx.beginPath();
    for (const place of places) {
      const r = radius[place] * 1.12 * Math.SQRT1_2;
      ctx.moveTo(px[place] - r, py[place] + r);
      ctx.lineTo(px[place] + r, py[place] - r);
    }
    ctx.stroke();
    rings(ctx, places, 1.12, colours.ink, 1.1, []);
  }

  function paintUndated(ctx, places, tone) {
    dots(ctx, places, 1, 0.75, whoheld.paint.colours().land, '');
    dots(ctx, places, 0.5, 0.85, tone, '');
    rings(ctx, places, 1.05, tone, 1.7, [1.6, 2.2]);
  }

  function dots(ctx, places, factor, alpha, fill, edge) {
    if (!places.length) return;
    ctx.globalAlpha = alpha;
    ctx.fillStyle = fill;
    ctx.beginPath();
    for (const place of places) {
      const r = radius[place] * factor;
      ctx.moveTo(px[place] + r, py[place]);
      ctx.arc(px[place], py[place], r, 0, 2 * Math.PI);
    }
    ctx.fill();
    ctx.globalAlpha = 1;
    if (!edge) return;
    ctx.strokeStyle = edge;
    ctx.lineWidth = 1.1;
    ctx.stroke();
  }

  function rings(ctx, places, factor, tone, width, dash) {
    ctx.strokeStyle = tone;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (const place of places) {
      const r = radius[place] * factor;
      ctx.moveTo(px[place] + r, py[place]);
      ctx.arc(px[place], py[place], r, 0, 2 * Math.PI);
    }
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function paintSelected(ctx) {
    const { place } = whoheld.state;
    if (place < 0 || whoheld.data.places.isArea[place] || !visible.now.includes(place)) return;
    const colours = whoheld.paint.colours();
    rings(ctx, [place], 2.1, colours.halo, 5, []);
    rings(ctx, [place], 2.1, colours.focus, 2.4, []);
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
    for (const place of visible.now || []) {
      if (keys[place] === SKIPPED) continue;
      const distance = Math.hypot(px[place] - x, py[place] - y) - radius[place];
      if (distance <= reach && distance < least - (keys[place] === SILENT ? 3 : 0)) {
        best = place;
        least = distance;
      }
    }
    return best;
  }

  whoheld.towns = {
    setup, paint, find, sizeClass,
    visible: () => visible.now || [],
    isShown: (place) => keys[place] !== SKIPPED,
    isSilent: (place) => keys[place] === SILENT,
    spot: (place) => ({ x: px[place], y: py[place], r: radius[place] }),
    shownCount: () => shownCount,
    AGES,
  };
})((window.whoheld = window.whoheld || {}));
