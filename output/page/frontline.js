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
    for (const t of triangles) {
      for (let h = 3 * t; h < 3 * t + 3; h++) {
        const one = nodes[corners[h]];
        const other = nodes[corners[whoheld.mesh.next(h)]];
        if (one === other || !one || !other) continue;
        const kind = kindOf(one, other);
        if (kind === NONE || !whoheld.tints.isPainted(one) || !whoheld.tints.isPainted(other)) continue;
        const isFirst = h < across[h] || !whoheld.mesh.isFound(Math.floor(across[h] / 3));
        stroke(board, h, kind === CONTACT ? paths.contact : paths.contested, { isDashed: kind === CONTESTED, isFirst });
      }
    }
  }

  const from = { x: 0, y: 0 };
  const to = { x: 0, y: 0 };

  /** The border across the middle of an edge, and on to the middle of a triangle whose corners all differ. */
  function stroke(board, h, path, { isDashed, isFirst }) {
    const { corners, across } = whoheld.mesh.get();
    const { next } = whoheld.mesh;
    const { x, y } = board;
    const a = corners[h];
    const b = corners[next(h)];
    const c = corners[next(next(h))];
    const isThree = whoheld.pieces.joint(board, h, from);
    if (isThree) {
      path.moveTo(from.x, from.y);
      path.lineTo((x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3);
    }
    if (!isFirst || across[h] < 0) return;
    whoheld.pieces.joint(board, across[h], to);
    const [midX, midY] = [(x[a] + x[b]) / 2, (y[a] + y[b]) / 2];
    if (isDashed) {
      dash(path, midX, midY);
      return;
    }
    path.moveTo(from.x, from.y);
    path.quadraticCurveTo(midX, midY, to.x, to.y);
  }

  /** Dashes along the bend: each begins anew, so that a part painted alone looks as it did in the whole. */
  function dash(path, midX, midY) {
    const length = Math.hypot(midX - from.x, midY - from.y) + Math.hypot(to.x - midX, to.y - midY);
    const count = Math.max(1, Math.round(length / DASH));
    const along = (s, t, first, middle, last) => (1 - s) * (1 - t) * first + (s + t - 2 * s * t) * middle + s * t * last;
    for (let n = 0; n < count; n++) {
      const [s, t] = [(n + 0.2) / count, (n + 0.8) / count];
      path.moveTo(along(s, s, from.x, midX, to.x), along(s, s, from.y, midY, to.y));
      path.quadraticCurveTo(
        along(s, t, from.x, midX, to.x), along(s, t, from.y, midY, to.y),
        along(t, t, from.x, midX, to.x), along(t, t, from.y, midY, to.y));
    }
  }

  whoheld.frontline = { kindOf, trace, NONE, CONTACT };
})((window.whoheld = window.whoheld || {}));
