'use strict';
/** How much land each actor holds, in km2: the same pieces and shares of water as in layers/series.py. */
(function (whoheld) {
  /**
   * @param {Uint16Array} nodes label of each node
   * @returns {{held: Float64Array, contested: Float64Array}} by actor
   */
  function tally(nodes) {
    const labels = whoheld.wearing.labels();
    const sums = new Float64Array(labels.length + 1);
    const { corners, places, core, third } = whoheld.mesh.get();
    for (let place = 0; place < places; place++) sums[nodes[place]] += core[place];
    for (let h = 0; h < corners.length; h += 3) {
      const a = nodes[corners[h]];
      const b = nodes[corners[h + 1]];
      const c = nodes[corners[h + 2]];
      sums[b === c ? b : a] += third[h];
      sums[a === c ? a : b] += third[h + 1];
      sums[a === b ? a : c] += third[h + 2];
    }
    const { actors } = whoheld.data;
    const found = { held: new Float64Array(actors.length), contested: new Float64Array(actors.length) };
    labels.forEach((label, n) => {
      if (label) for (const actor of label.actors) (label.state === 'contested' ? found.contested : found.held)[actor] += sums[n];
    });
    return found;
  }

  /** @param {number} day @returns {{held: Float64Array, contested: Float64Array}} */
  const on = (day) => tally(whoheld.land.labelsOn(day).nodes);

  /** @param {number[]} days ascending @returns {Float64Array[]} what each actor held on each of them */
  function over(days) {
    const wearing = whoheld.wearing.create();
    let last = null;
    return days.map((day) => {
      if (wearing.move(day).length || !last) last = tally(wearing.nodes).held;
      return last;
    });
  }

  whoheld.landSize = { on, over };
})((window.whoheld = window.whoheld || {}));
