'use strict';
/** Paints areas and front lines of a day; a step in time repaints only what has changed. */
(function (whoheld) {
  /** From so many boxes, or so much of the view, on, all is painted anew. */
  const MOST_BOXES = 160;
  const MOST_SHARE = 0.5;
  /** Stretches of a front nearer to the water than this are left out; as SHORE_KM in layers/frontline.py. */
  const SHORE_KM = 1.5;

  /**
   * Land of the day that a function names: one for the map, another one for a day compared with.
   * @param {function(): number} dayOf
   */
  function create(dayOf) {
    const mesh = whoheld.mesh.get();
    if (!mesh) return null;
    const wearing = whoheld.wearing.create();
    const board = { x: new Float32Array(mesh.size), y: new Float32Array(mesh.size), nodes: wearing.nodes, view: '' };
    const sheets = { areas: newSheet(), fronts: newSheet() };

    /** Go on to the day. @returns {boolean} whether any land changed */
    function update() {
      const changed = wearing.move(dayOf());
      for (const sheet of Object.values(sheets)) {
        if (sheet.changed.length + changed.length > mesh.size) sheet.isStale = true;
        else sheet.changed.push(...changed);
      }
      return changed.length > 0;
    }

    /** Where the nodes are on the screen. */
    function project({ scale, left, top }) {
      const name = `${scale},${left},${top}`;
      if (board.view === name) return;
      board.view = name;
      for (let node = 0; node < mesh.size; node++) {
        board.x[node] = mesh.x[node] * scale - left;
        board.y[node] = mesh.y[node] * scale - top;
      }
    }

    /** Paint a sheet where it has to be. */
    function paint(ctx, view, name, draw) {
      const sheet = sheets[name];
      update();
      project(view);
      const isNew = isOutdated(sheet) || sheet.isStale || view.moved;
      const whole = [0, 0, ctx.canvas.width, ctx.canvas.height];
      const boxes = isNew ? null : boxesAround(sheet.changed, view, whole);
      sheet.changed = [];
      sheet.isStale = false;
      sheet.painted = boxes ? boxes.length : -1;
      for (const box of boxes || [whole]) paintBox(ctx, view, box, draw);
    }

    /** The boxes, in device pixels, outside which nothing looks different; null = too many. */
    function boxesAround(changed, { ratio }, whole) {
      const boxes = [];
      let covered = 0;
      for (const node of changed) {
        const box = boxAround(node, ratio, whole);
        if (!box) continue;
        covered += (box[2] - box[0]) * (box[3] - box[1]);
        boxes.push(box);
        if (boxes.length > MOST_BOXES || covered > MOST_SHARE * whole[2] * whole[3]) return null;
      }
      return merge(boxes);
    }

    /** Around a node's triangles, and as far beyond them as their borders bend. */
    function boxAround(node, ratio, whole) {
      const { x, y } = board;
      let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
      const reach = (px, py) => {
        west = Math.min(west, px);
        east = Math.max(east, px);
        north = Math.min(north, py);
        south = Math.max(south, py);
      };
      for (let k = mesh.fanFrom[node]; k < mesh.fanFrom[node + 1]; k++) {
        for (let h = 3 * mesh.fan[k]; h < 3 * mesh.fan[k] + 3; h++) {
          reach(x[mesh.corners[h]], y[mesh.corners[h]]);
          const other = mesh.across[h];
          if (mesh.corners[h] === node || other < 0) continue;
          const [a, b, c] = [mesh.corners[other], mesh.corners[whoheld.mesh.next(other)], mesh.corners[whoheld.mesh.next(whoheld.mesh.next(other))]];
          reach((x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3);
          reach((x[a] + 2 * x[b] + x[c]) / 4, (y[a] + 2 * y[b] + y[c]) / 4);
          reach((2 * x[a] + x[b] + x[c]) / 4, (2 * y[a] + y[b] + y[c]) / 4);
        }
      }
      const rim = 3;
      const box = [Math.floor((west - rim) * ratio), Math.floor((north - rim) * ratio), Math.ceil((east + rim) * ratio), Math.ceil((south + rim) * ratio)];
      const cut = [Math.max(box[0], whole[0]), Math.max(box[1], whole[1]), Math.min(box[2], whole[2]), Math.min(box[3], whole[3])];
      return cut[0] < cut[2] && cut[1] < cut[3] ? cut : null;
    }

    function paintBox(ctx, view, [west, north, east, south], draw) {
      const { ratio, scale, left, top } = view;
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.beginPath();
      ctx.rect(west, north, east - west, south - north);
      ctx.clip();
      ctx.clearRect(west, north, east - west, south - north);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const [x, y] = [(n) => (n / ratio + left) / scale, (n) => (n / ratio + top) / scale];
      draw(ctx, view, whoheld.mesh.within(x(west - 4), y(north - 4), x(east + 4), y(south + 4)));
      ctx.restore();
    }

    function drawAreas(ctx, view, triangles) {
      if (!whoheld.state.layers.areas) return;
      const labels = whoheld.wearing.labels();
      const paths = new Array(labels.length + 1).fill(null);
      whoheld.pieces.fill(board, triangles, (label) => paths[label] || (whoheld.tints.isPainted(label) ? (paths[label] = new Path2D()) : null));
      paths.forEach((path, label) => path && whoheld.tints.fill(ctx, view, labels[label], path));
      whoheld.shoreMask.apply(ctx, view, 0);
    }

    function drawFronts(ctx, view, triangles) {
      if (!whoheld.state.layers.fronts) return;
      const colours = whoheld.paint.colours();
      const paths = { contact: new Path2D(), contested: new Path2D() };
      whoheld.frontline.trace(board, triangles, paths);
      const width = view.zoom < 6 ? 1.1 : view.zoom < 8 ? 1.6 : 2.2;
      ctx.lineJoin = ctx.lineCap = 'round';
      ctx.strokeStyle = colours['front-edge'];
      ctx.lineWidth = width + 1.8;
      ctx.stroke(paths.contact);
      ctx.strokeStyle = colours.front;
      ctx.lineWidth = width;
      ctx.stroke(paths.contact);
      ctx.lineWidth = width * 0.85;
      ctx.lineCap = 'butt';
      ctx.stroke(paths.contested);
      whoheld.shoreMask.apply(ctx, view, SHORE_KM);
    }

    return {
      update, board, wearing,
      areas: (ctx, view) => paint(ctx, view, 'areas', drawAreas),
      fronts: (ctx, view) => paint(ctx, view, 'fronts', drawFronts),
      isStale: () => update() || Object.values(sheets).some((sheet) => sheet.changed.length > 0 || isDifferent(sheet)),
      painted: () => sheets.areas.painted,
    };
  }

  const newSheet = () => ({ changed: [], isStale: true, painted: 0, hidden: null, layers: null, colours: null });

  const isDifferent = (sheet) => sheet.hidden !== whoheld.state.hidden || sheet.layers !== whoheld.state.layers || sheet.colours !== whoheld.paint.colours();

  /** Whether switches or colours differ from the last picture. */
  function isOutdated(sheet) {
    if (!isDifferent(sheet)) return false;
    sheet.hidden = whoheld.state.hidden;
    sheet.layers = whoheld.state.layers;
    sheet.colours = whoheld.paint.colours();
    return true;
  }

  /** Join boxes that lie over each other. */
  function merge(boxes) {
    const merged = [];
    for (const box of boxes) {
      const other = merged.find((known) => known[0] < box[2] && box[0] < known[2] && known[1] < box[3] && box[1] < known[3]);
      if (!other) {
        merged.push(box);
        continue;
      }
      for (const k of [0, 1]) {
        other[k] = Math.min(other[k], box[k]);
        other[k + 2] = Math.max(other[k + 2], box[k + 2]);
      }
    }
    return merged;
  }

  whoheld.land = { create };
})((window.whoheld = window.whoheld || {}));
