'use strict';
/** The static mesh between the places, as output/payload_mesh.py writes it; decoded once and never changed. */
(function (whoheld) {
  const SHARE_STEPS = 1000;

  /**
   * @typedef {object} Mesh
   * @property {number} size nodes: a number for each place, then the ghosts
   * @property {number} places
   * @property {Float64Array} x world coordinates of each node
   * @property {Float64Array} y
   * @property {Float64Array} east kilometres on the map of the node's cluster
   * @property {Float64Array} north
   * @property {Int32Array} cluster of each node, 0 = the place is on no mesh
   * @property {Int32Array} lead the place that stands for each one; others lie at the same spot
   * @property {Int32Array} corners three nodes a triangle, counter-clockwise
   * @property {Int32Array} across the half-edge on the other side of corner k to k + 1, or -1
   * @property {Uint32Array} fanFrom where each node's triangles begin in `fan`
   * @property {Uint32Array} fan
   * @property {Float32Array} core land of each place's own piece, in km2
   * @property {Float32Array} third land of each corner's third of a triangle's middle, in km2
   */

  /** What the page holds of it, until somebody asks. */
  let source = null;
  /** @type {Mesh|null} */
  let mesh = null;
  let grid = null;

  /** The mesh of a map without dated towns. */
  const EMPTY = { reach: 15, fill: 0, doubt: 0, apart: 1, margin: 1, cluster: '', twins: '', columns: '', runs: '', run: '', node: '', size: '', rim: '', cores: '', thirds: '' };

  /**
   * @param {any} blob from output/payload_mesh.py; {} or undefined = there is no mesh
   * @param {boolean} isNeeded whether there is other land to paint
   */
  function load(blob, isNeeded) {
    source = blob?.cluster ? blob : isNeeded ? EMPTY : null;
  }

  /** @returns {Mesh|null} decoded when first asked for, after the first picture */
  function get() {
    if (!mesh && source) decode(source);
    return mesh;
  }

  function decode(blob) {
    const { columns, data } = whoheld;
    const clusterOf = columns.counts(blob.cluster);
    const ghosts = decodeGhosts(blob);
    const places = data.places.n;
    const size = places + ghosts.length;
    mesh = {
      size, places, blob,
      x: new Float64Array(size), y: new Float64Array(size), east: new Float64Array(size), north: new Float64Array(size),
      cluster: new Int32Array(size), lead: Int32Array.from({ length: places }, (_, place) => place),
      corners: decodeFans(blob),
    };
    const twins = columns.deltas(blob.twins);
    for (let i = 0; i < twins.length; i += 2) mesh.lead[twins[i]] = twins[i + 1];
    locate(clusterOf, ghosts, blob);
    join();
    measure(blob);
    grid = whoheld.triangleGrid.make(mesh);
  }

  /** @returns {Array<{cluster: number, column: number, row: number}>} */
  function decodeGhosts(blob) {
    const { counts } = whoheld.columns;
    const run = counts(blob.run);
    const ghosts = [];
    let at = 0;
    const width = counts(blob.columns);
    counts(blob.runs).forEach((runs, cluster) => {
      let reached = 0;
      for (const end = at + 2 * runs; at < end; at += 2) {
        reached += run[at];
        for (let k = 0; k < run[at + 1]; k++, reached++) ghosts.push({ cluster: cluster + 1, column: reached % width[cluster], row: Math.floor(reached / width[cluster]) });
      }
    });
    return ghosts;
  }

  /** Triangles are written as fans around their lowest node. */
  function decodeFans(blob) {
    const { counts, signed } = whoheld.columns;
    const nodes = counts(blob.node);
    const sizes = counts(blob.size);
    const steps = signed(blob.rim);
    const corners = new Int32Array(3 * sizes.reduce((sum, n) => sum + n, 0));
    let [node, step, at] = [0, 0, 0];
    for (let f = 0; f < nodes.length; f++) {
      node += nodes[f];
      let last = node + steps[step++];
      for (let k = 0; k < sizes[f]; k++) {
        const next = last + steps[step++];
        corners[at++] = node;
        corners[at++] = last;
        corners[at++] = next;
        last = next;
      }
    }
    return corners;
  }

  /** Where every node lies, in degrees, kilometres and world coordinates. */
  function locate(clusterOf, ghosts, blob) {
    const { plane, columns } = whoheld;
    const { lon, lat } = whoheld.data.places;
    const members = [];
    clusterOf.forEach((cluster, place) => {
      if (cluster) (members[cluster] = members[cluster] || []).push(place);
    });
    const planes = members.map((own) => {
      const centre = plane.middle(own.map((place) => lon[place]), own.map((place) => lat[place]));
      const flat = plane.around(centre);
      let [west, south] = [Infinity, Infinity];
      for (const place of own) {
        const [east, north] = flat.forward(lon[place], lat[place]);
        put(place, { cluster: clusterOf[place], east, north, lon: lon[place], lat: lat[place] }, centre);
        [west, south] = [Math.min(west, east), Math.min(south, north)];
      }
      return { flat, centre, west, south };
    });
    const apart = blob.apart * blob.reach;
    const rim = blob.margin * blob.reach + apart;
    ghosts.forEach(({ cluster, column, row }, n) => {
      const { flat, centre, west, south } = planes[cluster];
      const east = west - rim + apart * (column + (row % 2 ? 0.5 : 0));
      const north = south - rim + apart * (Math.sqrt(3) / 2) * row;
      const [ghostLon, ghostLat] = flat.inverse(east, north);
      put(mesh.places + n, { cluster, east, north, lon: ghostLon, lat: ghostLat }, centre);
    });

    function put(node, at, centre) {
      const turn = Math.round((at.lon - centre.lon) / 360) * 360;
      mesh.cluster[node] = at.cluster;
      mesh.east[node] = at.east;
      mesh.north[node] = at.north;
      mesh.x[node] = columns.worldX(at.lon - turn);
      mesh.y[node] = columns.worldY(at.lat);
    }
  }

  /** The triangles of each node, and what lies across each edge. */
  function join() {
    const { corners, size } = mesh;
    const fanFrom = new Uint32Array(size + 1);
    for (const node of corners) fanFrom[node + 1]++;
    for (let node = 0; node < size; node++) fanFrom[node + 1] += fanFrom[node];
    const fan = new Uint32Array(corners.length);
    const filled = fanFrom.slice();
    for (let h = 0; h < corners.length; h++) fan[filled[corners[h]]++] = Math.floor(h / 3);
    const across = new Int32Array(corners.length).fill(-1);
    for (let h = 0; h < corners.length; h++) {
      const [from, to] = [corners[h], corners[next(h)]];
      for (let k = fanFrom[to]; k < fanFrom[to + 1] && across[h] < 0; k++) {
        for (let other = 3 * fan[k]; other < 3 * fan[k] + 3; other++) if (corners[other] === to && corners[next(other)] === from) across[h] = other;
      }
    }
    Object.assign(mesh, { fanFrom, fan, across });
  }

  /** @param {number} h half-edge @returns {number} the one after it in its triangle */
  const next = (h) => (h % 3 === 2 ? h - 2 : h + 1);

  /** How much land each piece has: a core is a quarter of its triangles, a third a twelfth of one, less the water. */
  function measure(blob) {
    const { corners, east, north } = mesh;
    const core = new Float64Array(mesh.size);
    const third = new Float32Array(corners.length);
    for (let t = 0; t < corners.length; t += 3) {
      const [a, b, c] = [corners[t], corners[t + 1], corners[t + 2]];
      const area = ((east[b] - east[a]) * (north[c] - north[a]) - (north[b] - north[a]) * (east[c] - east[a])) / 2;
      for (let k = t; k < t + 3; k++) {
        core[corners[k]] += area / 4;
        third[k] = area / 12;
      }
    }
    for (const [areas, text] of [[core, blob.cores], [third, blob.thirds]]) {
      const pairs = whoheld.columns.counts(text);
      for (let i = 0, piece = 0; i < pairs.length; i += 2) areas[(piece += pairs[i])] *= pairs[i + 1] / SHARE_STEPS;
    }
    Object.assign(mesh, { core, third });
  }

  /** @returns {number[]} see trianglegrid.js */
  const within = (west, north, east, south) => grid.within(west, north, east, south);
  /** @param {number} t @returns {boolean} whether a triangle was among the last ones found */
  const isFound = (t) => grid.isFound(t);

  whoheld.mesh = { load, get, next, within, isFound, options: () => source };
})((window.whoheld = window.whoheld || {}));
