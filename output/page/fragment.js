'use strict';
/** The day, view, town and filters in the address, so that a view can be cited. */
(function (whoheld) {
  let map = null;
  const REST_MS = 250;
  let timer = 0;
  let due = 0;

  /** @returns {string} the state as the part of an address after # */
  function write() {
    const { state, data, days } = whoheld;
    const parts = new URLSearchParams();
    if (days.count()) parts.set('d', days.iso(state.day));
    if (state.before !== null) parts.set('b', days.iso(state.before));
    if (state.split !== null) parts.set('w', String(state.split));
    const centre = map.getCenter();
    parts.set('v', `${centre.lat.toFixed(4)},${centre.lng.toFixed(4)},${map.getZoom()}`);
    if (state.place >= 0) parts.set('t', data.places.id(state.place));
    if (state.panel && state.panel !== 'town') parts.set('p', state.panel);
    if (state.hidden.size) parts.set('off', [...state.hidden].map((n) => data.actors[n].id).sort().join(','));
    const off = Object.keys(state.layers).filter((name) => !state.layers[name]);
    if (off.length) parts.set('no', off.join(','));
    for (const [name, value] of Object.entries(state.filters)) if (value) parts.set(name, String(value));
    return parts.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
  }

  /** @param {string} text @returns {{change: any, view: number[]|null}} what an address asks for; what it gets wrong is left out */
  function read(text) {
    const { state, data, days } = whoheld;
    const parts = new URLSearchParams(text.replace(/^#/, ''));
    const change = {};
    const day = days.parse(parts.get('d') || '');
    if (day !== null && days.count()) change.day = days.clamp(day);
    const before = days.parse(parts.get('b') || '');
    if (before !== null && days.count()) change.before = days.clamp(before);
    const split = Number(parts.get('w') || NaN);
    if (split > 0 && split < 100 && days.count()) change.split = split;
    const id = parts.get('t');
    if (id) for (let i = 0; i < data.places.n; i++) if (data.places.id(i) === id) Object.assign(change, { place: i, panel: 'town' });
    if (parts.get('p')) change.panel = parts.get('p');
    const off = new Set((parts.get('off') || '').split(','));
    if (parts.get('off')) change.hidden = new Set(data.actors.filter((actor) => off.has(actor.id)).map((actor) => actor.n));
    if (parts.get('no')) {
      change.layers = { ...state.layers };
      for (const name of parts.get('no').split(',')) if (Object.hasOwn(change.layers, name)) change.layers[name] = false;
    }
    const filters = { ...state.filters };
    for (const name of ['source', 'stance', 'relation']) if (parts.get(name)) filters[name] = parts.get(name);
    const sure = Number(parts.get('sure') || 0);
    if (sure > 0 && sure <= 100) filters.sure = sure;
    change.filters = filters;
    const view = (parts.get('v') || '').split(',').map(Number);
    const good = view.length === 3 && view.every(Number.isFinite) && Math.abs(view[0]) <= 90 && view[2] >= 0 && view[2] <= 20;
    return { change, view: good ? view : null };
  }

  /** @param {any} theMap */
  function setup(theMap) {
    map = theMap;
    map.on('moveend', schedule);
    window.addEventListener('hashchange', () => {
      if (location.hash.slice(1) === write()) return;
      const { change, view } = read(location.hash);
      whoheld.store.set(change);
      if (view) map.setView([view[0], view[1]], view[2]);
    });
  }

  /** Write the address when nothing has changed for a while; one timer serves all steps until then. */
  function schedule() {
    due = performance.now() + REST_MS;
    if (!timer) timer = window.setTimeout(keep, REST_MS);
  }

  function keep() {
    const left = due - performance.now();
    timer = left > 1 ? window.setTimeout(keep, left) : 0;
    if (timer) return;
    if (whoheld.state.playing) return;
    try {
      history.replaceState(null, '', `#${write()}`);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  whoheld.fragment = { setup, read, write, schedule };
})((window.whoheld = window.whoheld || {}));
