'use strict';
/** Paints areas and front lines of the state's day; a step in time repaints only what has changed. */
(function (whoheld) {
  /** Stretches of a front nearer to the water than this are left out; as SHORE_KM in layers/frontline.py. */
  const SHORE_KM = 1.5;

  /** Labels of a day and their places on the screen: of the map's day, and of one it is compared with. */
  const models = [];
  /** The map's day: what is painted for another one shows the day compared with. @type {number|null} */
  let mapDay = null;
  /** What each canvas shows. @type {WeakMap<HTMLCanvasElement, any>} */
  const sheets = new WeakMap();

  function makeModel() {
    const { size } = whoheld.mesh.get();
    const wearing = whoheld.wearing.create();
    return { wearing, nodes: wearing.nodes, x: new Float32Array(size), y: new Float32Array(size), view: '', sheets: [] };
  }

  /** @param {number} day @returns {any} */
  function modelOf(day) {
    const n = mapDay === null || day === mapDay ? 0 : 1;
    return models[n] || (models[n] = makeModel());
  }

  /** What a canvas shows; one that goes over to the other day begins anew. */
  function sheetOf(canvas, kind) {
    const model = modelOf(whoheld.state.day);
    const known = sheets.get(canvas);
    if (known && known.model === model) return known;
    if (known) known.model.sheets = known.model.sheets.filter((sheet) => sheet !== known);
    const sheet = { kind, canvas, model, changed: [], isStale: true, boxes: 0, hidden: null, layers: null, colours: null, base: '' };
    model.sheets.push(sheet);
    sheets.set(canvas, sheet);
    return sheet;
  }

  /** Bring the labels up to a day; what is no longer on the page is forgotten. */
  function update(model, day) {
    const changed = model.wearing.move(day);
    model.sheets = model.sheets.filter((sheet) => sheet.canvas.isConnected);
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
    paths.forEach((path, label) => {
      if (path) whoheld.tints.fill(ctx, view, labels[label], path);
    });
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

  /** Follow the map to its day. @returns {boolean} whether its own pictures have to be painted */
  function isStale() {
    follow();
    const model = modelOf(whoheld.state.day);
    update(model, whoheld.state.day);
    return model.sheets.some((sheet) => sheet.changed.length > 0 || sheet.isStale || isOutdated({ ...sheet }));
  }

  /** Note the map's day. */
  function follow() {
    mapDay = whoheld.state.day;
  }

  /** @param {number} day @returns {any} the labels of a day: the map's own, or those of the day compared with */
  function labelsOn(day) {
    const model = modelOf(day);
    update(model, day);
    return model.wearing;
  }

  whoheld.land = {
    follow, isStale, labelsOn,
    areas: (ctx, view) => paint(ctx, view, 'areas', drawAreas),
    fronts: (ctx, view) => paint(ctx, view, 'fronts', drawFronts),
    boxes: () => models[0].sheets.map((sheet) => sheet.boxes),
  };
})((window.whoheld = window.whoheld || {}));
