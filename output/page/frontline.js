'use strict';
/** Front lines: where land of different holders meets, or held and contested land. As layers/frontline.py. */
(function (whoheld) {
  /** Length in pixels of a dash with its gap. */
  const DASH = 13;
  const [NONE, CONTACT, CONTESTED] = [0, 1, 2];
  /** Kind of front by pair of labels. @type {Map<number, number>} */
  const kinds = new Map();

  /** @param {number} one label @param {number} other @returns {number} NONE, CONTACT or CONTESTED */
  function kindOf(one, other) {
    if (!one || !other || one === other) return NONE;
    const key = Math.min(one, other) * 65536 + Math.max(one, other);
    if (!kinds.has(key)) kinds.set(key, facing(one, other));
    return kinds.get(key);
  }

  /** Between two lands that several contest there is no front: it lies around them. */
  function facing(one, other) {
    const labels = whoheld.wearing.labels();
    const [a, b] = [labels[one], labels[other]];
    if (!a || !b) return NONE;
    const [few, many] = a.actors.length <= b.actors.length ? [a, b] : [b, a];
    if (few.actors.length !== 1 || many.actors.every((actor) => actor === few.actors[0])) return NONE;
    return many.actors.length === 1 ? CONTACT : CONTESTED;
  }

  /**
   * Add the fronts in triangles to two paths.
   * @param {any} board from land.js
   * @param {number[]} triangles
   * @param {{contact: Path2D, contested: Path2D}} paths
   */
  function trace(board, triangles, paths) {
    const { corners, across } = whoheld.mesh.get();
    const { nodes } = board;
    const drawn = new Set(triangles);
    for (const t of triangles) {
      for (let h = 3 * t; h < 3 * t + 3; h++) {
        const [one, other] = [nodes[corners[h]], nodes[corners[whoheld.mesh.next(h)]]];
        const kind = kindOf(one, other);
        if (kind === NONE || !whoheld.tints.isPainted(one) || !whoheld.tints.isPainted(other)) continue;
        const isFirst = h < across[h] || !drawn.has(Math.floor(across[h] / 3));
        stroke(board, h, kind === CONTACT ? paths.contact : paths.contested, { isDashed: kind === CONTESTED, isFirst });
      }
    }
  }

  /** The border across the middle of an edge, and on to the middle of a triangle whose corners all differ. */
  function stroke(board, h, path, { isDashed, isFirst }) {
    const { corners, across } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const { x, y } = board;
    const [a, b, c] = [corners[h], corners[next(h)], corners[next(next(h))]];
    const [midX, midY] = [(x[a] + x[b]) / 2, (y[a] + y[b]) / 2];
    const [fromX, fromY, isThree] = whoheld.pieces.joint(board, h);
    if (isThree) {
      path.moveTo(fromX, fromY);
      path.lineTo((x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3);
    }
    if (!isFirst || across[h] < 0) return;
    const [toX, toY] = whoheld.pieces.joint(board, across[h]);
    const count = isDashed ? Math.max(1, Math.round((Math.hypot(midX - fromX, midY - fromY) + Math.hypot(toX - midX, toY - midY)) / DASH)) : 1;
    for (let n = 0; n < count; n++) {
      const [begin, end] = isDashed ? [(n + 0.2) / count, (n + 0.8) / count] : [0, 1];
      const at = (s, t) => [
        (1 - s) * (1 - t) * fromX + (s + t - 2 * s * t) * midX + s * t * toX,
        (1 - s) * (1 - t) * fromY + (s + t - 2 * s * t) * midY + s * t * toY,
      ];
      path.moveTo(...at(begin, begin));
      path.quadraticCurveTo(...at(begin, end), ...at(end, end));
    }
  }

  whoheld.frontline = { kindOf, trace, NONE, CONTACT, CONTESTED };
})((window.whoheld = window.whoheld || {}));
