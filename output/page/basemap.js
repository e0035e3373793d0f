'use strict';
/** Paints land, borders, rivers and lakes. */
(function (whoheld) {
  /** Lines per degree of the coarse world; as FAR_STEPS in output/basemap.py. */
  const FAR_GRID = 20;
  let layers = null;

  /** @param {any} blob */
  function decode(blob) {
    const { paths, worldX, worldY } = whoheld.columns;
    const [west, south, east, north] = blob.frame.map((n) => n / whoheld.columns.GRID);
    layers = {
      frame: blob.frame,
      box: { left: worldX(west), right: worldX(east), top: worldY(north), bottom: worldY(south) },
      far: paths(blob.far.land, FAR_GRID), farBorders: paths(blob.far.borders, FAR_GRID), land: paths(blob.land), borders: paths(blob.borders),
      provinces: paths(blob.provinces), disputed: paths(blob.disputed), rivers: paths(blob.rivers), lakes: paths(blob.lakes),
    };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} view */
  function paint(ctx, view) {
    const colours = whoheld.paint.colours();
    const { scale, left, top } = view;
    const { box } = layers;
    ctx.fillStyle = colours.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    fill(ctx, layers.far, view, colours.far);
    stroke(ctx, layers.farBorders, view, colours.border, 0.7);
    const x = box.left * scale - left;
    const y = box.top * scale - top;
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, (box.right - box.left) * scale, (box.bottom - box.top) * scale);
    ctx.clip();
    ctx.fillStyle = colours.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    fill(ctx, layers.land, view, colours.land);
    stroke(ctx, layers.rivers, view, colours.river, view.zoom >= 7 ? 1.1 : 0.7);
    fill(ctx, layers.lakes, view, colours.sea);
    stroke(ctx, layers.lakes, view, colours.river, 0.6);
    if (view.zoom >= 4.5) {
      ctx.setLineDash([3, 3]);
      stroke(ctx, layers.provinces, view, colours.province, view.zoom >= 7 ? 1 : 0.7);
      ctx.setLineDash([]);
    }
    stroke(ctx, layers.land, view, colours.coast, 0.8, layers.frame);
    stroke(ctx, layers.borders, view, colours.border, view.zoom >= 6 ? 1.5 : 1);
    ctx.setLineDash([2, 4]);
    stroke(ctx, layers.disputed, view, colours.border, 1.2);
    ctx.setLineDash([]);
    ctx.restore();
  }

  /** Fill what is land, lakes cut out, in an empty picture. @param {CanvasRenderingContext2D} ctx @param {any} view */
  function fillLand(ctx, view) {
    const { scale, left, top } = view;
    const { box } = layers;
    const [x, y] = [box.left * scale - left, box.top * scale - top];
    fill(ctx, layers.far, view, '#000');
    ctx.clearRect(x, y, (box.right - box.left) * scale, (box.bottom - box.top) * scale);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, (box.right - box.left) * scale, (box.bottom - box.top) * scale);
    ctx.clip();
    fill(ctx, layers.land, view, '#000');
    ctx.globalCompositeOperation = 'destination-out';
    fill(ctx, layers.lakes, view, '#000');
    ctx.restore();
  }

  /** Draw along sea and lakes. @param {CanvasRenderingContext2D} ctx @param {any} view @param {number} width */
  function strokeShores(ctx, view, width) {
    stroke(ctx, layers.land, view, '#000', width, layers.frame);
    stroke(ctx, layers.lakes, view, '#000', width);
  }

  function fill(ctx, lines, view, colour) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    whoheld.paint.trace(ctx, lines, view, { closed: true });
    ctx.fill('evenodd');
  }

  function stroke(ctx, lines, view, colour, width, frame) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineJoin = 'round';
    ctx.beginPath();
    whoheld.paint.trace(ctx, lines, view, { frame });
    ctx.stroke();
  }

  whoheld.basemap = { decode, paint, fillLand, strokeShores };
})((window.whoheld = window.whoheld || {}));
