'use strict';
/** Compares two days side by side: the earlier one left of a line that can be moved, the later one right of it. */
(function (whoheld) {
  const t = (key, values) => whoheld.words.t(key, values);
  /** Layers that look the same on every day. */
  const TIMELESS = ['ground', 'labels'];
  const MARGIN = 4;
  const KEY_STEPS = { ArrowLeft: -2, ArrowRight: 2, ArrowDown: -2, ArrowUp: 2, PageDown: -10, PageUp: 10 };
  let map = null;
  /** Each day's layer and its twin, which shows the day compared with. @type {Array<{layer: any, twin: any}>} */
  let pairs = [];
  let layers = null;
  let divider, handle, early, late;

  /** @returns {boolean} */
  const isOn = () => whoheld.state.split !== null && whoheld.state.before !== null;

  /** @param {any} theMap @param {Object<string, any>} theLayers */
  function setup(theMap, theLayers) {
    map = theMap;
    layers = theLayers;
    divider = document.getElementById('wh-divider');
    handle = document.getElementById('wh-handle');
    early = document.getElementById('wh-early');
    late = document.getElementById('wh-late');
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      event.preventDefault();
    });
    handle.addEventListener('pointermove', (event) => {
      if (handle.hasPointerCapture(event.pointerId)) moveTo(percentOf(event.clientX));
    });
    handle.addEventListener('keydown', (event) => onKey(event));
    document.getElementById('wh-swipe-off').addEventListener('click', () => {
      whoheld.store.set({ split: null });
      document.querySelector('[data-panel=changes]').focus();
    });
    map.on('move resize', clip);
  }

  /** @param {number} x pixels from the window's left @returns {number} */
  function percentOf(x) {
    const box = map.getContainer().getBoundingClientRect();
    return (100 * (x - box.left)) / box.width;
  }

  /** @param {number} percent of the map's width, from the left */
  function moveTo(percent) {
    whoheld.store.set({ split: Math.round(10 * Math.max(MARGIN, Math.min(100 - MARGIN, percent))) / 10 });
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const ends = { Home: MARGIN, End: 100 - MARGIN };
    if (event.key in KEY_STEPS) moveTo(whoheld.state.split + KEY_STEPS[event.key]);
    else if (event.key in ends) moveTo(ends[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Switch on or off; the line starts in the middle of what the cards leave free. */
  function toggle() {
    if (isOn()) {
      whoheld.store.set({ split: null });
      return;
    }
    const { paddingTopLeft: near, paddingBottomRight: far } = whoheld.fitOptions();
    moveTo(percentOf((near[0] + map.getSize().x - far[0]) / 2));
  }

  /** @param {any} state @param {Set<string>} changed */
  function draw(state, changed) {
    if (state.split === null && !pairs.length) return;
    if (state.split !== null && state.before === null) whoheld.store.set({ before: whoheld.changes.defaultBefore() });
    if (['split', 'before', 'day'].some((name) => changed.has(name))) {
      if (isOn() !== pairs.length > 0) (isOn() ? addTwins : removeTwins)();
      divider.hidden = !isOn();
      document.body.classList.toggle('wh-swiping', isOn());
      if (isOn()) label(state);
      clip();
    }
    const looks = ['before', 'hidden', 'layers', 'place', 'filtered', 'theme', 'panel'].some((name) => changed.has(name));
    if (looks || (changed.has('day') && state.panel === 'changes')) repaint();
  }

  function label(state) {
    const [first, last] = [Math.min(state.before, state.day), Math.max(state.before, state.day)];
    early.textContent = whoheld.days.show(first);
    late.textContent = whoheld.days.show(last);
    divider.style.left = `${state.split}%`;
    handle.setAttribute('aria-valuenow', String(Math.round(state.split)));
    handle.setAttribute('aria-valuetext', t('swipe_value', { n: Math.round(state.split), from: early.textContent, to: late.textContent }));
  }

  /** Give every layer that changes with the days a twin, painted by the same painter for the other day. */
  function addTwins() {
    for (const [name, layer] of Object.entries(layers)) {
      if (TIMELESS.includes(name)) continue;
      const pane = `${layer.options.pane}-other`;
      if (!map.getPane(pane)) {
        map.createPane(pane).style.zIndex = map.getPane(layer.options.pane).style.zIndex;
        map.getPane(pane).style.pointerEvents = 'none';
      }
      pairs.push({ layer, twin: new whoheld.CanvasLayer(asOther(layer.painter()), { pane }).addTo(map) });
    }
  }

  function removeTwins() {
    for (const { layer, twin } of pairs) {
      twin.remove();
      map.getPane(layer.options.pane).style.clipPath = '';
    }
    pairs = [];
  }

  /** @param {function(CanvasRenderingContext2D, any): void} paint @returns {function(CanvasRenderingContext2D, any): void} */
  function asOther(paint) {
    return (ctx, view) => {
      const { day, before } = whoheld.state;
      if (before === null) return;
      whoheld.store.withChange({ day: before, before: day }, () => paint(ctx, view));
      whoheld.towns.refresh();
    };
  }

  function repaint() {
    for (const { twin } of pairs) twin.paint();
  }

  /** Where the layer of a side is seen. @param {boolean} isLeft @returns {number[]} from and to, in pixels of the map */
  function span(isLeft) {
    const { x } = map.getSize();
    const at = (x * whoheld.state.split) / 100;
    return isLeft ? [0, at] : [at, x];
  }

  /** Whether the slider's day is the earlier one, and so stands left. */
  const isDayLeft = () => whoheld.state.day < whoheld.state.before;

  /** Show of each picture its own side; panes move with the map, the line does not. */
  function clip() {
    if (!isOn()) return;
    const origin = map.containerPointToLayerPoint([0, 0]);
    const { y } = map.getSize();
    const cut = (pane, [from, to]) => {
      const [left, right, top, bottom] = [origin.x + from, origin.x + to, origin.y, origin.y + y];
      map.getPane(pane).style.clipPath = `polygon(${left}px ${top}px, ${right}px ${top}px, ${right}px ${bottom}px, ${left}px ${bottom}px)`;
    };
    for (const { layer, twin } of pairs) {
      cut(layer.options.pane, span(isDayLeft()));
      cut(twin.options.pane, span(!isDayLeft()));
    }
  }

  /**
   * The day shown at a point of the map.
   * @param {number} x pixels from the map's left
   * @returns {number}
   */
  function dayAt(x) {
    const { day, before } = whoheld.state;
    if (!isOn()) return day;
    const isLeft = x < span(true)[1];
    return isLeft === isDayLeft() ? day : before;
  }

  /** @param {Element} canvas @returns {number[]|null} which part of it is seen, from and to in pixels of the map; null = all */
  function seenPart(canvas) {
    if (!isOn()) return null;
    for (const { layer, twin } of pairs) {
      if (layer.canvas() === canvas) return span(isDayLeft());
      if (twin.canvas() === canvas) return span(!isDayLeft());
    }
    return null;
  }

  whoheld.swipe = { setup, draw, toggle, isOn, repaint, dayAt, seenPart };
})((window.whoheld = window.whoheld || {}));
