'use strict';
/** Traces the land of each label as rings, and fronts as lines, for other software: the exact pieces, not the bent borders. */
(function (whoheld) {
  /**
   * @param {number} day
   * @returns {any[]} GeoJSON features: an area for each state and its actors, then the front lines
   */
  function features(day) {
    const { nodes } = whoheld.land.labelsOn(day);
    const rings = new Map();
    const mesh = whoheld.mesh.get();
    const isWalked = new Uint8Array(mesh.corners.length);
    for (let h = 0; h < mesh.corners.length; h++) {
      const label = nodes[mesh.corners[h]];
      if (isWalked[h] || !isBorder(mesh, nodes, h) || !label || !whoheld.wearing.labels()[label]) continue;
      rings.set(label, [...(rings.get(label) || []), walk(mesh, nodes, h, isWalked)]);
    }
    const areas = [...rings].sort((a, b) => a[0] - b[0]).map(([label, found]) => areaOf(label, found, day));
    return [...areas, ...frontsOf(mesh, nodes, day)];
  }

  /** Whether a half-edge leads from one label to another. */
  const isBorder = (mesh, nodes, h) => nodes[mesh.corners[h]] !== nodes[mesh.corners[whoheld.mesh.next(h)]];

  /** Go around land counter-clockwise, from the middle of one edge to that of the next, until back at the first. */
  function walk(mesh, nodes, first, isWalked) {
    const { corners, across } = mesh;
    const { next } = whoheld.mesh;
    const ring = [];
    let h = first;
    do {
      isWalked[h] = 1;
      const label = nodes[corners[h]];
      const [after, last] = [next(h), next(next(h))];
      ring.push(middle(mesh, h));
      // Inside this triangle the border turns around the one or two corners that wear the label.
      const third = nodes[corners[last]];
      if (third !== label && third !== nodes[corners[after]]) ring.push(centre(mesh, h));
      h = across[third === label ? after : last];
    } while (h !== first && h >= 0 && ring.length <= 2 * corners.length);
    ring.push(ring[0]);
    return ring;
  }

  const degrees = (x, y) => [rounded(360 * x - 180), rounded((Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI)];
  const rounded = (n) => Math.round(n * 1e5) / 1e5;

  function middle({ corners, x, y }, h) {
    const [a, b] = [corners[h], corners[whoheld.mesh.next(h)]];
    return degrees((x[a] + x[b]) / 2, (y[a] + y[b]) / 2);
  }

  function centre({ corners, x, y }, h) {
    const t = 3 * Math.floor(h / 3);
    const mean = (list) => (list[corners[t]] + list[corners[t + 1]] + list[corners[t + 2]]) / 3;
    return degrees(mean(x), mean(y));
  }

  function areaOf(label, rings, day) {
    const { state, actors } = whoheld.wearing.labels()[label];
    return feature('MultiPolygon', nest(rings), day, { layer: 'area', state, actors });
  }

  /** Rings that run clockwise are holes: each goes into the smallest ring around it. */
  function nest(rings) {
    const sized = rings.map((ring) => ({ ring, size: signedSize(ring) }));
    const shells = sized.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size).map(({ ring }) => [ring]);
    for (const { ring } of sized.filter(({ size }) => size < 0)) {
      const shell = shells.find(([outer]) => holds(outer, inside(ring)));
      if (shell) shell.push(ring);
    }
    return shells.reverse();
  }

  function signedSize(ring) {
    let double = 0;
    for (let i = 1; i < ring.length; i++) double += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    return double / 2;
  }

  /** A point of a ring's first edge: rings of one label never run along the same edge. */
  const inside = (ring) => [(ring[0][0] + ring[1][0]) / 2, (ring[0][1] + ring[1][1]) / 2];

  function holds(ring, [x, y]) {
    let isInside = false;
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
    }
    return isInside;
  }

  /** A short line for each crossing of a triangle, gathered by who faces whom. */
  function frontsOf(mesh, nodes, day) {
    const { corners } = mesh;
    const found = new Map();
    for (let h = 0; h < corners.length; h++) {
      const pair = [nodes[corners[h]], nodes[corners[whoheld.mesh.next(h)]]];
      const kind = isBorder(mesh, nodes, h) ? whoheld.frontline.kindOf(...pair) : whoheld.frontline.NONE;
      if (kind === whoheld.frontline.NONE) continue;
      const last = whoheld.mesh.next(whoheld.mesh.next(h));
      const isThree = !pair.includes(nodes[corners[last]]);
      const other = nodes[corners[last]] === pair[0] ? whoheld.mesh.next(h) : last;
      if (!isThree && h > other) continue;
      const line = [middle(mesh, h), isThree ? centre(mesh, h) : middle(mesh, other)];
      for (const actors of facings(pair)) {
        const key = `${kind}:${actors.join()}`;
        if (!found.has(key)) found.set(key, { kind, actors, lines: [] });
        found.get(key).lines.push(line);
      }
    }
    return [...found.values()].map(({ kind, actors, lines }) => feature('MultiLineString', join(lines), day, {
      layer: 'front', kind: kind === whoheld.frontline.CONTACT ? 'contact' : 'contested', actors,
    }));
  }

  /** The pairs that face each other: a holder, and each other one who holds or contests the land beside his. */
  function facings(pair) {
    const [few, many] = pair.map((label) => whoheld.wearing.labels()[label].actors).sort((a, b) => a.length - b.length);
    return many.filter((actor) => actor !== few[0]).map((actor) => [few[0], actor].sort((a, b) => a - b));
  }

  /** Join lines where exactly two of them meet. */
  function join(lines) {
    const ends = new Map();
    const put = (point, line) => ends.set(String(point), [...(ends.get(String(point)) || []), line]);
    for (const line of lines) for (const point of line) put(point, line);
    const isUsed = new Set();
    const extend = (path) => {
      for (let grown = true; grown; ) {
        const tip = path[path.length - 1];
        const near = ends.get(String(tip));
        const following = near.length === 2 && near.find((line) => !isUsed.has(line));
        grown = Boolean(following);
        if (!following) break;
        isUsed.add(following);
        path.push(String(following[0]) === String(tip) ? following[1] : following[0]);
      }
      return path;
    };
    const joined = [];
    for (const line of lines) {
      if (isUsed.has(line)) continue;
      isUsed.add(line);
      joined.push(extend(extend([...line]).reverse()));
    }
    return joined;
  }

  function feature(type, coordinates, day, { actors, ...rest }) {
    const ids = actors.map((actor) => whoheld.data.actors[actor].id);
    return { type: 'Feature', geometry: { type, coordinates }, properties: { date: whoheld.days.iso(day), ...rest, actor: ids[0] || null, opponent: ids[1] || null, actors: ids } };
  }

  whoheld.outline = { features };
})((window.whoheld = window.whoheld || {}));
