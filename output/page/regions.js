'use strict';
/** Paints what is reported of whole areas: hatching under the towns, never a dot. */
(function (whoheld) {
  /** What the last picture showed, so that a step without change costs nothing. */
  let shown = '';
  const patterns = new Map();
  /** Areas fade further than towns: old statements about whole countries would cover the map. */
  const AREA_ALPHA = [1, 0.7, 0.4, 0.16];

  /** @param {number} place @returns {number} the interval to show for an area on the state's day, or -1 */
  function intervalOf(place) {
    const { state, control } = whoheld;
    const i = control.at(place, state.day);
    if (i >= 0) return i;
    return state.layers.undated ? control.undatedInterval(place) : -1;
  }

  /** @returns {boolean} whether anything differs from the picture */
  function isStale() {
    return key() !== shown;
  }

  function describe(place) {
    const i = intervalOf(place);
    if (i < 0) return '';
    return `${i}:${fadeOf(place, i, whoheld.data.intervals.looks[whoheld.data.intervals.look[i]])}`;
  }

  function key() {
    const { state, data } = whoheld;
    if (!state.layers.regions) return 'off';
    return data.regions.map(({ place }) => describe(place)).join() + [...state.hidden].join('.') + state.place;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} view */
  function paint(ctx, view) {
    const { state, data } = whoheld;
    shown = key();
    ctx.clearRect(0, 0, view.width, view.height);
    if (!state.layers.regions) return;
    for (const region of data.regions) {
      const i = intervalOf(region.place);
      if (i < 0 || !region.rings.counts.length) continue;
      const { actors } = data.intervals.looks[data.intervals.look[i]];
      if (actors.length && actors.every((actor) => state.hidden.has(actor))) continue;
      paintOne(ctx, view, region, i);
    }
  }

  function paintOne(ctx, view, region, i) {
    const { data, state } = whoheld;
    const look = data.intervals.looks[data.intervals.look[i]];
    const unknown = whoheld.paint.colours().unknown;
    const colours = look.state === 'unknown' || !look.actors.length ? [unknown] : look.actors.map((a) => data.actors[a].colour);
    const drawn = look.state === 'controlled' ? colours.slice(0, 1) : colours;
    ctx.beginPath();
    whoheld.paint.trace(ctx, region.rings, view, { closed: true });
    ctx.save();
    const fade = fadeOf(region.place, i, look);
    if (look.actors.length) hatch(ctx, drawn, fade);
    ctx.globalAlpha = state.place === region.place ? 1 : 0.12 + 0.4 * fade;
    ctx.lineWidth = state.place === region.place ? 2.2 : view.zoom < 4.5 ? 0.7 : 1.1;
    ctx.strokeStyle = state.place === region.place ? whoheld.paint.colours().focus : drawn[0];
    ctx.setLineDash(look.dated ? [] : [2, 4]);
    ctx.stroke();
    ctx.restore();
  }

  /** Areas whose holder is unknown stay bare: grey hatching of whole countries would hide what is known. */
  function hatch(ctx, colours, fade) {
    ctx.globalAlpha = 0.24 * fade;
    ctx.fillStyle = pattern(ctx, colours);
    ctx.fill('evenodd');
    ctx.globalAlpha = 0.05 * fade;
    ctx.fillStyle = colours[0];
    ctx.fill('evenodd');
  }

  /** Old statements fade as towns do. */
  function fadeOf(place, i, look) {
    if (!look.dated) return 0.6;
    const days = whoheld.control.age(place, whoheld.state.day, i);
    return AREA_ALPHA[whoheld.marker.AGE_DAYS.filter((limit) => days > limit).length];
  }

  function pattern(ctx, colours) {
    const name = colours.join();
    if (!patterns.has(name)) patterns.set(name, whoheld.paint.hatch(ctx, colours));
    return patterns.get(name);
  }

  /** @param {number} x world coordinate @param {number} y @returns {number} the smallest area there, or -1 */
  function find(x, y) {
    if (!whoheld.state.layers.regions) return -1;
    let best = -1;
    let least = Infinity;
    for (const region of whoheld.data.regions) {
      if (intervalOf(region.place) < 0 || !holds(region.rings, x, y)) continue;
      if (extent(region.rings) < least) {
        best = region.place;
        least = extent(region.rings);
      }
    }
    return best;
  }

  function extent(rings) {
    if (rings.extent === undefined) {
      let [low, high, west, east] = [Infinity, -Infinity, Infinity, -Infinity];
      for (let i = 0; i < rings.x.length; i++) {
        low = Math.min(low, rings.y[i]);
        high = Math.max(high, rings.y[i]);
        west = Math.min(west, rings.x[i]);
        east = Math.max(east, rings.x[i]);
      }
      rings.extent = (high - low) * (east - west);
    }
    return rings.extent;
  }

  function holds(rings, x, y) {
    let inside = false;
    let at = 0;
    for (const size of rings.counts) {
      for (let i = at, j = at + size - 1; i < at + size; j = i++) {
        const crosses = rings.y[i] > y !== rings.y[j] > y;
        if (crosses && x < ((rings.x[j] - rings.x[i]) * (y - rings.y[i])) / (rings.y[j] - rings.y[i]) + rings.x[i]) inside = !inside;
      }
      at += size;
    }
    return inside;
  }

  whoheld.regions = { paint, isStale, find, holds };
})((window.whoheld = window.whoheld || {}));
