'use strict';
/** Land of places without a report yet: it takes the side of the nearest place that has one. As layers/filling.py. */
(function (whoheld) {
  const NOBODY = -1;

  /** A grid of cells as wide as the reach, in which neighbours are found. */
  function buildGrid(mesh) {
    const reach = mesh.blob.fill;
    const cell = new Int32Array(mesh.places).fill(NOBODY);
    const boxes = [];
    for (let node = 0; node < mesh.places; node++) {
      if (!mesh.cluster[node] || mesh.lead[node] !== node) continue;
      const box = (boxes[mesh.cluster[node]] = boxes[mesh.cluster[node]] || { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity });
      box.west = Math.min(box.west, mesh.east[node]);
      box.east = Math.max(box.east, mesh.east[node]);
      box.south = Math.min(box.south, mesh.north[node]);
      box.north = Math.max(box.north, mesh.north[node]);
    }
    let cells = 0;
    for (const box of boxes) {
      if (!box) continue;
      box.width = Math.floor((box.east - box.west) / reach) + 3;
      box.first = cells + box.width + 1;
      cells += box.width * (Math.floor((box.north - box.south) / reach) + 3);
    }
    for (let node = 0; node < mesh.places; node++) {
      const box = boxes[mesh.cluster[node]];
      if (!box || mesh.lead[node] !== node) continue;
      cell[node] = box.first + Math.floor((mesh.east[node] - box.west) / reach) + box.width * Math.floor((mesh.north[node] - box.south) / reach);
    }
    const from = new Uint32Array(cells + 1);
    for (const at of cell) if (at >= 0) from[at + 1]++;
    for (let at = 0; at < cells; at++) from[at + 1] += from[at];
    const nodes = new Int32Array(from[cells]);
    const filled = from.slice();
    cell.forEach((at, node) => {
      if (at >= 0) nodes[filled[at]++] = node;
    });
    return { cell, from, nodes, widths: boxes.map((box) => (box ? box.width : 0)) };
  }

  /**
   * Remembers who takes from whom, from one day to the next.
   * @param {any} mesh
   * @returns {{move: function(ArrayLike<number>, number[], number[]): void, giver: Int32Array}}
   */
  function create(mesh) {
    const grid = mesh.blob.fill ? buildGrid(mesh) : null;
    const limit = mesh.blob.fill * mesh.blob.fill;
    const giver = new Int32Array(mesh.places).fill(NOBODY);
    const far = new Float64Array(mesh.places).fill(Infinity);

    /** @param {number} spot @param {function(number, number): void} use other spot, square of the distance */
    function eachNear(spot, use) {
      const width = grid.widths[mesh.cluster[spot]];
      for (let row = -1; row <= 1; row++) {
        const at = grid.cell[spot] + row * width;
        for (let k = grid.from[at - 1]; k < grid.from[at + 2]; k++) {
          const other = grid.nodes[k];
          const [east, north] = [mesh.east[other] - mesh.east[spot], mesh.north[other] - mesh.north[spot]];
          const gap = east * east + north * north;
          if (gap <= limit) use(other, gap);
        }
      }
    }

    /** Of equally near givers the westernmost counts, then the southernmost. */
    function comesFirst(one, other) {
      return mesh.east[one] - mesh.east[other] || mesh.north[one] - mesh.north[other];
    }

    function take(taker, from, gap) {
      if (gap > far[taker] || (gap === far[taker] && giver[taker] !== NOBODY && comesFirst(from, giver[taker]) >= 0)) return;
      giver[taker] = from;
      far[taker] = gap;
    }

    function drop(spot) {
      giver[spot] = NOBODY;
      far[spot] = Infinity;
    }

    /**
     * Go on to another day.
     * @param {ArrayLike<number>} own label of each place's own, 0 = none
     * @param {number[]} gained spots that have a label now and had none
     * @param {number[]} lost spots that had one and have none now
     */
    function move(own, gained, lost) {
      if (!grid) return;
      const orphans = [];
      if (lost.length) {
        const gone = new Set(lost);
        for (let spot = 0; spot < giver.length; spot++) if (giver[spot] !== NOBODY && gone.has(giver[spot])) orphans.push(spot);
        orphans.push(...lost);
        orphans.forEach(drop);
      }
      for (const spot of gained) {
        drop(spot);
        eachNear(spot, (other, gap) => own[other] || take(other, spot, gap));
      }
      for (const spot of orphans) if (!own[spot]) eachNear(spot, (other, gap) => own[other] && take(spot, other, gap));
    }
    return { move, giver };
  }

  whoheld.filling = { create };
})((window.whoheld = window.whoheld || {}));
