'use strict';
/** A grid over world coordinates that finds the triangles of a mesh near a point or in a box. */
(function (whoheld) {
  /** Cells per side, for each square root of triangles. */
  const CELLS = 0.5;

  /**
   * @param {{corners: Int32Array, x: Float64Array, y: Float64Array}} mesh
   * @returns {{within: function(number, number, number, number): number[], isFound: function(number): boolean}}
   */
  function make({ corners, x, y }) {
    const count = corners.length / 3;
    const box = count ? [Infinity, Infinity, -Infinity, -Infinity] : [0, 0, 1, 1];
    for (const node of corners) {
      box[0] = Math.min(box[0], x[node]);
      box[1] = Math.min(box[1], y[node]);
      box[2] = Math.max(box[2], x[node]);
      box[3] = Math.max(box[3], y[node]);
    }
    const across = Math.max(1, Math.ceil(Math.sqrt(count) * CELLS));
    const span = Math.max(box[2] - box[0], box[3] - box[1]) || 1;
    const grid = { west: box[0], north: box[1], cell: span / across, across: across + 1, from: new Uint32Array((across + 1) * (across + 1) + 1), items: null, seen: new Uint32Array(count), found: new Uint32Array(count), pass: 0 };
    const spans = (t, use) => {
      const [a, b, c] = [corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]];
      eachCell(grid, Math.min(x[a], x[b], x[c]), Math.min(y[a], y[b], y[c]), Math.max(x[a], x[b], x[c]), Math.max(y[a], y[b], y[c]), use);
    };
    for (let t = 0; t < count; t++) spans(t, (cell) => grid.from[cell + 1]++);
    for (let cell = 1; cell < grid.from.length; cell++) grid.from[cell] += grid.from[cell - 1];
    grid.items = new Uint32Array(grid.from[grid.from.length - 1]);
    const filled = grid.from.slice();
    for (let t = 0; t < count; t++) spans(t, (cell) => (grid.items[filled[cell]++] = t));

    /**
     * The triangles that may touch a box of world coordinates, each once.
     * @param {number} west @param {number} north @param {number} east @param {number} south
     * @returns {number[]}
     */
    function within(west, north, east, south) {
      const found = [];
      const pass = ++grid.pass;
      eachCell(grid, west, north, east, south, (cell) => {
        for (let k = grid.from[cell]; k < grid.from[cell + 1]; k++) {
          const t = grid.items[k];
          if (grid.seen[t] === pass) continue;
          grid.seen[t] = pass;
          const [a, b, c] = [corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]];
          if (Math.max(x[a], x[b], x[c]) < west || Math.min(x[a], x[b], x[c]) > east) continue;
          if (Math.max(y[a], y[b], y[c]) < north || Math.min(y[a], y[b], y[c]) > south) continue;
          grid.found[t] = pass;
          found.push(t);
        }
      });
      return found;
    }

    /** @param {number} t @returns {boolean} whether a triangle was among the last ones found */
    const isFound = (t) => grid.found[t] === grid.pass;
    return { within, isFound };
  }

  function eachCell(grid, west, north, east, south, use) {
    const clamp = (n) => Math.max(0, Math.min(grid.across - 1, Math.floor(n)));
    const [left, right] = [clamp((west - grid.west) / grid.cell), clamp((east - grid.west) / grid.cell)];
    const [top, bottom] = [clamp((north - grid.north) / grid.cell), clamp((south - grid.north) / grid.cell)];
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) use(row * grid.across + column);
  }

  whoheld.triangleGrid = { make };
})((window.whoheld = window.whoheld || {}));
