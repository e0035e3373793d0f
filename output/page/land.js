'use strict';
/** Paints areas and front lines of the state's day; a step in time repaints only what has changed. */
(function (whoheld) {
  /** Stretches of a front nearer to the water than this are left out; as SHORE_KM in layers/frontline.py. */
  const SHORE_KM = 1.5;

  /** Labels of a day and their places on the screen. Pictures of one kind share none, as they may show two days. */
  const models = [];
  /** What each canvas shows. @type {WeakMap<HTMLCanvasElement, any>} */
  const sheets = new WeakMap();

  function makeModel() {
    const { size } = whoheld.mesh.get();
    const wearing = whoheld.wearing.create();
    return { wearing, nodes: wearing.nodes, x: new Float32Array(size), y: new Float32Array(size), view: '', sheets: [] };
  }

  /** @param {number} n 0 = the map's own, 1 = the day compared with */
  function modelOf(n) {
    return models[n] || (models[n] = makeModel());
  }

  /** The first canvas of a kind shows the map's day, any other one a day compared with. */
  function sheetOf(canvas, kind) {
    if (sheets.has(canvas)) return sheets.get(canvas);
    const isFirst = !modelOf(0).sheets.some((sheet) => sheet.kind === kind);
    const model = modelOf(isFirst ? 0 : 1);
    const sheet = { kind, model, changed: [], isStale: true, boxes: 0, hidden: null, layers: null, colours: null, base: '' };
    model.sheets = [...model.sheets.filter((other) => other.kind !== kind), sheet];
    sheets.set(canvas, sheet);
    return sheet;
  }

  /** Bring the labels up to a day. */
  function update(model, day) {
    const changed = model.wearing.move(day);
    for (const sheet of model.sheets) {
      if (sheet.changed.length + changed.length > model.nodes.length) sheet.isStale = true;
      else for (const node of changed) sheet.changed.push(node);
    }
  }

  /** Where the nodes are on the screen. */
  function project(model, { scale, left, top }) {
    const view = `${scale},${left},${top}`;
    if (model.view === view) return;
    model.view = view;
    const { size, x, y } = whoheld.mesh.get();
    for (let node = 0; node < size; node++) {
      model.x[node] = x[node] * scale - left;
      model.y[node] = y[node] * scale - top;
    }
  }

  function paint(ctx, view, kind, draw) {
    const sheet = sheetOf(ctx.canvas, kind);
    update(sheet.model, whoheld.state.day);
    project(sheet.model, view);
    const isNew = isOutdated(sheet) || sheet.isStale || view.moved;
    const whole = [0, 0, ctx.canvas.width, ctx.canvas.height];
    const boxes = (isNew ? null : whoheld.dirtyBoxes.around(sheet.model, sheet.changed, view, whole)) || [whole];
    sheet.changed = [];
    sheet.isStale = false;
    sheet.boxes = boxes[0] === whole ? -1 : boxes.length;
    for (const box of boxes) paintBox(ctx, view, box, (triangles) => draw(ctx, view, sheet.model, triangles));
  }

  /** Whether switches or colours differ from the last picture. */
  function isOutdated(sheet) {
    const { hidden, layers } = whoheld.state;
    const colours = whoheld.paint.colours();
    const base = whoheld.baseAreas.shown();
    if (sheet.hidden === hidden && sheet.layers === layers && sheet.colours === colours && sheet.base === base) return false;
    Object.assign(sheet, { hidden, layers, colours, base });
    return true;
  }

  /** Paint what lies in a box of device pixels as if the whole picture were painted. */
  function paintBox(ctx, { ratio, scale, left, top }, [west, north, east, south], draw) {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.beginPath();
    ctx.rect(west, north, east - west, south - north);
    ctx.clip();
    ctx.clearRect(west, north, east - west, south - north);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const x = (pixel) => (pixel / ratio + left) / scale;
    const y = (pixel) => (pixel / ratio + top) / scale;
    draw(whoheld.mesh.within(x(west - 4), y(north - 4), x(east + 4), y(south + 4)));
    ctx.restore();
  }

  function drawAreas(ctx, view, model, triangles) {
    if (!whoheld.state.layers.areas) return;
    const labels = whoheld.wearing.labels();
    const paths = new Array(labels.length + 1);
    const pathOf = (label) => {
      if (paths[label] === undefined) paths[label] = whoheld.tints.isPainted(label) ? new Path2D() : null;
      return paths[label];
    };
    whoheld.pieces.fill(model, triangles, pathOf);
    whoheld.baseAreas.paint(ctx, view, paths.filter(Boolean));
    paths.forEach((path, label) => path && whoheld.tints.fill(ctx, view, labels[label], path));
    whoheld.shoreMask.apply(ctx, view, 0);
  }

  function drawFronts(ctx, view, model, triangles) {
    if (!whoheld.state.layers.fronts) return;
    const colours = whoheld.paint.colours();
    const paths = { contact: new Path2D(), contested: new Path2D() };
    whoheld.frontline.trace(model, triangles, paths);
    const width = view.zoom < 6 ? 1 : view.zoom < 8 ? 1.6 : 2.2;
    ctx.lineJoin = ctx.lineCap = 'round';
    ctx.strokeStyle = colours['front-edge'];
    ctx.lineWidth = width + 1.8;
    ctx.stroke(paths.contact);
    ctx.strokeStyle = colours.front;
    ctx.lineWidth = width;
    ctx.stroke(paths.contact);
    ctx.lineCap = 'butt';
    ctx.stroke(paths.contested);
    whoheld.shoreMask.apply(ctx, view, SHORE_KM);
  }

  /** @returns {boolean} whether the map's own pictures have to be painted */
  function isStale() {
    const model = modelOf(0);
    update(model, whoheld.state.day);
    return model.sheets.some((sheet) => sheet.changed.length > 0 || sheet.isStale || isOutdated({ ...sheet }));
  }

  /** @param {number} day @returns {any} the labels of a day: the map's own, or those of the day compared with */
  function labelsOn(day) {
    const model = modelOf(day === whoheld.state.day ? 0 : 1);
    update(model, day);
    return model.wearing;
  }

  whoheld.land = {
    isStale, labelsOn,
    areas: (ctx, view) => paint(ctx, view, 'areas', drawAreas),
    fronts: (ctx, view) => paint(ctx, view, 'fronts', drawFronts),
    boxes: () => modelOf(0).sheets.map((sheet) => sheet.boxes),
  };
})((window.whoheld = window.whoheld || {}));
