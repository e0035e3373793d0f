'use strict';
/** Paints names: as many as fit without touching, the most important first. */
(function (whoheld) {
  const CELL = 48;
  const MAX_LABELS = 220;
  /** No name is narrower; where not even so much is free, none has to be measured, which is slow. */
  const LEAST_WIDTH = 3;
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const widths = new Map();
  let ranked = null;
  let names = { countries: [], provinces: [] };

  /** @param {any} blob */
  function decode(blob) {
    const { worldX, worldY } = whoheld.columns;
    const point = ([name, lon, lat, room]) => ({ name, x: worldX(lon / 100), y: worldY(lat / 100), room: room / 100 / 360 });
    const near = new Set(blob.names.map(([name]) => name));
    const far = blob.far.names.filter(([name]) => !near.has(name));
    names = { countries: [...blob.names, ...far].map(point), provinces: blob.province_names.map(point) };
  }

  function rank() {
    const { places } = whoheld.data;
    const reports = (i) => places.claimFrom[i + 1] - places.claimFrom[i];
    const weight = (i) => whoheld.towns.sizeClass(i) * 3 + Math.min(8, Math.log2(1 + reports(i)) * 1.6);
    const weights = Float32Array.from({ length: places.n }, (_, i) => weight(i));
    ranked = { weights, order: [...weights.keys()].filter((i) => !places.isArea[i]).sort((a, b) => weights[b] - weights[a] || a - b) };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} view */
  function paint(ctx, view) {
    if (!ranked) rank();
    ctx.clearRect(0, 0, view.width, view.height);
    const taken = new Map();
    ctx.lineJoin = 'round';
    paintTowns(ctx, view, taken);
    paintAreas(ctx, view, taken);
  }

  function paintTowns(ctx, view, taken) {
    const { state, towns, data } = whoheld;
    const shown = new Set(towns.visible());
    for (const place of shown) if (!towns.isSilent(place) && towns.isShown(place)) reserveDot(taken, towns.spot(place), view);
    if (!state.layers.labels) return;
    const size = view.zoom >= 9 ? 12.5 : 11.5;
    let left = MAX_LABELS;
    const wanted = [...(state.place >= 0 && shown.has(state.place) ? [state.place] : []), ...ranked.order.filter((place) => towns.isHeld(place)), ...ranked.order];
    const done = new Set();
    for (const place of wanted) {
      if (!left) break;
      if (!shown.has(place) || done.has(place) || !towns.isShown(place)) continue;
      done.add(place);
      const quiet = towns.isSilent(place);
      if (quiet && view.zoom < 7) continue;
      const big = towns.sizeClass(place) >= 3 || place === state.place;
      if (putBeside(ctx, taken, data.places.name[place], towns.spot(place), `${big ? 600 : 400} ${size}px ${FONT}`, size, quiet)) left--;
    }
  }

  /** Try right, left, above and below of the dot. */
  function putBeside(ctx, taken, name, spot, font, size, quiet) {
    const colours = whoheld.paint.colours();
    const gap = spot.r * spot.reach + 3;
    let width = 0;
    for (let side = 0; side < 4; side++) {
      if (!isFree(taken, boxBeside(spot, side, gap, LEAST_WIDTH, size))) continue;
      width = width || measure(ctx, name, font);
      const box = boxBeside(spot, side, gap, width, size);
      if (!isFree(taken, box)) continue;
      take(taken, box);
      write(ctx, name, box[0] + 1, box[1] + size - 1, font, quiet ? colours.label : colours.ink, colours.halo);
      return true;
    }
    return false;
  }

  /** Where a name of some width would stand; a narrower one lies within. Sides: right, left, above, below. */
  function boxBeside({ x, y }, side, gap, width, size) {
    const left = side === 0 ? x + gap : side === 1 ? x - gap - width : x - width / 2;
    const top = side < 2 ? y - size / 2 : side === 2 ? y - gap - size : y + gap;
    return [left - 1, top - 1, left + width + 1, top + size + 2];
  }

  function paintAreas(ctx, view, taken) {
    const colours = whoheld.paint.colours();
    const sets = [[names.countries, 12.5, colours['country-label'], 0, 2.5]];
    if (view.zoom >= 6.5) sets.push([names.provinces, 10.5, colours.label, 0, 1.2]);
    for (const [list, size, tone, low, spread] of sets) {
      for (const { name, x, y, room } of list) {
        const wide = room * view.scale * 2;
        const text = spread > 2 ? name.toLocaleUpperCase(whoheld.words.language()) : name;
        const font = `${spread > 2 ? 600 : 500} ${size}px ${FONT}`;
        ctx.letterSpacing = `${spread}px`;
        const width = measure(ctx, text, font, spread);
        if (wide < low || wide < width * 0.75) continue;
        const at = [x * view.scale - view.left - width / 2, y * view.scale - view.top];
        const box = [at[0] - 4, at[1] - size, at[0] + width + 4, at[1] + 4];
        if (!isFree(taken, box)) continue;
        take(taken, box);
        write(ctx, text, at[0], at[1], font, tone, colours.halo);
      }
      ctx.letterSpacing = '0px';
    }
  }

  function write(ctx, text, x, y, font, tone, halo) {
    ctx.font = font;
    ctx.textBaseline = 'alphabetic';
    ctx.lineWidth = 3;
    ctx.strokeStyle = halo;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = tone;
    ctx.fillText(text, x, y);
  }

  function measure(ctx, text, font, spread) {
    const key = `${font}|${spread || 0}|${text}`;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  function reserveDot(taken, { x, y, r }, view) {
    if (x > -20 && y > -20 && x < view.width + 20 && y < view.height + 20) take(taken, [x - r, y - r, x + r, y + r]);
  }

  function isFree(taken, box) {
    for (const cell of cells(box)) {
      for (const other of taken.get(cell) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  function take(taken, box) {
    for (const cell of cells(box)) {
      if (!taken.has(cell)) taken.set(cell, []);
      taken.get(cell).push(box);
    }
  }

  function cells([west, north, east, south]) {
    const list = [];
    for (let x = Math.floor(west / CELL); x <= Math.floor(east / CELL); x++) {
      for (let y = Math.floor(north / CELL); y <= Math.floor(south / CELL); y++) list.push(x * 4096 + y);
    }
    return list;
  }

  whoheld.labels = { decode, paint };
})((window.whoheld = window.whoheld || {}));
