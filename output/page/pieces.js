'use strict';
/** The pieces of a triangle that its corners wear, and the smooth border between them: the rule of layers/mesh.py. */
(function (whoheld) {
  /** Bends shorter than this many pixels are drawn as they are. */
  const FINE = 4;

  /**
   * The nodes of the mesh on a screen, and what they wear.
   * @typedef {object} Board
   * @property {Float32Array} x
   * @property {Float32Array} y
   * @property {Uint16Array} nodes label of each node
   */

  /**
   * Where the border leaves the middle of an edge, inside a triangle: half-way to where it goes next.
   * @param {Board} board @param {number} h half-edge from one label to another
   * @returns {number[]} x, y, and whether the triangle has three labels
   */
  function joint({ x, y, nodes }, h) {
    const { corners } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const [a, b, c] = [corners[h], corners[next(h)], corners[next(next(h))]];
    const [la, lb, lc] = [nodes[a], nodes[b], nodes[c]];
    if (lc === la) return [(x[a] + 2 * x[b] + x[c]) / 4, (y[a] + 2 * y[b] + y[c]) / 4, 0];
    if (lc === lb) return [(2 * x[a] + x[b] + x[c]) / 4, (2 * y[a] + y[b] + y[c]) / 4, 0];
    return [(5 * x[a] + 5 * x[b] + 2 * x[c]) / 12, (5 * y[a] + 5 * y[b] + 2 * y[c]) / 12, 1];
  }

  /**
   * Add the pieces of triangles to the path of the label that wears them; wound alike, so that a path has no seams.
   * @param {Board} board
   * @param {number[]} triangles
   * @param {function(number): Path2D|null} pathOf path of a label, null = not painted
   */
  function fill(board, triangles, pathOf) {
    const { corners, across } = whoheld.mesh.get();
    const { nodes } = board;
    const drawn = new Set(triangles);
    for (const t of triangles) {
      const h = 3 * t;
      const [la, lb, lc] = [nodes[corners[h]], nodes[corners[h + 1]], nodes[corners[h + 2]]];
      if (la === lb && lb === lc) {
        if (la) whole(board, h, pathOf(la));
        continue;
      }
      if (lb === lc) corner(board, h, pathOf);
      else if (la === lc) corner(board, h + 1, pathOf);
      else if (la === lb) corner(board, h + 2, pathOf);
      else for (let k = h; k < h + 3; k++) third(board, k, pathOf);
      for (let k = h; k < h + 3; k++) {
        const other = across[k];
        if (other >= 0 && (k < other || !drawn.has(Math.floor(other / 3)))) bend(board, k, pathOf);
      }
    }
  }

  function whole({ x, y }, h, path) {
    if (!path) return;
    const { corners } = whoheld.mesh.get();
    path.moveTo(x[corners[h]], y[corners[h]]);
    path.lineTo(x[corners[h + 1]], y[corners[h + 1]]);
    path.lineTo(x[corners[h + 2]], y[corners[h + 2]]);
  }

  /** The corner h has a label of its own, the two others agree. */
  function corner({ x, y, nodes }, h, pathOf) {
    const { corners } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const [a, b, c] = [corners[h], corners[next(h)], corners[next(next(h))]];
    const [abX, abY, acX, acY] = [(x[a] + x[b]) / 2, (y[a] + y[b]) / 2, (x[a] + x[c]) / 2, (y[a] + y[c]) / 2];
    const core = nodes[a] ? pathOf(nodes[a]) : null;
    if (core) {
      core.moveTo(x[a], y[a]);
      core.lineTo(abX, abY);
      core.lineTo(acX, acY);
    }
    const rest = nodes[b] ? pathOf(nodes[b]) : null;
    if (!rest) return;
    rest.moveTo(abX, abY);
    rest.lineTo(x[b], y[b]);
    rest.lineTo(x[c], y[c]);
    rest.lineTo(acX, acY);
  }

  /** All corners differ: each keeps its third. */
  function third({ x, y, nodes }, h, pathOf) {
    const { corners } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const [a, b, c] = [corners[h], corners[next(h)], corners[next(next(h))]];
    const path = nodes[a] ? pathOf(nodes[a]) : null;
    if (!path) return;
    path.moveTo(x[a], y[a]);
    path.lineTo((x[a] + x[b]) / 2, (y[a] + y[b]) / 2);
    path.lineTo((x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3);
    path.lineTo((x[a] + x[c]) / 2, (y[a] + y[c]) / 2);
  }

  /**
   * Round the border where it crosses an edge: what the curve cuts off goes from one path to the other, by winding
   * the sliver against the one's pieces and with the other's. No node ever changes its side.
   */
  function bend(board, h, pathOf) {
    const { corners, across } = whoheld.mesh.get();
    const { x, y, nodes } = board;
    const [a, b] = [corners[h], corners[whoheld.mesh.next(h)]];
    if (nodes[a] === nodes[b]) return;
    const [mx, my] = [(x[a] + x[b]) / 2, (y[a] + y[b]) / 2];
    const [fromX, fromY] = joint(board, h);
    const [toX, toY] = joint(board, across[h]);
    if (Math.abs(fromX - mx) + Math.abs(fromY - my) + Math.abs(toX - mx) + Math.abs(toY - my) < FINE) return;
    const side = (px, py) => (toX - fromX) * (py - fromY) - (toY - fromY) * (px - fromX);
    const turn = side(mx, my);
    if (Math.abs(turn) < 0.5) return;
    const losesA = turn > 0 !== side(x[a], y[a]) > 0;
    const [loser, winner] = losesA ? [nodes[a], nodes[b]] : [nodes[b], nodes[a]];
    // Seen on a screen, triangles run clockwise where y goes up: their turn is negative.
    const alongTriangles = turn > 0;
    for (const [label, along] of [[loser, !alongTriangles], [winner, alongTriangles]]) {
      const path = label ? pathOf(label) : null;
      if (!path) continue;
      path.moveTo(fromX, fromY);
      if (along) {
        path.lineTo(mx, my);
        path.lineTo(toX, toY);
        path.quadraticCurveTo(mx, my, fromX, fromY);
      } else {
        path.quadraticCurveTo(mx, my, toX, toY);
        path.lineTo(mx, my);
      }
    }
  }

  whoheld.pieces = { fill, joint };
})((window.whoheld = window.whoheld || {}));
