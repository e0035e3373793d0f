'use strict';
/** Reads the number columns that output/columns.py writes. */
(function (whoheld) {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  /** Lines per degree on which outlines are drawn; as RING_STEPS in output/payload_areas.py. */
  const GRID = 500;
  const VALUES = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

  /** @param {string} text @returns {number[]} numbers of zero or more */
  function counts(text) {
    const numbers = [];
    let number = 0;
    let factor = 1;
    for (let i = 0; i < text.length; i++) {
      const value = VALUES[text.charCodeAt(i)];
      number += (value & 31) * factor;
      if (value & 32) {
        factor *= 32;
      } else {
        numbers.push(number);
        number = 0;
        factor = 1;
      }
    }
    return numbers;
  }

  /** @param {string} text @returns {Uint32Array} as `counts`, for long columns of numbers below 2^32 */
  function naturals(text) {
    const numbers = new Uint32Array(text.length);
    let size = 0;
    let number = 0;
    let shift = 0;
    for (let i = 0; i < text.length; i++) {
      const value = VALUES[text.charCodeAt(i)];
      number |= (value & 31) << shift;
      if (value & 32) {
        shift += 5;
      } else {
        numbers[size++] = number;
        number = shift = 0;
      }
    }
    return numbers.slice(0, size);
  }

  /** @param {string} text @returns {Int32Array} as `signed`, for long columns */
  function integers(text) {
    const numbers = new Int32Array(naturals(text).buffer);
    for (let i = 0; i < numbers.length; i++) numbers[i] = (numbers[i] >>> 1) ^ -(numbers[i] & 1);
    return numbers;
  }

  /** @param {number} n @returns {number} */
  const unfold = (n) => (n % 2 ? -(n + 1) / 2 : n / 2);

  /** @param {string} text @returns {number[]} */
  function signed(text) {
    const numbers = counts(text);
    for (let i = 0; i < numbers.length; i++) numbers[i] = unfold(numbers[i]);
    return numbers;
  }

  /** @param {string} text @returns {Array<number|null>} null = missing */
  const optional = (text) => counts(text).map((n) => (n ? unfold(n - 1) : null));

  /** @param {string} text @returns {Int32Array} */
  function deltas(text) {
    const numbers = integers(text);
    for (let i = 1; i < numbers.length; i++) numbers[i] += numbers[i - 1];
    return numbers;
  }

  /**
   * Lines of the map's grid, in world coordinates 0 to 1 of Web Mercator.
   * @param {string} text
   * @param {number} [grid] lines per degree
   * @returns {{counts: number[], x: Float64Array, y: Float64Array, lon: Int32Array, lat: Int32Array}}
   */
  function paths(text, grid) {
    const [head, body] = text ? text.split('.') : ['A', ''];
    const sizes = counts(head).slice(1);
    const steps = integers(body);
    const total = steps.length / 2;
    const made = {
      counts: sizes,
      x: new Float64Array(total), y: new Float64Array(total),
      lon: new Int32Array(total), lat: new Int32Array(total),
    };
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < total; i++) {
      lon += steps[2 * i];
      lat += steps[2 * i + 1];
      made.lon[i] = lon;
      made.lat[i] = lat;
      made.x[i] = worldX(lon / (grid || GRID));
      made.y[i] = worldY(lat / (grid || GRID));
    }
    return made;
  }

  /** @param {number} lon */
  const worldX = (lon) => (lon + 180) / 360;
  /** @param {number} lat */
  function worldY(lat) {
    const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  whoheld.columns = { GRID, counts, naturals, signed, integers, optional, unfold, deltas, paths, worldX, worldY };
})((window.whoheld = window.whoheld || {}));
