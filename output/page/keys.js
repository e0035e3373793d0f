'use strict';
/** The keyboard: time with arrows, play with space, search with a slash. */
(function (whoheld) {
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageDown: -1, PageUp: 1 };

  function setup() {
    document.addEventListener('keydown', (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'Escape') {
        if (whoheld.state.panel) whoheld.drawer.close();
        return;
      }
      if (isTyping(event.target)) return;
      if (act(event)) event.preventDefault();
    });
  }

  /** @param {EventTarget} target @returns {boolean} whether keys belong to what is focused */
  function isTyping(target) {
    return target instanceof Element && target.closest('input:not([type=range]):not([type=checkbox]), select, textarea, [role=listbox], [role=separator]') !== null;
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether it meant something */
  function act(event) {
    const target = /** @type {Element} */ (event.target);
    const onMap = target.closest('.leaflet-container') !== null;
    if (event.key === '/') {
      document.getElementById('wh-search').focus();
      return true;
    }
    if (event.key === ' ' && !target.closest('button, summary, a, input[type=checkbox]')) {
      whoheld.timeline.play(!whoheld.state.playing);
      return true;
    }
    if (event.key === 'Home' || event.key === 'End') {
      whoheld.store.set({ day: event.key === 'Home' ? 0 : whoheld.days.clamp(whoheld.days.count() - 1), playing: false });
      return true;
    }
    if (event.key in STEPS && !onMap) {
      const sign = STEPS[event.key];
      const unit = event.shiftKey ? 'event' : event.key.startsWith('Page') ? 'month' : undefined;
      whoheld.timeline.step(sign, unit);
      return true;
    }
    return false;
  }

  whoheld.keys = { setup };
})((window.whoheld = window.whoheld || {}));
