'use strict';
/**
 * Paints thousands of marks as ready pictures, pixel by pixel, and after a step only the spots where one changed:
 * building paths for each costs ten times as much.
 */
(function (whoheld) {
  const CELL = 16;
  /** Colours above this are not see-through. */
  const OPAQUE = 0xfeffffff;
  /** Colours from this on cover what is under them where marks are too many to blend their edges. */
  const HALF = 0x80000000;
  const TOO_MANY_TO_BLEND = 4000;
  /** How much longer a mark takes in its spot than in a painting of all. */
  const SPOT_COST = 5;
  /** Up to so many spots are put on the canvas one by one. */
  const FEW = 24;

  /** @type {number[]} */
  const found = [];
  /** What was painted last. @type {any} */
  let last = null;

  /** Forget what was painted. */
  function forget() {
    last = null;
  }

  /** Somebody else drew on the canvas: it has to be put anew. */
  function spoil() {
    if (last) last.spoiled = true;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {any} view
   * @param {{places: Uint32Array, px: Float32Array, py: Float32Array, radius: Float32Array, sizes: Uint8Array, keys: Uint32Array}} marks
   * @param {number[]} changed towns that look different from the last time
   */
  function paint(ctx, view, marks, changed) {
    const fresh = !last || last.view !== view || view.moved;
    if (fresh) last = prepare(ctx, view, marks);
    whoheld.sprites.make(marks, fresh ? marks.places : changed);
    if (fresh || costOfSpots(marks, changed) > marks.places.length) paintAll(ctx, marks);
    else if (changed.length || last.spoiled) paintSpots(ctx, marks, changed);
    last.spoiled = false;
  }

  /** What painting single spots costs, in marks of a painting of all; the denser they lie the more. */
  function costOfSpots(marks, changed) {
    if (!changed.length) return 0;
    const reach = (marks.radius[changed[0]] * whoheld.marker.REACH + 2) * last.ratio;
    const crowd = (marks.places.length * (4 * reach) ** 2) / (last.width * last.height);
    return changed.length * (1 + crowd) * SPOT_COST;
  }

  function prepare(ctx, view, marks) {
    const { width, height } = ctx.canvas;
    whoheld.sprites.setup(view, width);
    const image = last && last.image.width === width && last.image.height === height ? last.image : ctx.createImageData(width, height);
    return {
      view, image, pixels: new Uint32Array(image.data.buffer), width, height, ratio: view.ratio, spoiled: false,
      blends: marks.places.length <= TOO_MANY_TO_BLEND, grid: null,
    };
  }

  function paintAll(ctx, marks) {
    last.pixels.fill(0);
    const { width, height } = last;
    for (let n = 0; n < marks.places.length; n++) {
      const place = marks.places[n];
      const sprite = whoheld.sprites.of(marks, place);
      if (!sprite) continue;
      const x = Math.round(marks.px[place] * last.ratio) - sprite.centre;
      const y = Math.round(marks.py[place] * last.ratio) - sprite.centre;
      if (x >= 0 && y >= 0 && x + sprite.size <= width && y + sprite.size <= height) stampWhole(sprite, y * width + x);
      else stampPart(sprite, x, y, 0, 0, width, height);
    }
    ctx.putImageData(last.image, 0, 0);
  }

  /** Towns by cells of the canvas, in painting order; made when first needed for a view. */
  function gridOf(marks) {
    if (last.grid) return last.grid;
    const cell = CELL * last.ratio;
    const across = Math.ceil(last.width / cell) + 1;
    const down = Math.ceil(last.height / cell) + 1;
    const lists = Array.from({ length: across * down }, () => []);
    const rank = new Uint32Array(marks.px.length);
    let reach = 0;
    marks.places.forEach((place, n) => {
      rank[place] = n;
      reach = Math.max(reach, Math.ceil((marks.radius[place] * whoheld.marker.REACH + 2) * last.ratio));
      const column = Math.floor((marks.px[place] * last.ratio) / cell);
      const row = Math.floor((marks.py[place] * last.ratio) / cell);
      if (column >= 0 && row >= 0 && column < across && row < down) lists[row * across + column].push(place);
    });
    last.grid = { cell, across, down, lists, rank, reach };
    return last.grid;
  }

  /** Clear the spot of each changed town and paint again what reaches into it. */
  function paintSpots(ctx, marks, changed) {
    const grid = gridOf(marks);
    const few = changed.length <= FEW && !last.spoiled;
    const { width, height, ratio, pixels } = last;
    for (const place of changed) {
      const reach = Math.ceil((marks.radius[place] * whoheld.marker.REACH + 2) * ratio);
      const x = Math.round(marks.px[place] * ratio);
      const y = Math.round(marks.py[place] * ratio);
      const left = Math.max(0, x - reach);
      const top = Math.max(0, y - reach);
      const right = Math.min(width, x + reach + 1);
      const bottom = Math.min(height, y + reach + 1);
      if (left >= right || top >= bottom) continue;
      for (let row = top; row < bottom; row++) pixels.fill(0, row * width + left, row * width + right);
      for (const other of neighbours(marks, grid, left, top, right, bottom)) {
        const sprite = whoheld.sprites.of(marks, other);
        if (sprite) stampPart(sprite, Math.round(marks.px[other] * ratio) - sprite.centre, Math.round(marks.py[other] * ratio) - sprite.centre, left, top, right, bottom);
      }
      if (few) ctx.putImageData(last.image, 0, 0, left, top, right - left, bottom - top);
    }
    if (!few) ctx.putImageData(last.image, 0, 0);
  }

  /** Towns whose marks may reach into a box, in painting order; the list is used again by the next call. */
  function neighbours(marks, { cell, across, down, lists, rank, reach }, left, top, right, bottom) {
    let count = 0;
    const toRow = Math.min(down - 1, Math.floor((bottom + reach) / cell));
    const toColumn = Math.min(across - 1, Math.floor((right + reach) / cell));
    for (let row = Math.max(0, Math.floor((top - reach) / cell)); row <= toRow; row++) {
      for (let column = Math.max(0, Math.floor((left - reach) / cell)); column <= toColumn; column++) {
        for (const place of lists[row * across + column]) {
          const own = (marks.radius[place] * whoheld.marker.REACH + 2) * last.ratio;
          const x = marks.px[place] * last.ratio;
          const y = marks.py[place] * last.ratio;
          if (x + own >= left && x - own <= right && y + own >= top && y - own <= bottom) {
            let at = count++;
            for (; at > 0 && rank[found[at - 1]] > rank[place]; at--) found[at] = found[at - 1];
            found[at] = place;
          }
        }
      }
    }
    found.length = count;
    return found;
  }

  /** A mark that lies wholly on the canvas: its pixels one after the other. */
  function stampWhole({ spots, colours }, at) {
    const { pixels, blends } = last;
    for (let n = 0; n < spots.length; n++) {
      const to = at + spots[n];
      const colour = colours[n];
      if (colour > OPAQUE || pixels[to] === 0) pixels[to] = colour;
      else if (blends) pixels[to] = blend(colour, pixels[to]);
      else if (colour >= HALF) pixels[to] = colour | 0xff000000;
    }
  }

  /** The part of a mark inside a box. */
  function stampPart(sprite, x0, y0, left, top, right, bottom) {
    const { pixels, width, blends } = last;
    const { size, pixels: over } = sprite;
    const fromX = x0 < left ? left - x0 : 0;
    const toX = x0 + size > right ? right - x0 : size;
    const fromY = y0 < top ? top - y0 : 0;
    const toY = y0 + size > bottom ? bottom - y0 : size;
    for (let y = fromY; y < toY; y++) {
      let to = (y0 + y) * width + x0 + fromX;
      const end = y * size + toX;
      for (let from = y * size + fromX; from < end; from++, to++) {
        const colour = over[from];
        if (colour === 0) continue;
        if (colour > OPAQUE || pixels[to] === 0) pixels[to] = colour;
        else if (blends) pixels[to] = blend(colour, pixels[to]);
        else if (colour >= HALF) pixels[to] = colour | 0xff000000;
      }
    }
  }

  /** One colour over another, neither premultiplied; bytes are alpha, blue, green, red. */
  function blend(over, under) {
    const alpha = over >>> 24;
    const rest = ((under >>> 24) * (255 - alpha)) / 255;
    const total = alpha + rest;
    const blue = (((over >>> 16) & 255) * alpha + ((under >>> 16) & 255) * rest) / total;
    const green = (((over >>> 8) & 255) * alpha + ((under >>> 8) & 255) * rest) / total;
    const red = ((over & 255) * alpha + (under & 255) * rest) / total;
    return ((total << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }

  whoheld.stamps = { paint, forget, spoil };
})((window.whoheld = window.whoheld || {}));
