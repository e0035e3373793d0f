'use strict';
/** How land looks: a translucent colour for who holds it, stripes in both colours where it is contested. */
(function (whoheld) {
  const STRIPE = 5;
  /** Colours below this lightness, 0 to 1, are dark. */
  const DARK = 0.42;
  /** @type {Map<string, CanvasPattern>} */
  const patterns = new Map();

  /** @param {any} label @returns {boolean} whether the reader switched all its actors off */
  function isHidden(label) {
    const { hidden } = whoheld.state;
    return hidden.size > 0 && label.actors.every((actor) => hidden.has(actor));
  }

  /** @param {number} label @returns {boolean} whether land with this label is painted */
  function isPainted(label) {
    const meant = whoheld.wearing.labels()[label];
    return Boolean(meant) && !isHidden(meant);
  }

  /**
   * Fill a path with the look of a label.
   * @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} label @param {Path2D} path @param {string} [rule]
   */
  function fill(ctx, view, label, path, rule) {
    const colours = label.actors.map((actor) => visible(whoheld.data.actors[actor].colour));
    const strength = Number(whoheld.paint.colours().tint) || 0.3;
    if (label.state === 'controlled') {
      ctx.globalAlpha = strength;
      ctx.fillStyle = colours[0];
    } else {
      ctx.globalAlpha = Math.min(1, 1.45 * strength);
      ctx.fillStyle = stripes(ctx, view, colours);
    }
    ctx.fill(path, rule || 'nonzero');
    ctx.globalAlpha = 1;
  }

  /** Colours as dark as the map's dark ground are lightened there: translucent land has no rim that shows it. */
  function visible(colour) {
    const lift = Number(whoheld.paint.colours()['tint-lift']) || 0;
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const light = (0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]) / 255;
    const share = Math.max(0, lift * (1 - light / DARK));
    return share ? `rgb(${parts.map((part) => Math.round(part + share * (255 - part))).join(' ')})` : colour;
  }

  /** Stripes that stay where they are on the ground when the map is moved. */
  function stripes(ctx, { left, top }, colours) {
    const name = colours.join();
    if (!patterns.has(name)) patterns.set(name, weave(ctx, colours));
    const pattern = patterns.get(name);
    const size = 2 * STRIPE * Math.max(2, colours.length);
    pattern.setTransform(new DOMMatrix([0.5, 0, 0, 0.5, -(left % (size / 2)), -(top % (size / 2))]));
    return pattern;
  }

  /** A tile of slanting stripes, one per colour; of one colour alone every other stripe stays open. */
  function weave(ctx, colours) {
    const count = Math.max(2, colours.length);
    const size = 2 * STRIPE * count;
    const tile = document.createElement('canvas');
    tile.width = tile.height = size;
    const pen = tile.getContext('2d');
    colours.forEach((colour, n) => {
      pen.fillStyle = colour;
      for (const shift of [-size, 0, size]) {
        const at = shift + n * 2 * STRIPE;
        pen.beginPath();
        pen.moveTo(at, size);
        pen.lineTo(at + 2 * STRIPE, size);
        pen.lineTo(at + 2 * STRIPE + size, 0);
        pen.lineTo(at + size, 0);
        pen.fill();
      }
    });
    return ctx.createPattern(tile, 'repeat');
  }

  whoheld.tints = { fill, isPainted };
})((window.whoheld = window.whoheld || {}));
