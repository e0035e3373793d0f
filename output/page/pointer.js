'use strict';
/** Pointing at the map: what lies under it, the hover card, and clicks. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  let tip = null;
  let map = null;
  let layer = null;
  let over = -1;
  let overDay = 0;

  /** @param {any} theMap @param {any} townLayer */
  function setup(theMap, townLayer) {
    map = theMap;
    layer = townLayer;
    tip = document.getElementById('wh-tip');
    map.on('mousemove', (event) => hover(event));
    map.on('mouseout movestart zoomstart', () => hide());
    map.on('click', (event) => {
      const place = findOnSide(event, 'ontouchstart' in window ? 14 : 5);
      if (place < 0) {
        whoheld.store.set({ place: -1, panel: whoheld.state.panel === 'town' ? '' : whoheld.state.panel });
        return;
      }
      whoheld.store.set({ place, panel: 'town' });
      whoheld.store.draw();
      whoheld.reveal(place);
    });
  }

  function find(event, reach) {
    const { min } = layer.view;
    const town = whoheld.towns.find(event.layerPoint.x - min.x, event.layerPoint.y - min.y, reach);
    if (town >= 0) return town;
    const { worldX, worldY } = whoheld.columns;
    return whoheld.regions.find(worldX(event.latlng.lng), worldY(event.latlng.lat));
  }

  /** What lies there on the day of that side of the line, where two days stand side by side. */
  const findOnSide = (event, reach) =>
    whoheld.store.withChange({ day: whoheld.swipe.dayAt(event.containerPoint.x) }, () => find(event, reach));

  /** Land between towns, which says more than a statement about a whole province. */
  function landAt({ latlng, layerPoint }, day) {
    const { worldX, worldY } = whoheld.columns;
    const { min } = layer.view;
    if (!whoheld.mesh.options() || !whoheld.shoreMask.isLand(layer.view, layerPoint.x - min.x, layerPoint.y - min.y)) return null;
    return whoheld.landInfo.at(worldX(latlng.lng), worldY(latlng.lat), day);
  }

  function hover(event) {
    if (event.originalEvent.pointerType === 'touch') return;
    const place = findOnSide(event, 4);
    map.getContainer().classList.toggle('wh-pointing', place >= 0);
    const { x, y } = event.containerPoint;
    const day = whoheld.swipe.dayAt(x);
    const land = place < 0 || whoheld.data.places.isArea[place] ? landAt(event, day) : null;
    if (place < 0 && !land) {
      hide();
      return;
    }
    if (land) fill(tip, whoheld.landInfo.content(land));
    else if (place !== over || day !== overDay) fill(tip, whoheld.store.withChange({ day }, () => content(place)));
    over = land ? -1 : place;
    overDay = day;
    const width = map.getSize().x;
    tip.classList.toggle('wh-tip-left', x > width - 260);
    tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    tip.hidden = false;
  }

  function hide() {
    over = -1;
    if (tip) tip.hidden = true;
  }

  /** @param {number} place @returns {HTMLElement[]} name, holder, since when, how sure, how old */
  function content(place) {
    const { data, state, control, phrases } = whoheld;
    const head = el('strong', null, data.places.name[place]);
    let i = control.at(place, state.day);
    if (i < 0) i = control.undatedInterval(place);
    if (i < 0) return [head, el('span', null, whoheld.words.t('no_report_yet'))];
    const lines = [phrases.stateBadge(i), el('span', null, phrases.since(i))];
    if (data.intervals.looks[data.intervals.look[i]].dated) lines.push(el('span', { class: 'wh-dim' }, phrases.lastReport(place, i)));
    return [head, ...lines];
  }

  whoheld.pointer = { setup };
})((window.whoheld = window.whoheld || {}));
