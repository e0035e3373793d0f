'use strict';
/** Puts the page together: data, layers, panels, and the first picture. */
(function (whoheld) {
  /** Layers that follow when the first picture is on the screen. */
  const LATER = ['land', 'fronts', 'labels'];
  /** Land that takes long to paint leaves so many times as long to the rest while time plays. */
  const LEISURE = 2.5;
  const TWO_FRAMES_MS = 34;

  /** @param {any} map Leaflet map @returns {Promise<void>} */
  async function start(map) {
    const blob = await whoheld.readBlob('whoheld-data');
    whoheld.words.load(blob.words, blob.locale);
    whoheld.decode.decode(blob);
    whoheld.days.setup(blob.first, blob.days, blob.locale);
    whoheld.basemap.decode(blob.basemap);
    whoheld.mesh.load(blob.mesh, Boolean(blob.base));
    whoheld.baseAreas.load(blob.base);
    whoheld.labels.decode(blob.basemap);
    whoheld.words.translate(document);
    whoheld.control.setup();
    whoheld.towns.setup();
    if (blob.coarse) whoheld.state.layers = { ...whoheld.state.layers, labels: false };
    whoheld.theme.setup();
    const layers = makeLayers(map, blob);
    for (const part of ['town', 'placesList', 'changes', 'chart', 'gaps', 'about', 'filterPanel', 'sharePanel', 'drawer', 'timeline', 'legend', 'search', 'keys']) whoheld[part].setup();
    whoheld.pointer.setup(map, layers.towns);
    whoheld.share.setup(map);
    whoheld.swipe.setup(map, layers);
    whoheld.state.day = whoheld.days.clamp(whoheld.days.count() - 1);
    showFirstView(map);
    whoheld.fragment.setup(map);
    subscribe(layers);
    map.on('moveend', whoheld.legend.refresh);
    describe(blob);
    whoheld.map = map;
    whoheld.layers = layers;
    for (const [name, layer] of Object.entries(layers)) if (!LATER.includes(name)) layer.addTo(map);
    for (const name of Object.keys(whoheld.state)) whoheld.store.touch(name);
    whoheld.store.draw();
    if (whoheld.filters.isActive(whoheld.state.filters)) whoheld.filters.apply();
    document.body.classList.add('wh-ready');
    performance.mark('whoheld-ready');
    requestAnimationFrame(() => window.setTimeout(() => addLater(map, layers)));
  }

  function addLater(map, layers) {
    for (const name of LATER) if (layers[name]) layers[name].addTo(map);
    document.body.classList.add('wh-complete');
    performance.mark('whoheld-complete');
  }

  /** Layers and controls of the map; layers are painted when they are added. */
  function makeLayers(map, blob) {
    const pane = (name, level) => {
      map.createPane(name).style.zIndex = String(level);
      map.getPane(name).style.pointerEvents = 'none';
      return { pane: name };
    };
    const { CanvasLayer } = whoheld;
    const hasLand = Boolean(whoheld.mesh.options());
    const layers = {
      ground: new CanvasLayer(whoheld.basemap.paint, pane('wh-ground', 190)),
      regions: new CanvasLayer(whoheld.regions.paint, pane('wh-regions', 400)),
      ...(hasLand ? { land: new CanvasLayer(whoheld.land.areas, pane('wh-land', 410)) } : {}),
      ...(hasLand ? { fronts: new CanvasLayer(whoheld.land.fronts, pane('wh-fronts', 420)) } : {}),
      towns: new CanvasLayer(whoheld.towns.paint, pane('wh-towns', 430)),
      labels: new CanvasLayer(whoheld.labels.paint, pane('wh-labels', 440)),
    };
    if (blob.tiles) {
      L.tileLayer(blob.tiles, { attribution: escapeText(blob.tiles_credit || '') }).addTo(map);
      delete layers.ground;
    }
    const frame = blob.basemap.view.map((n) => n / whoheld.columns.GRID);
    map.fitBounds([[frame[1], frame[0]], [frame[3], frame[2]]], { ...fitOptions(), animate: false });
    const position = document.dir === 'rtl' ? 'bottomleft' : 'bottomright';
    map.attributionControl.setPosition(position).setPrefix('Leaflet');
    map.attributionControl.addAttribution(escapeText(whoheld.words.t('credit_line')));
    L.control.scale({ position, imperial: false }).addTo(map);
    L.control.zoom({ position, zoomInTitle: whoheld.words.t('zoom_in'), zoomOutTitle: whoheld.words.t('zoom_out') }).addTo(map);
    map.getContainer().setAttribute('aria-label', whoheld.words.t('map_label'));
    return layers;
  }

  /** Leaflet takes credits as HTML. @param {string} text */
  function escapeText(text) {
    const node = document.createElement('span');
    node.textContent = text;
    return node.innerHTML;
  }

  /** Room that the cards over the map take: side cards, tools, dock, and the side panel when it is open. */
  function fitOptions() {
    const wide = window.innerWidth > 760;
    const panel = document.body.classList.contains('wh-drawer-open');
    const near = [wide ? 330 : 24, wide ? 66 : 110];
    const far = [wide ? (panel ? 436 : 60) : 24, wide ? 150 : panel ? Math.round(window.innerHeight * 0.74) : 190];
    if (document.dir === 'rtl') [near[0], far[0]] = [far[0], near[0]];
    return { paddingTopLeft: near, paddingBottomRight: far, maxZoom: 8.5 };
  }

  /** Move a point to the middle of what the cards leave free. @param {any} latlng @param {number} zoom */
  function centreOn(latlng, zoom) {
    const { map } = whoheld;
    const { paddingTopLeft: near, paddingBottomRight: far } = fitOptions();
    const shift = L.point((far[0] - near[0]) / 2, (far[1] - near[1]) / 2);
    map.setView(map.unproject(map.project(latlng, zoom).add(shift), zoom), zoom);
  }

  /** Bring a place out from under the cards. @param {number} place */
  function reveal(place) {
    const { places } = whoheld.data;
    if (!places.isArea[place]) whoheld.map.panInside([places.lat[place], places.lon[place]], fitOptions());
  }

  function showFirstView(map) {
    const { change, view } = whoheld.fragment.read(location.hash);
    whoheld.store.set(change);
    if (view) map.setView([view[0], view[1]], view[2], { animate: false });
  }

  function subscribe(layers) {
    const needsTowns = ['day', 'before', 'panel', 'hidden', 'layers', 'place', 'filtered', 'theme'];
    let labelTimer = 0;
    if (layers.land) {
      whoheld.store.subscribe((_state, changed) => {
        whoheld.land.follow();
        if (needsTowns.some((name) => changed.has(name))) scheduleLand(layers);
      });
    }
    whoheld.repaintAll = () => {
      whoheld.swipe.repaint();
      for (const layer of Object.values(layers)) layer.paint();
    };
    whoheld.store.subscribe((_state, changed) => {
      if (needsTowns.some((name) => changed.has(name))) {
        layers.towns.paint();
        if (whoheld.regions.isStale()) layers.regions.paint();
      }
      if (['hidden', 'layers', 'place', 'filtered', 'panel', 'before'].some((name) => changed.has(name))) layers.labels.paint();
      else if (changed.has('day')) {
        clearTimeout(labelTimer);
        labelTimer = window.setTimeout(() => layers.labels.paint(), 160);
      }
    });
    for (const part of ['theme', 'timeline', 'legend', 'drawer', 'swipe']) whoheld.store.subscribe(whoheld[part].draw);
    whoheld.store.subscribe((state, changed) => changed.has('filters') && whoheld.filterPanel.mark(state));
    whoheld.store.subscribe(() => whoheld.fragment.schedule());
  }

  let landWaits = false;
  let landRest = 0;

  /**
   * Land follows in the next frame, of a large map in one soon after: the slider itself never waits for it.
   * What a picture costs shows only when the second frame after it comes late, as others put it on the screen.
   */
  function scheduleLand(layers) {
    if (landWaits) return;
    landWaits = true;
    window.setTimeout(() => requestAnimationFrame(() => {
      if (!layers.land.view || !whoheld.land.isStale()) {
        landWaits = false;
        return;
      }
      const began = performance.now();
      layers.land.paint();
      layers.fronts.paint();
      requestAnimationFrame(() => requestAnimationFrame(() => {
        const ended = performance.now();
        landRest = ended + LEISURE * Math.max(0, ended - began - TWO_FRAMES_MS);
        landWaits = false;
        if (whoheld.land.isStale()) scheduleLand(layers);
      }));
    }), Math.max(0, landRest - performance.now()));
  }

  /** Title, what there is, and a plain word when there is little. */
  function describe(blob) {
    const { about } = whoheld.data;
    const { t, count } = whoheld.words;
    document.getElementById('wh-title').textContent = blob.title;
    const parts = [count('places', about.places), count('reports', about.claims), count('articles', about.articles)];
    document.getElementById('wh-summary').textContent = parts.join(' · ');
    const notice = document.getElementById('wh-notice');
    const key = !about.claims && !about.intervals ? 'nothing_found' : !blob.days ? 'nothing_dated' : blob.coarse ? 'coarse_note' : '';
    notice.hidden = !key;
    if (key) notice.textContent = t(key);
    const gaps = about.unplaced + about.outside + about.undated_claims + about.issues;
    if (!gaps) return;
    document.getElementById('wh-gap-count').textContent = whoheld.words.short(gaps);
    const button = document.querySelector('[data-panel=gaps]');
    button.setAttribute('aria-label', `${t('panel_gaps')}: ${whoheld.words.short(gaps)}`);
  }

  /** Select a place and bring it into view. @param {number} place */
  function goTo(place) {
    const { places, intervals, regions } = whoheld.data;
    const first = intervals.dated[place];
    const change = { place, panel: 'town' };
    if (first < intervals.from[place + 1] && whoheld.control.at(place, whoheld.state.day) < 0) change.day = whoheld.days.clamp(intervals.start[first]);
    whoheld.store.set(change);
    whoheld.store.draw();
    const region = places.isArea[place] ? regions.find((one) => one.place === place) : undefined;
    if (region?.rings.counts.length) {
      const { lon, lat } = region.rings;
      const low = (list) => list.reduce((a, b) => Math.min(a, b)) / whoheld.columns.GRID;
      const high = (list) => list.reduce((a, b) => Math.max(a, b)) / whoheld.columns.GRID;
      whoheld.map.fitBounds([[low(lat), low(lon)], [high(lat), high(lon)]], fitOptions());
    } else {
      centreOn([places.lat[place], places.lon[place]], Math.max(whoheld.map.getZoom(), 8));
    }
  }

  whoheld.goTo = goTo;
  whoheld.reveal = reveal;
  whoheld.fitOptions = fitOptions;
  whoheld.start = start;
})((window.whoheld = window.whoheld || {}));
