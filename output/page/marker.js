'use strict';
/** Draws the mark of one town: colour of the holder, shape of the state, fading with the age of the news. */
(function (whoheld) {
  const AGE_DAYS = [30, 90, 365];
  const AGE_ALPHA = [1, 0.8, 0.6, 0.42];
  /** Unknown holders are many on long histories, and must not cover the known ones. */
  const UNKNOWN_SIZE = 0.72;
  /** The age of what bears no date. */
  const UNDATED = AGE_DAYS.length + 1;
  const AGES = UNDATED + 1;

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {number} x
   * @param {number} y
   * @param {number} r radius of a plain dot
   * @param {{state: string, basis: string, actors: number[]}|null} look null = no report yet
   * @param {number} age 0 (fresh) to 3, or UNDATED
   */
  function draw(ctx, x, y, r, look, age) {
    const colours = whoheld.paint.colours();
    if (!look) {
      disc(ctx, x, y, Math.max(1.1, r * 0.38), colours.silent, 0.42);
      return;
    }
    const [first, second] = look.actors.map((actor) => whoheld.data.actors[actor].colour);
    if (age === UNDATED) {
      disc(ctx, x, y, r, colours.land, 0.75);
      disc(ctx, x, y, r * 0.5, first || colours.unknown, 0.85);
      ring(ctx, x, y, r * 1.05, first || colours.unknown, 1.7, [1.6, 2.2]);
      return;
    }
    if (look.state === 'unknown' || !first) {
      disc(ctx, x, y, r * UNKNOWN_SIZE, colours.land, 0.6);
      ring(ctx, x, y, r * UNKNOWN_SIZE, colours.unknown, 1.3, [], AGE_ALPHA[age]);
    } else if (look.state === 'contested') halves(ctx, x, y, r * 1.12, first, second || colours.unknown, AGE_ALPHA[age]);
    else holder(ctx, x, y, r, first, look.basis === 'claimed', AGE_ALPHA[age]);
    if (look.state === 'besieged') {
      ring(ctx, x, y, r * 1.5, colours.halo, 3.4);
      ring(ctx, x, y, r * 1.5, second || colours.ink, 1.9, [3.2, 2]);
    }
  }

  /** A full dot, or a ring with a pale middle where only one side says so. */
  function holder(ctx, x, y, r, tone, isClaim, alpha) {
    const colours = whoheld.paint.colours();
    disc(ctx, x, y, r + 0.55, colours['dot-edge'], 1);
    if (!isClaim) {
      disc(ctx, x, y, r * 0.9, tone, alpha);
      return;
    }
    disc(ctx, x, y, r * 0.9, tone, alpha * 0.28);
    ring(ctx, x, y, r * 0.72, tone, Math.min(2, r * 0.5), [], alpha);
  }

  /** Two halves and a line between them: readable without colour. */
  function halves(ctx, x, y, r, first, second, alpha) {
    const colours = whoheld.paint.colours();
    disc(ctx, x, y, r, colours['dot-edge'], 1);
    ctx.globalAlpha = alpha;
    [first, second].forEach((tone, half) => {
      const start = half ? -Math.PI / 4 : (3 * Math.PI) / 4;
      ctx.fillStyle = tone;
      ctx.beginPath();
      ctx.arc(x, y, r, start, start + Math.PI);
      ctx.fill();
    });
    ctx.globalAlpha = 1;
    const edge = r * Math.SQRT1_2;
    ctx.strokeStyle = colours['dot-edge'];
    ctx.lineWidth = 1.3;
    ctx.beginPath();
    ctx.moveTo(x - edge, y + edge);
    ctx.lineTo(x + edge, y - edge);
    ctx.stroke();
    ring(ctx, x, y, r, colours.ink, 1.1);
  }

  function disc(ctx, x, y, r, tone, alpha) {
    ctx.globalAlpha = alpha;
    ctx.fillStyle = tone;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fill();
    ctx.globalAlpha = 1;
  }

  function ring(ctx, x, y, r, tone, width, dash, alpha) {
    ctx.globalAlpha = alpha === undefined ? 1 : alpha;
    ctx.strokeStyle = tone;
    ctx.lineWidth = width;
    ctx.setLineDash(dash || []);
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  /** How far the largest mark reaches beyond its centre, in radii. */
  const REACH = 1.5;

  whoheld.marker = { draw, ring, AGE_DAYS, UNDATED, AGES, REACH };
})((window.whoheld = window.whoheld || {}));
