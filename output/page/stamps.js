'use strict';
/**
 * Paints thousands of marks as ready pictures, pixel by pixel, and after a step only the tiles in which one changed:
 * building paths for each costs ten times as much.
 */
(function (whoheld) {
  const TILE = 24;
  const SIZES = 8;
  /** Colours above this are not see-through. */
  const OPAQUE = 0xfeffffff;
  /** Above this share of changed towns, everything is painted again. */
  const MOST = 0.4;
  /** Pictures by look, age and size. @type {any[]} */
  let sprites = [];
  let spriteView = '';
  /** @type {any} what was painted last, for one view */
  let last = null;
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

  /** Forget the pictures: the colours changed. */
  function reset() {
    sprites = [];
    last = null;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {any} view
   * @param {{places: Uint32Array, px: Float32Array, py: Float32Array, radius: Float32Array, keys: Uint16Array, sizes: Uint8Array, skipped: number, look: function(number): any}} marks
   */
  function paint(ctx, view, marks) {
    const fresh = !last || last.view !== view || last.places !== marks.places || view.moved;
    if (fresh) last = prepare(ctx, view, marks);
    const changed = fresh ? null : findChanged(marks);
    if (!changed || changed.length > MOST * marks.places.length) paintAll(ctx, marks);
    else if (changed.length) paintTiles(ctx, marks, changed);
    else ctx.putImageData(last.image, 0, 0);
    for (const place of marks.places) last.keys[place] = marks.keys[place];
  }

  function prepare(ctx, view, marks) {
    const width = ctx.canvas.width;
    const height = ctx.canvas.height;
    const wanted = `${view.ratio}|${view.zoom}`;
    if (wanted !== spriteView) sprites = [];
    spriteView = wanted;
    const image = last && last.image.width === width && last.image.height === height ? last.image : ctx.createImageData(width, height);
    const made = {
      view, places: marks.places, image, pixels: new Uint32Array(image.data.buffer), width, height, ratio: view.ratio,
      keys: last && last.keys.length === marks.keys.length ? last.keys : new Uint16Array(marks.keys.length),
      across: Math.ceil(width / TILE), tiles: null,
    };
    return made;
  }

  function findChanged(marks) {
    const changed = [];
    for (const place of marks.places) if (marks.keys[place] !== last.keys[place]) changed.push(place);
    return changed;
  }

  function paintAll(ctx, marks) {
    last.pixels.fill(0);
    for (const place of marks.places) stamp(marks, place, 0, 0, last.width, last.height);
    ctx.putImageData(last.image, 0, 0);
  }

  /** Towns of each tile in painting order, made when first needed for a view. */
  function tilesOf(marks) {
    if (last.tiles) return last.tiles;
    last.tiles = new Map();
    for (const place of marks.places) {
      for (const tile of tilesUnder(marks, place)) {
        const list = last.tiles.get(tile);
        if (list) list.push(place);
        else last.tiles.set(tile, [place]);
      }
    }
    return last.tiles;
  }

  function tilesUnder(marks, place) {
    const reach = Math.ceil((marks.radius[place] * whoheld.marker.REACH + 3) * last.ratio);
    const x = Math.round(marks.px[place] * last.ratio);
    const y = Math.round(marks.py[place] * last.ratio);
    const list = [];
    for (let row = Math.max(0, (y - reach) / TILE | 0); row <= (y + reach) / TILE && row * TILE < last.height; row++) {
      for (let column = Math.max(0, (x - reach) / TILE | 0); column <= (x + reach) / TILE && column < last.across; column++) list.push(row * last.across + column);
    }
    return list;
  }

  function paintTiles(ctx, marks, changed) {
    const tiles = tilesOf(marks);
    const dirty = new Set();
    for (const place of changed) for (const tile of tilesUnder(marks, place)) dirty.add(tile);
    for (const tile of dirty) {
      const left = (tile % last.across) * TILE;
      const top = Math.floor(tile / last.across) * TILE;
      const right = Math.min(last.width, left + TILE);
      const bottom = Math.min(last.height, top + TILE);
      for (let y = top; y < bottom; y++) last.pixels.fill(0, y * last.width + left, y * last.width + right);
      for (const place of tiles.get(tile)) stamp(marks, place, left, top, right, bottom);
    }
    ctx.putImageData(last.image, 0, 0);
  }

  /** Put the mark of a town into the picture, inside a box. */
  function stamp(marks, place, left, top, right, bottom) {
    const key = marks.keys[place];
    if (key === marks.skipped) return;
    const number = key * SIZES + marks.sizes[place];
    const sprite = sprites[number] || makeSprite(marks, key, number, marks.radius[place]);
    const { pixels, width, ratio } = last;
    const over = sprite.pixels;
    const size = sprite.size;
    const x0 = Math.round(marks.px[place] * ratio) - sprite.centre;
    const y0 = Math.round(marks.py[place] * ratio) - sprite.centre;
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
        pixels[to] = colour > OPAQUE || pixels[to] === 0 ? colour : blend(colour, pixels[to]);
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

  function makeSprite(marks, key, number, radius) {
    const { ratio } = last;
    const look = marks.look(key);
    const besieged = look.look && look.look.state === 'besieged';
    const centre = Math.ceil((besieged ? radius * whoheld.marker.REACH + 2 : radius * 1.12 + 1.1) * ratio);
    const size = 2 * centre + 1;
    brush.canvas.width = brush.canvas.height = size;
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    whoheld.marker.draw(brush, (centre + 0.5) / ratio, (centre + 0.5) / ratio, radius, look.look, look.age);
    const { data } = brush.getImageData(0, 0, size, size);
    sprites[number] = { pixels: new Uint32Array(data.buffer), size, centre };
    return sprites[number];
  }

  whoheld.stamps = { paint, reset };
})((window.whoheld = window.whoheld || {}));
