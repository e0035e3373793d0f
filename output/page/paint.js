'use strict';
/** Colours and canvas strokes that several painters share. */
(function (whoheld) {
  /** @type {Object<string, string>} */
  let palette = {};

  /** Read the map's colours from the style sheet; they change with the theme. */
  function readPalette() {
    const style = getComputedStyle(document.documentElement);
    palette = {};
    for (const name of ['sea', 'land', 'far', 'border', 'coast', 'province', 'river', 'label', 'halo', 'ink',
      'country-label', 'unknown', 'silent', 'dot-edge', 'focus', 'changed', 'tint', 'tint-lift', 'front', 'front-edge']) {
      palette[name] = style.getPropertyValue(`--map-${name}`).trim();
    }
  }

  /**
   * Add lines of world coordinates to the current path.
   * @param {CanvasRenderingContext2D|Path2D} ctx
   * @param {any} lines from `columns.paths`
   * @param {any} view
   * @param {{closed?: boolean, frame?: number[]}} [options] `frame`: leave out edges along this box
   */
  function trace(ctx, lines, view, options) {
    const { scale, left, top } = view;
    const closed = options?.closed;
    const frame = options?.frame;
    let at = 0;
    const boxes = boxesOf(lines);
    for (let n = 0; n < lines.counts.length; n++) {
      const end = at + lines.counts[n];
      if (isUnseen(boxes, 4 * n, view)) {
        at = end;
        continue;
      }
      let lastX = lines.x[at] * scale - left;
      let lastY = lines.y[at] * scale - top;
      ctx.moveTo(lastX, lastY);
      for (let i = at + 1; i < end; i++) {
        const x = lines.x[i] * scale - left;
        const y = lines.y[i] * scale - top;
        if (frame && onFrame(lines, i, frame)) ctx.moveTo(x, y);
        else if (i === end - 1 || Math.abs(x - lastX) + Math.abs(y - lastY) > 0.9) ctx.lineTo(x, y);
        else continue;
        lastX = x;
        lastY = y;
      }
      if (closed) ctx.closePath();
      at = end;
    }
  }

  /** West, north, east, south of each line, worked out once. */
  function boxesOf(lines) {
    if (lines.boxes) return lines.boxes;
    const boxes = new Float64Array(4 * lines.counts.length);
    let at = 0;
    lines.counts.forEach((size, n) => {
      let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = at; i < at + size; i++) {
        west = Math.min(west, lines.x[i]);
        east = Math.max(east, lines.x[i]);
        north = Math.min(north, lines.y[i]);
        south = Math.max(south, lines.y[i]);
      }
      boxes.set([west, north, east, south], 4 * n);
      at += size;
    });
    lines.boxes = boxes;
    return boxes;
  }

  /** Whether a line lies off the view or is smaller than a pixel or two. */
  function isUnseen(boxes, n, { scale, left, top, width, height }) {
    const west = boxes[n] * scale - left;
    const north = boxes[n + 1] * scale - top;
    const east = boxes[n + 2] * scale - left;
    const south = boxes[n + 3] * scale - top;
    return east < -5 || west > width + 5 || south < -5 || north > height + 5 || (east - west < 1.5 && south - north < 1.5);
  }

  /** Whether the step to point i runs along the box the map was cut to. */
  function onFrame(lines, i, [west, south, east, north]) {
    const { lon, lat } = lines;
    const sameLon = lon[i] === lon[i - 1] && (Math.abs(lon[i] - west) < 3 || Math.abs(lon[i] - east) < 3);
    const sameLat = lat[i] === lat[i - 1] && (Math.abs(lat[i] - south) < 3 || Math.abs(lat[i] - north) < 3);
    return sameLon || sameLat;
  }

  /**
   * A hatch in one or two colours, for statements about areas.
   * @param {CanvasRenderingContext2D} ctx
   * @param {string[]} colours
   * @returns {CanvasPattern}
   */
  function hatch(ctx, colours) {
    const gap = 9;
    const tile = document.createElement('canvas');
    tile.width = tile.height = gap * Math.max(1, colours.length);
    const pen = tile.getContext('2d');
    pen.lineWidth = 1.4;
    const size = tile.width;
    colours.forEach((colour, n) => {
      pen.strokeStyle = colour;
      pen.beginPath();
      for (const shift of [-size, 0, size]) {
        const x = n * gap + gap / 2 + shift;
        pen.moveTo(x - size, size + size);
        pen.lineTo(x + size + size, -size);
      }
      pen.stroke();
    });
    return ctx.createPattern(tile, 'repeat');
  }

  whoheld.paint = { readPalette, trace, hatch, colours: () => palette };
})((window.whoheld = window.whoheld || {}));
