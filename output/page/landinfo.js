'use strict';
/** Whose land lies at a point, and which towns' reports say so. */
(function (whoheld) {
  const { el } = whoheld.text;
  const NAMED = 3;

  /**
   * @param {number} x world coordinate @param {number} y @param {number} day
   * @returns {{label: any, places: number[]}|null} the places whose own reports give the land its label
   */
  function at(x, y, day) {
    if (!whoheld.mesh.options() || !whoheld.state.layers.areas) return null;
    const { nodes, own, giver } = whoheld.land.labelsOn(day);
    for (const t of whoheld.mesh.within(x, y, x, y)) {
      const share = shares(t, x, y);
      if (share.some((part) => part < 0)) continue;
      const label = pieceLabel(t, share, nodes);
      if (!label) break;
      if (!whoheld.tints.isPainted(label)) return null;
      const { corners } = whoheld.mesh.get();
      const wearers = [0, 1, 2].sort((a, b) => share[b] - share[a]).map((k) => corners[3 * t + k]).filter((node) => nodes[node] === label);
      const places = wearers.map((node) => (own[node] ? node : giver[node])).filter((place) => place >= 0);
      return { label: whoheld.wearing.labels()[label], places: [...new Set(places)] };
    }
    return whoheld.baseAreas.at(x, y, day);
  }

  /** How near a point is to each corner of a triangle: 1 at the corner, 0 on the other side. */
  function shares(t, x, y) {
    const { corners, x: px, y: py } = whoheld.mesh.get();
    const [a, b, c] = [corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]];
    const double = (px[b] - px[a]) * (py[c] - py[a]) - (py[b] - py[a]) * (px[c] - px[a]);
    const first = ((px[b] - x) * (py[c] - y) - (py[b] - y) * (px[c] - x)) / double;
    const second = ((px[c] - x) * (py[a] - y) - (py[c] - y) * (px[a] - x)) / double;
    return [first, second, 1 - first - second];
  }

  /** The rule of the pieces: the core belongs to its node, a third of the middle too unless the others agree. */
  function pieceLabel(t, share, nodes) {
    const { corners } = whoheld.mesh.get();
    const k = share.indexOf(Math.max(...share));
    const [own, one, other] = [0, 1, 2].map((step) => nodes[corners[3 * t + ((k + step) % 3)]]);
    return share[k] < 0.5 && one === other ? one : own;
  }

  /** @param {any} found from `at` @returns {HTMLElement[]} whose land, and by which towns */
  function content({ label, places }) {
    const { t } = whoheld.words;
    const [first, second] = label.actors.map((actor) => whoheld.data.actors[actor].name);
    const words = label.state === 'controlled' ? t('state_controlled', { a: first })
      : second ? t('state_contested', { a: first, b: second }) : t('land_doubtful', { a: first });
    const names = places.slice(0, NAMED).map((place) => whoheld.data.places.name[place]).join(', ');
    return [
      el('span', { class: 'wh-badge' }, whoheld.phrases.swatch(label.actors, label.state), el('span', null, words)),
      el('span', { class: 'wh-dim' }, places.length ? t('land_from', { places: names }) : t('land_from_base', { name: whoheld.baseAreas.source() })),
    ];
  }

  whoheld.landInfo = { at, content };
})((window.whoheld = window.whoheld || {}));
