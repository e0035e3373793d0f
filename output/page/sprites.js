'use strict';
/** Pictures of the towns' marks, one for each look, age and size, ready to be stamped. */
(function (whoheld) {
  const SIZES = 8;
  /** So many are made at once. */
  const SHEET = 512;
  /** @type {any[]} */
  let sprites = [];
  /** What the pictures were made for. */
  let made = '';
  let ratio = 1;
  let across = 0;
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

  /** Forget the pictures: the colours changed. */
  function reset() {
    sprites = [];
    whoheld.stamps.forget();
  }

  /** Pictures depend on the zoom and on the width of the canvas they are stamped on. @param {any} view @param {number} width */
  function setup(view, width) {
    const wanted = `${view.ratio}|${view.zoom}|${width}`;
    if (wanted !== made) sprites = [];
    made = wanted;
    ratio = view.ratio;
    across = width;
  }

  /** What towns with the same picture share. */
  const numberOf = (marks, place) => marks.keys[place] * SIZES + marks.sizes[place];

  /** @returns {any} the picture of a town's mark, undefined when it is switched off */
  const of = (marks, place) => (marks.keys[place] === whoheld.looks.SKIPPED ? undefined : sprites[numberOf(marks, place)]);

  /** Make the pictures that some towns lack, many at a time: reading pixels back costs more than drawing them. */
  function make(marks, places) {
    /** @type {Map<number, number>} a town for each picture */
    const wanted = new Map();
    for (let n = 0; n < places.length; n++) {
      const number = numberOf(marks, places[n]);
      if (marks.keys[places[n]] === whoheld.looks.SKIPPED || sprites[number]) continue;
      wanted.set(number, places[n]);
      if (wanted.size === SHEET) drawSheet(marks, wanted);
    }
    if (wanted.size) drawSheet(marks, wanted);
  }

  /** Draw pictures side by side, and cut them out. */
  function drawSheet(marks, wanted) {
    const rows = [...wanted].map(([number, place]) => measure(number, marks.keys[place], marks.radius[place]));
    const side = rows.reduce((most, { size }) => Math.max(most, size), 0);
    const columns = Math.ceil(Math.sqrt(rows.length));
    const [width, height] = [columns * side, Math.ceil(rows.length / columns) * side];
    clearBrush(width, height);
    rows.forEach((row, n) => {
      row.left = (n % columns) * side;
      row.top = Math.floor(n / columns) * side;
      whoheld.marker.draw(brush, (row.left + row.centre + 0.5) / ratio, (row.top + row.centre + 0.5) / ratio, row.radius, row.look, row.age);
    });
    const sheet = new Uint32Array(brush.getImageData(0, 0, width, height).data.buffer);
    for (const row of rows) sprites[row.number] = cut(sheet, width, row);
    wanted.clear();
  }

  /** The board grows and never shrinks, as a new one for each sheet costs more than a wipe. */
  function clearBrush(width, height) {
    const { canvas } = brush;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, width, height);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  function measure(number, key, radius) {
    const { look, age } = whoheld.looks.lookOf(key);
    const besieged = look && look.state === 'besieged';
    const centre = Math.ceil((besieged ? radius * whoheld.marker.REACH + 2 : radius * 1.12 + 1.1) * ratio);
    return { number, look, age, radius, centre, size: 2 * centre + 1, left: 0, top: 0 };
  }

  /** A picture as its pixels, and as the filled ones with their places on the canvas. */
  function cut(sheet, width, { left, top, size, centre }) {
    const pixels = new Uint32Array(size * size);
    for (let y = 0; y < size; y++) {
      const from = (top + y) * width + left;
      pixels.set(sheet.subarray(from, from + size), y * size);
    }
    let filled = 0;
    for (let n = 0; n < pixels.length; n++) if (pixels[n] !== 0) filled++;
    const sprite = { pixels, size, centre, colours: new Uint32Array(filled), spots: new Int32Array(filled) };
    for (let n = 0, to = 0; n < pixels.length; n++) {
      if (pixels[n] === 0) continue;
      sprite.colours[to] = pixels[n];
      sprite.spots[to++] = Math.floor(n / size) * across + (n % size);
    }
    return sprite;
  }

  whoheld.sprites = { setup, make, of, reset };
})((window.whoheld = window.whoheld || {}));
