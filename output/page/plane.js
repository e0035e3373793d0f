'use strict';
/** A local equal-area map, Lambert's azimuthal one on the WGS 84 ellipsoid: as layers/plane.py (after Snyder, 1987). */
(function (whoheld) {
  const AXIS_KM = 6378.137;
  const E2 = 0.0066943799901413165;
  const E = Math.sqrt(E2);
  const RADIANS = Math.PI / 180;
  const GRID_KM = 1e-6;

  const authalic = (sine) => (1 - E2) * (sine / (1 - E2 * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E));
  const POLE = authalic(1);
  const RADIUS_KM = AXIS_KM * Math.sqrt(POLE / 2);

  /** The middle of some places. @param {ArrayLike<number>} lons @param {ArrayLike<number>} lats @returns {{lon: number, lat: number}} */
  function middle(lons, lats) {
    let [x, y, z] = [0, 0, 0];
    for (let i = 0; i < lons.length; i++) {
      const [lon, lat] = [lons[i] * RADIANS, lats[i] * RADIANS];
      x += Math.cos(lat) * Math.cos(lon);
      y += Math.cos(lat) * Math.sin(lon);
      z += Math.sin(lat);
    }
    return { lon: Math.atan2(y, x) / RADIANS, lat: Math.atan2(z, Math.hypot(x, y)) / RADIANS };
  }

  /**
   * @param {{lon: number, lat: number}} centre
   * @returns {{forward: function(number, number): number[], inverse: function(number, number): number[]}} degrees to km, and back
   */
  function around(centre) {
    const sine1 = Math.sin(centre.lat * RADIANS);
    const beta1 = Math.asin(authalic(sine1) / POLE);
    const [sin1, cos1] = [Math.sin(beta1), Math.cos(beta1)];
    const stretch = (AXIS_KM * Math.cos(centre.lat * RADIANS)) / Math.sqrt(1 - E2 * sine1 * sine1) / (RADIUS_KM * cos1);

    function forward(lon, lat) {
      const beta = Math.asin(Math.max(-1, Math.min(1, authalic(Math.sin(lat * RADIANS)) / POLE)));
      const turn = (lon - centre.lon) * RADIANS;
      const [sine, cosine] = [Math.sin(beta), Math.cos(beta)];
      const k = RADIUS_KM * Math.sqrt(2 / (1 + sin1 * sine + cos1 * cosine * Math.cos(turn)));
      const x = k * stretch * cosine * Math.sin(turn);
      const y = (k / stretch) * (cos1 * sine - sin1 * cosine * Math.cos(turn));
      return [Math.round(x / GRID_KM) * GRID_KM, Math.round(y / GRID_KM) * GRID_KM];
    }

    function inverse(x, y) {
      const [u, v] = [x / stretch, y * stretch];
      const rho = Math.hypot(u, v);
      if (rho === 0) return [centre.lon, centre.lat];
      const c = 2 * Math.asin(Math.min(1, rho / (2 * RADIUS_KM)));
      const sine = Math.cos(c) * sin1 + (v * Math.sin(c) * cos1) / rho;
      const lon = Math.atan2(u * Math.sin(c), rho * cos1 * Math.cos(c) - v * sin1 * Math.sin(c));
      return [centre.lon + lon / RADIANS, geodetic(Math.asin(Math.max(-1, Math.min(1, sine)))) / RADIANS];
    }
    return { forward, inverse };
  }

  /** @param {number} beta authalic latitude @returns {number} */
  function geodetic(beta) {
    const [e4, e6] = [E2 * E2, E2 * E2 * E2];
    return beta + (E2 / 3 + (31 * e4) / 180 + (517 * e6) / 5040) * Math.sin(2 * beta)
      + ((23 * e4) / 360 + (251 * e6) / 3780) * Math.sin(4 * beta) + ((761 * e6) / 45360) * Math.sin(6 * beta);
  }

  whoheld.plane = { middle, around };
})((window.whoheld = window.whoheld || {}));
