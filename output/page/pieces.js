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
   * @param {{x: number, y: number}} found where the answer goes: this is asked too often to make objects
   * @returns {boolean} whether the triangle has three labels
   */
  function joint({ x, y, nodes }, h, found) {
    const { corners } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const a = corners[h];
    const b = corners[next(h)];
    const c = corners[next(next(h))];
    if (nodes[c] === nodes[a]) {
      found.x = (x[a] + 2 * x[b] + x[c]) / 4;
      found.y = (y[a] + 2 * y[b] + y[c]) / 4;
      return false;
    }
    if (nodes[c] === nodes[b]) {
      found.x = (2 * x[a] + x[b] + x[c]) / 4;
      found.y = (2 * y[a] + y[b] + y[c]) / 4;
      return false;
    }
    found.x = (5 * x[a] + 5 * x[b] + 2 * x[c]) / 12;
    found.y = (5 * y[a] + 5 * y[b] + 2 * y[c]) / 12;
    return true;
  }

  /**
   * Add the pieces of triangles to the path of the label that wears them; wound alike, so that a path has no seams.
   * @param {Board} board
   * @param {number[]} triangles from `mesh.within`
   * @param {function(number): Path2D|null} pathOf path of a label, null = not painted
   */
  function fill(board, triangles, pathOf) {
    const { corners, across } = whoheld.mesh.get();
    const { nodes } = board;
    for (const t of triangles) {
      const h = 3 * t;
      const la = nodes[corners[h]];
      const lb = nodes[corners[h + 1]];
      const lc = nodes[corners[h + 2]];
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
        if (other >= 0 && (k < other || !whoheld.mesh.isFound(Math.floor(other / 3)))) bend(board, k, pathOf);
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
    const a = corners[h];
    const b = corners[next(h)];
    const c = corners[next(next(h))];
    const core = nodes[a] ? pathOf(nodes[a]) : null;
    if (core) {
      core.moveTo(x[a], y[a]);
      core.lineTo((x[a] + x[b]) / 2, (y[a] + y[b]) / 2);
      core.lineTo((x[a] + x[c]) / 2, (y[a] + y[c]) / 2);
    }
    const rest = nodes[b] ? pathOf(nodes[b]) : null;
    if (!rest) return;
    rest.moveTo((x[a] + x[b]) / 2, (y[a] + y[b]) / 2);
    rest.lineTo(x[b], y[b]);
    rest.lineTo(x[c], y[c]);
    rest.lineTo((x[a] + x[c]) / 2, (y[a] + y[c]) / 2);
  }

  /** All corners differ: each keeps its third. */
  function third({ x, y, nodes }, h, pathOf) {
    const { corners } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const a = corners[h];
    const b = corners[next(h)];
    const c = corners[next(next(h))];
    const path = nodes[a] ? pathOf(nodes[a]) : null;
    if (!path) return;
    path.moveTo(x[a], y[a]);
    path.lineTo((x[a] + x[b]) / 2, (y[a] + y[b]) / 2);
    path.lineTo((x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3);
    path.lineTo((x[a] + x[c]) / 2, (y[a] + y[c]) / 2);
  }

  const from = { x: 0, y: 0 };
  const to = { x: 0, y: 0 };

  /**
   * Round the border where it crosses an edge: what the curve cuts off goes from one path to the other, by winding
   * the sliver against the one's pieces and with the other's. No node ever changes its side.
   */
  function bend(board, h, pathOf) {
    const { corners, across } = whoheld.mesh.get();
    const { x, y, nodes } = board;
    const a = corners[h];
    const b = corners[whoheld.mesh.next(h)];
    if (nodes[a] === nodes[b]) return;
    const midX = (x[a] + x[b]) / 2;
    const midY = (y[a] + y[b]) / 2;
    joint(board, h, from);
    joint(board, across[h], to);
    if (Math.abs(from.x - midX) + Math.abs(from.y - midY) + Math.abs(to.x - midX) + Math.abs(to.y - midY) < FINE) return;
    const [alongX, alongY] = [to.x - from.x, to.y - from.y];
    const turn = alongX * (midY - from.y) - alongY * (midX - from.x);
    if (Math.abs(turn) < 0.5) return;
    const losesA = turn > 0 !== alongX * (y[a] - from.y) - alongY * (x[a] - from.x) > 0;
    // On a screen y goes down, so that triangles have a negative turn there.
    const isWoundAlike = turn > 0;
    sliver(nodes[losesA ? a : b] ? pathOf(nodes[losesA ? a : b]) : null, midX, midY, !isWoundAlike);
    sliver(nodes[losesA ? b : a] ? pathOf(nodes[losesA ? b : a]) : null, midX, midY, isWoundAlike);
  }

  /** What lies between the bent and the straight border. */
  function sliver(path, midX, midY, isStraightFirst) {
    if (!path) return;
    path.moveTo(from.x, from.y);
    if (isStraightFirst) {
      path.lineTo(midX, midY);
      path.lineTo(to.x, to.y);
      path.quadraticCurveTo(midX, midY, from.x, from.y);
    } else {
      path.quadraticCurveTo(midX, midY, to.x, to.y);
      path.lineTo(midX, midY);
    }
  }

  whoheld.pieces = { fill, joint };
})((window.whoheld = window.whoheld || {}));
