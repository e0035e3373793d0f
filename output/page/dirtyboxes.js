'use strict';
/** Which boxes of a picture look different when some nodes of the mesh wear another label. */
(function (whoheld) {
  /** From so many boxes, or so much of the view, on, all is painted anew. */
  const MOST = 160;
  const MOST_SHARE = 0.5;
  /** Pixels around what changes: lines have a width. */
  const RIM = 3;

  /**
   * @param {any} board where the nodes are on the screen
   * @param {number[]} changed nodes
   * @param {any} view
   * @param {number[]} whole box of the picture, in device pixels
   * @returns {number[][]|null} west, north, east, south in device pixels; null = too many
   */
  function around(board, changed, { ratio }, whole) {
    const boxes = [];
    let covered = 0;
    for (const node of changed) {
      const box = cut(reach(board, node), ratio, whole);
      if (!box) continue;
      covered += (box[2] - box[0]) * (box[3] - box[1]);
      boxes.push(box);
      if (boxes.length > MOST || covered > MOST_SHARE * whole[2] * whole[3]) return null;
    }
    return merge(boxes);
  }

  /** The box around a node's triangles, and as far beyond them as their borders can bend. */
  function reach({ x, y }, node) {
    const { fanFrom, fan, corners, across } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const add = (px, py) => {
      if (px < box[0]) box[0] = px;
      if (py < box[1]) box[1] = py;
      if (px > box[2]) box[2] = px;
      if (py > box[3]) box[3] = py;
    };
    for (let k = fanFrom[node]; k < fanFrom[node + 1]; k++) {
      for (let h = 3 * fan[k]; h < 3 * fan[k] + 3; h++) {
        add(x[corners[h]], y[corners[h]]);
        const other = across[h];
        if (corners[h] === node || corners[next(h)] === node || other < 0) continue;
        const a = corners[other];
        const b = corners[next(other)];
        const c = corners[next(next(other))];
        add((x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3);
        add((x[a] + 2 * x[b] + x[c]) / 4, (y[a] + 2 * y[b] + y[c]) / 4);
        add((2 * x[a] + x[b] + x[c]) / 4, (2 * y[a] + y[b] + y[c]) / 4);
      }
    }
    return box;
  }

  function cut(box, ratio, whole) {
    const inside = [
      Math.max(whole[0], Math.floor((box[0] - RIM) * ratio)), Math.max(whole[1], Math.floor((box[1] - RIM) * ratio)),
      Math.min(whole[2], Math.ceil((box[2] + RIM) * ratio)), Math.min(whole[3], Math.ceil((box[3] + RIM) * ratio)),
    ];
    return inside[0] < inside[2] && inside[1] < inside[3] ? inside : null;
  }

  /** Join boxes that lie over each other. */
  function merge(boxes) {
    const merged = [];
    for (const box of boxes) {
      const other = merged.find((known) => known[0] < box[2] && box[0] < known[2] && known[1] < box[3] && box[1] < known[3]);
      if (!other) {
        merged.push(box);
        continue;
      }
      for (const k of [0, 1]) {
        other[k] = Math.min(other[k], box[k]);
        other[k + 2] = Math.max(other[k + 2], box[k + 2]);
      }
    }
    return merged;
  }

  whoheld.dirtyBoxes = { around };
})((window.whoheld = window.whoheld || {}));
