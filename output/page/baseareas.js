'use strict';
/** Areas of a map that the user trusts: drawn from their day on, wherever no town's report says anything. */
(function (whoheld) {
  let name = '';
  /** @type {Array<{actor: number, start: number, rings: any}>} */
  let areas = [];
  const view = { key: '', paths: [] };

  /** @param {any} blob from output/payload_base.py, or undefined */
  function load(blob) {
    if (!blob) return;
    name = blob.name;
    areas = blob.areas.map((row) => ({ actor: row.actor, start: row.start === null ? -Infinity : row.start, rings: whoheld.columns.paths(row.rings) }));
  }

  /** @param {any} area @param {number} day @returns {boolean} */
  const isShown = ({ actor, start }, day) => start <= day && !whoheld.state.hidden.has(actor);

  /** @returns {string} which areas the state shows */
  const shown = () => areas.map((area) => (isShown(area, whoheld.state.day) ? 1 : 0)).join('');

  /** Paths of the areas in a view, made once. */
  function pathsIn(now) {
    const key = [now.left, now.top, now.scale, now.width, now.height].join();
    if (view.key === key) return view.paths;
    view.key = key;
    view.paths = areas.map(({ rings }) => {
      const path = new Path2D();
      whoheld.paint.trace(path, rings, now, { closed: true });
      return path;
    });
    return view.paths;
  }

  /**
   * Paint the areas, then take away what towns speak for.
   * @param {CanvasRenderingContext2D} ctx @param {any} now @param {Path2D[]} taken
   */
  function paint(ctx, now, taken) {
    if (!areas.length) return;
    const paths = pathsIn(now);
    areas.forEach((area, n) => {
      if (!isShown(area, whoheld.state.day)) return;
      whoheld.tints.fill(ctx, now, labelOf(area), paths[n], 'evenodd');
      ctx.strokeStyle = whoheld.data.actors[area.actor].colour;
      ctx.lineWidth = 1;
      ctx.globalAlpha = 0.55;
      ctx.stroke(paths[n]);
      ctx.globalAlpha = 1;
    });
    ctx.globalCompositeOperation = 'destination-out';
    for (const path of taken) ctx.fill(path);
    ctx.globalCompositeOperation = 'source-over';
  }

  const labelOf = ({ actor }) => ({ state: 'controlled', actors: [actor] });

  /** @param {number} x world coordinate @param {number} y @param {number} day @returns {{label: any, places: number[]}|null} */
  function at(x, y, day) {
    const found = areas.find((area) => isShown(area, day) && whoheld.regions.holds(area.rings, x, y));
    return found ? { label: labelOf(found), places: [] } : null;
  }

  /** @returns {string} the name of the map they come from, and its day; "" = there is none */
  function source() {
    if (!areas.length) return '';
    const day = Number.isFinite(areas[0].start) ? whoheld.days.show(areas[0].start) : '';
    return [name, day].filter(Boolean).join(', ') || '–';
  }

  whoheld.baseAreas = { load, shown, paint, at, source, actors: () => areas.map(({ actor }) => actor) };
})((window.whoheld = window.whoheld || {}));
