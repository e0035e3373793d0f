'use strict';
/** Cuts sea and lakes off what is painted on land, along the same coasts as the map's background. */
(function (whoheld) {
  /** Towns that the coarse coast puts into the sea keep an islet; as ISLET_KM in layers/clusters.py. */
  const ISLET_KM = 3;
  const EQUATOR_KM = 40075;
  /** Width in pixels of the picture in which it is looked up which towns lie in the sea. */
  const SOUNDING = 1500;
  /** @type {Map<string, {key: string, board: HTMLCanvasElement}>} */
  const masks = new Map();
  /** @type {number[]|null} */
  let wet = null;

  /** @param {any} view @returns {number} pixels of a kilometre in the middle of the view */
  function pixelsPerKm({ scale, top, height }) {
    const y = (top + height / 2) / scale;
    return (scale / EQUATOR_KM) * Math.cosh(Math.PI * (1 - 2 * y));
  }

  /**
   * Keep of what is painted in the current clip only what is land.
   * @param {CanvasRenderingContext2D} ctx @param {any} view
   * @param {number} margin kilometres from the water that are left out as well
   */
  function apply(ctx, view, margin) {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalCompositeOperation = 'destination-in';
    ctx.drawImage(maskFor(view, margin), 0, 0);
    ctx.restore();
  }

  /** @param {any} view @param {number} x pixels from its left @param {number} y @returns {boolean} */
  function isLand(view, x, y) {
    const ctx = maskFor(view, 0).getContext('2d');
    return ctx.getImageData(Math.round(x * view.ratio), Math.round(y * view.ratio), 1, 1).data[3] > 127;
  }

  function maskFor(view, margin) {
    const key = [view.left, view.top, view.scale, view.width, view.height, view.ratio].join();
    const name = String(margin);
    const known = masks.get(name) || { key: '', board: document.createElement('canvas') };
    if (known.key !== key) paint(known.board, view, margin);
    masks.set(name, { key, board: known.board });
    return known.board;
  }

  function paint(board, view, margin) {
    board.width = Math.round(view.width * view.ratio);
    board.height = Math.round(view.height * view.ratio);
    const ctx = board.getContext('2d', { willReadFrequently: true });
    ctx.scale(view.ratio, view.ratio);
    whoheld.basemap.fillLand(ctx, view);
    const km = pixelsPerKm(view);
    if (margin * km > 0.5) {
      ctx.globalCompositeOperation = 'destination-out';
      whoheld.basemap.strokeShores(ctx, view, 2 * margin * km);
    } else {
      addIslets(ctx, view, km);
    }
  }

  function addIslets(ctx, view, km) {
    const { places } = whoheld.data;
    ctx.beginPath();
    for (const place of wet || (wet = sound())) {
      const [x, y] = [places.x[place] * view.scale - view.left, places.y[place] * view.scale - view.top];
      ctx.moveTo(x + ISLET_KM * km, y);
      ctx.arc(x, y, ISLET_KM * km, 0, 2 * Math.PI);
    }
    ctx.fill();
  }

  /** @returns {number[]} the towns that lie in the water of the map's coasts */
  function sound() {
    const mesh = whoheld.mesh.get();
    const { x, y } = whoheld.data.places;
    const towns = [...Array(mesh.places).keys()].filter((place) => mesh.cluster[place]);
    if (!towns.length) return [];
    const low = (list) => towns.reduce((least, place) => Math.min(least, list[place]), Infinity);
    const high = (list) => towns.reduce((most, place) => Math.max(most, list[place]), -Infinity);
    const [west, north, east, south] = [low(x), low(y), high(x), high(y)];
    const scale = SOUNDING / Math.max(1e-4, east - west, south - north);
    const view = { scale, left: west * scale - 2, top: north * scale - 2, width: Math.ceil((east - west) * scale) + 5, height: Math.ceil((south - north) * scale) + 5, zoom: 9 };
    const board = document.createElement('canvas');
    board.width = view.width;
    board.height = view.height;
    const ctx = board.getContext('2d', { willReadFrequently: true });
    whoheld.basemap.fillLand(ctx, view);
    const { data } = ctx.getImageData(0, 0, view.width, view.height);
    return towns.filter((place) => {
      const [column, row] = [Math.round(x[place] * scale - view.left), Math.round(y[place] * scale - view.top)];
      return data[4 * (row * view.width + column) + 3] < 128;
    });
  }

  whoheld.shoreMask = { apply, isLand };
})((window.whoheld = window.whoheld || {}));
