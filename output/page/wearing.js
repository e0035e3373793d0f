'use strict';
/** What label each node of the mesh wears on a day: the rules of layers/clusters.py and layers/wearing.py. */
(function (whoheld) {
  const BLANK = 0;
  const FOREVER = 1 << 30;

  /**
   * @typedef {object} Label
   * @property {string} state controlled or contested
   * @property {number[]} actors
   */

  /** What label numbers stand for; 0 is blank. @type {Array<Label|null>} */
  let labels = [null];
  /** Label by look, of sure and of doubtful holders. @type {number[][]} */
  let byLook = [];
  /** The label of what the reader's filters leave out: not painted, and not filled by others. */
  let withheld = 1;

  /** Number the labels in the order that Python gives them. */
  function setup() {
    const { looks } = whoheld.data.intervals;
    const meant = looks.map((look) => [labelOf(look, false), labelOf(look, true)]);
    const key = (label) => `${label.state}:${label.actors.join()}`;
    const found = new Map(meant.flat().filter(Boolean).map((label) => [key(label), label]));
    const sorted = [...found.values()].sort(compare);
    labels = [null, ...sorted];
    withheld = labels.length;
    const numbers = new Map(sorted.map((label, n) => [key(label), n + 1]));
    byLook = meant.map((pair) => pair.map((label) => (label ? numbers.get(key(label)) : BLANK)));
  }

  function compare(one, other) {
    if (one.state !== other.state) return one.state < other.state ? -1 : 1;
    for (let k = 0; k < Math.min(one.actors.length, other.actors.length); k++) {
      if (one.actors[k] !== other.actors[k]) return one.actors[k] - other.actors[k];
    }
    return one.actors.length - other.actors.length;
  }

  /** @param {any} look @param {boolean} isDoubtful @returns {Label|null} */
  function labelOf(look, isDoubtful) {
    if (look.state === 'unknown' || !look.actors.length) return null;
    if (look.state === 'contested') return { state: 'contested', actors: [...look.actors].sort((a, b) => a - b) };
    return { state: isDoubtful ? 'contested' : 'controlled', actors: look.actors.slice(0, 1) };
  }

  /**
   * The labels of one day, which may move.
   * @returns {{move: function(number): number[], nodes: Uint16Array, own: Uint16Array, giver: Int32Array}}
   */
  function create() {
    if (!byLook.length) setup();
    const mesh = whoheld.mesh.get();
    const { places } = mesh;
    const members = [...Array(places).keys()].filter((place) => mesh.cluster[place]);
    const twins = new Map();
    for (const place of members) if (mesh.lead[place] !== place) twins.set(mesh.lead[place], [...(twins.get(mesh.lead[place]) || [mesh.lead[place]]), place]);
    const reported = new Uint16Array(places);
    const validFrom = new Int32Array(places);
    const validTo = new Int32Array(places);
    const own = new Uint16Array(places);
    const nodes = new Uint16Array(mesh.size);
    const filling = whoheld.filling.create(mesh);
    let filtered = null;

    function decide(place, day) {
      const { intervals } = whoheld.data;
      const i = whoheld.control.at(place, day);
      if (i < 0) {
        validFrom[place] = -FOREVER;
        validTo[place] = FOREVER;
        for (let k = intervals.dated[place]; k < intervals.from[place + 1]; k++) {
          if (intervals.end[k] <= day) validFrom[place] = Math.max(validFrom[place], intervals.end[k]);
          if (intervals.start[k] > day) validTo[place] = Math.min(validTo[place], intervals.start[k]);
        }
        return BLANK;
      }
      validFrom[place] = intervals.start[i];
      validTo[place] = i + 1 < intervals.from[place + 1] ? Math.min(intervals.end[i], intervals.start[i + 1]) : intervals.end[i];
      const label = byLook[intervals.look[i]][intervals.sure[i] < mesh.blob.doubt ? 1 : 0];
      return label && !whoheld.filters.passes(i) ? withheld : label;
    }

    /** Bring the reports up to a day. @returns {Set<number>} spots whose places changed */
    function renew(day) {
      const touched = new Set();
      for (const place of members) {
        if (day >= validFrom[place] && day < validTo[place]) continue;
        const label = decide(place, day);
        if (label === reported[place]) continue;
        reported[place] = label;
        touched.add(mesh.lead[place]);
      }
      return touched;
    }

    /** @param {number} day @returns {number[]} the nodes that wear another label now */
    function move(day) {
      if (filtered !== whoheld.state.filtered) {
        filtered = whoheld.state.filtered;
        validFrom.fill(0);
        validTo.fill(0);
      }
      const [gained, lost] = [[], []];
      const touched = renew(day);
      if (!touched.size) return [];
      for (const spot of touched) {
        const shared = twins.get(spot);
        const label = shared ? Math.max(...shared.map((place) => reported[place])) : reported[spot];
        if (label && !own[spot]) gained.push(spot);
        if (!label && own[spot]) lost.push(spot);
        own[spot] = label;
      }
      filling.move(own, gained, lost);
      const changed = [];
      for (const spot of members) {
        const from = filling.giver[spot];
        const label = own[spot] || (from < 0 ? BLANK : own[from]);
        if (label === nodes[spot] || mesh.lead[spot] !== spot) continue;
        nodes[spot] = label;
        changed.push(spot);
      }
      return changed;
    }
    return { move, nodes, own, giver: filling.giver };
  }

  whoheld.wearing = { create, labels: () => labels };
})((window.whoheld = window.whoheld || {}));
