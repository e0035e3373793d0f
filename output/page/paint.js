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
      'country-label', 'unknown', 'silent', 'dot-edge', 'focus', 'changed']) {
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
    const closed = options && options.closed;
    const frame = options && options.frame;
    let at = 0;
    for (const size of lines.counts) {
      const end = at + size;
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
