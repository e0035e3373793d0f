'use strict';
/** The map's domain: places, intervals and actors, decoded once and never changed. */
(function (whoheld) {
  const STILL = 1 << 30;
  const NEVER = -(1 << 30);

  /** @param {number[]} sizes @returns {Uint32Array} where each group begins, and the end */
  function offsets(sizes) {
    const from = new Uint32Array(sizes.length + 1);
    for (let i = 0; i < sizes.length; i++) from[i + 1] = from[i] + sizes[i];
    return from;
  }

  /** @param {any} blob @returns {any} */
  function decodePlaces(blob) {
    const { counts, deltas, worldX, worldY } = whoheld.columns;
    const lat = Float64Array.from(deltas(blob.lat), (n) => n / 1e4);
    const lon = Float64Array.from(deltas(blob.lon), (n) => n / 1e4);
    const prefix = counts(blob.id.prefix);
    const number = counts(blob.id.number);
    const country = counts(blob.country);
    const province = counts(blob.province);
    const kind = counts(blob.kind);
    const told = whoheld.columns.signed(blob.told.step);
    const toldFrom = offsets(counts(blob.told.count));
    for (let i = 0; i < blob.n; i++) {
      for (let k = toldFrom[i] + 1; k < toldFrom[i + 1]; k++) told[k] += told[k - 1];
    }
    return {
      n: blob.n, name: blob.name, alias: blob.alias, lat, lon,
      x: Float64Array.from(lon, worldX), y: Float64Array.from(lat, worldY),
      people: Uint32Array.from(counts(blob.people)),
      claimFrom: offsets(counts(blob.reports)),
      toldFrom, told: Int32Array.from(told),
      id: (i) => blob.id.prefixes[prefix[i]] + (number[i] || ''),
      country: (i) => blob.countries[country[i]],
      province: (i) => blob.provinces[province[i]],
      kind: (i) => blob.kinds[kind[i]],
      isArea: new Uint8Array(blob.n),
    };
  }

  /** @param {any} blob @param {number} places @returns {any} */
  function decodeIntervals(blob, places) {
    const { counts, signed, optional } = whoheld.columns;
    const from = offsets(counts(blob.count));
    const look = Uint16Array.from(counts(blob.look));
    const looks = blob.looks.map((row) => ({ state: row[0], basis: row[1], dated: row[2] === 1, actors: row.slice(3) }));
    const gap = signed(blob.gap);
    const days = counts(blob.days);
    const last = optional(blob.last);
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
        newest[i] = last[i] === null ? NEVER : start[i] + last[i];
      }
    }
    return { n, from, dated, look, looks, start, end, last: newest, sure: Uint8Array.from(counts(blob.sure)) };
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
