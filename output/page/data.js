'use strict';
/** The map's domain: places, intervals and actors, decoded once and never changed. */
(function (whoheld) {
  const STILL = 1 << 30;
  const NEVER = -(1 << 30);

  /** @param {ArrayLike<number>} sizes @returns {Uint32Array} where each group begins, and the end */
  function offsets(sizes) {
    const from = new Uint32Array(sizes.length + 1);
    for (let i = 0; i < sizes.length; i++) from[i + 1] = from[i] + sizes[i];
    return from;
  }

  /** @param {any} blob @returns {any} */
  function decodePlaces(blob) {
    const { naturals, integers } = whoheld.columns;
    const prefix = naturals(blob.id.prefix);
    const number = naturals(blob.id.number);
    const country = naturals(blob.country);
    const province = naturals(blob.province);
    const kind = naturals(blob.kind);
    const told = integers(blob.told.step);
    const toldFrom = offsets(naturals(blob.told.count));
    for (let i = 0; i < blob.n; i++) {
      for (let k = toldFrom[i] + 1; k < toldFrom[i + 1]; k++) told[k] += told[k - 1];
    }
    return {
      n: blob.n, name: blob.name, alias: blob.alias, ...decodePoints(blob),
      people: naturals(blob.people),
      claimFrom: offsets(naturals(blob.reports)),
      toldFrom, told,
      id: (i) => blob.id.prefixes[prefix[i]] + (number[i] || ''),
      country: (i) => blob.countries[country[i]],
      province: (i) => blob.provinces[province[i]],
      kind: (i) => blob.kinds[kind[i]],
      isArea: new Uint8Array(blob.n),
    };
  }

  /** Degrees and world coordinates of places. @param {any} blob */
  function decodePoints({ n, lat: north, lon: east }) {
    const { deltas, worldX, worldY } = whoheld.columns;
    const [lats, lons] = [deltas(north), deltas(east)];
    const points = { lat: new Float64Array(n), lon: new Float64Array(n), x: new Float64Array(n), y: new Float64Array(n) };
    for (let i = 0; i < n; i++) {
      points.lat[i] = lats[i] / 1e4;
      points.lon[i] = lons[i] / 1e4;
      points.x[i] = worldX(points.lon[i]);
      points.y[i] = worldY(points.lat[i]);
    }
    return points;
  }

  /** @param {any} blob @param {number} places @returns {any} */
  function decodeIntervals(blob, places) {
    const { naturals, integers } = whoheld.columns;
    const from = offsets(naturals(blob.count));
    const look = naturals(blob.look);
    const looks = blob.looks.map((row) => ({ state: row[0], basis: row[1], dated: row[2] === 1, actors: row.slice(3) }));
    const gap = integers(blob.gap);
    const days = naturals(blob.days);
    const last = naturals(blob.last);
    const { unfold } = whoheld.columns;
    const n = look.length;
    const start = new Int32Array(n);
    const end = new Int32Array(n);
    const newest = new Int32Array(n);
    const dated = new Uint32Array(places);
    for (let place = 0; place < places; place++) {
      let cursor = 0;
      dated[place] = from[place + 1];
      for (let i = from[place + 1] - 1; i >= from[place]; i--) if (looks[look[i]].dated) dated[place] = i;
      for (let i = from[place]; i < from[place + 1]; i++) {
        if (!looks[look[i]].dated) {
          start[i] = end[i] = newest[i] = NEVER;
          continue;
        }
        start[i] = cursor + gap[i];
        cursor = start[i] + days[i];
        end[i] = days[i] ? cursor : STILL;
        newest[i] = last[i] ? start[i] + unfold(last[i] - 1) : NEVER;
      }
    }
    return { n, from, dated, look, looks, start, end, last: newest, sure: Uint8Array.from(naturals(blob.sure)) };
  }

  /** @param {any} blob */
  function decode(blob) {
    const places = decodePlaces(blob.places);
    const data = {
      first: blob.first, days: blob.days, about: blob.about, title: blob.title, tiles: blob.tiles,
      tilesCredit: blob.tiles_credit, basemap: blob.basemap,
      actors: blob.actors.map((row, n) => ({ n, id: row[0], name: row[1], colour: row[2], side: row[3], alias: row[4] })),
      places,
      intervals: decodeIntervals(blob.intervals, places.n),
      regions: blob.regions.map((row) => ({ place: row.place, rings: whoheld.columns.paths(row.rings) })),
      daily: decodeDaily(whoheld.columns.counts(blob.daily), blob.days),
    };
    for (const region of data.regions) places.isArea[region.place] = 1;
    whoheld.data = data;
    return data;
  }

  /** @param {number[]} pairs @param {number} days @returns {Uint32Array} */
  function decodeDaily(pairs, days) {
    const daily = new Uint32Array(days);
    let day = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      day += pairs[i];
      daily[day] = pairs[i + 1];
    }
    return daily;
  }

  whoheld.decode = { decode, STILL, NEVER };
})((window.whoheld = window.whoheld || {}));
