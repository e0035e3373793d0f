'use strict';
/** The side panel: one of several pages, opened by buttons, closed by Escape. */
(function (whoheld) {
  /** Pages that lead to towns. */
  const LISTS = ['places', 'changes', 'gaps'];
  /** @type {Object<string, {title: function(): string, draw: function(HTMLElement): void}>} */
  const pages = Object.create(null);
  let box, body, heading;
  let opener = null;
  let wasOpen = '';
  /** The list from which a town was picked, to go back to. */
  let cameFrom = '';

  /**
   * Add a page.
   * @param {string} name
   * @param {function(): string} title
   * @param {function(HTMLElement): void} draw fills the body
   */
  function page(name, title, draw) {
    pages[name] = { title, draw };
  }

  function setup() {
    box = document.getElementById('wh-drawer');
    body = document.getElementById('wh-drawer-body');
    heading = document.getElementById('wh-drawer-title');
    document.getElementById('wh-drawer-close').addEventListener('click', () => close());
    document.getElementById('wh-drawer-back').addEventListener('click', () => whoheld.store.set({ panel: cameFrom, place: -1 }));
    for (const button of document.querySelectorAll('[data-panel]')) {
      button.addEventListener('click', () => {
        opener = button;
        whoheld.store.set({ panel: whoheld.state.panel === button.dataset.panel ? '' : button.dataset.panel });
      });
    }
  }

  function close() {
    whoheld.store.set({ panel: '', place: whoheld.state.panel === 'town' ? -1 : whoheld.state.place });
    if (opener) opener.focus();
    opener = null;
  }

  /** @param {any} state @param {Set<string>} changed */
  function draw(state, changed) {
    const open = pages[state.panel] ? state.panel : '';
    if (changed.has('panel')) {
      box.hidden = !open;
      document.body.classList.toggle('wh-drawer-open', Boolean(open));
      for (const button of document.querySelectorAll('[data-panel]')) button.setAttribute('aria-expanded', String(button.dataset.panel === open));
    }
    if (!open) {
      wasOpen = '';
      return;
    }
    const needs = changed.has('panel') || (open === 'town' && changed.has('place')) || changed.has('filtered');
    if (needs) {
      if (wasOpen !== open) cameFrom = open === 'town' && LISTS.includes(wasOpen) ? wasOpen : '';
      document.getElementById('wh-drawer-back').hidden = !cameFrom;
      heading.textContent = pages[open].title();
      body.replaceChildren();
      pages[open].draw(body);
      body.scrollTop = 0;
      if (wasOpen !== open) heading.focus({ preventScroll: true });
      wasOpen = open;
    } else if (pages[open].update && (['day', 'before', 'hidden', 'split'].some((name) => changed.has(name)))) {
      pages[open].update(body, state);
    }
  }

  /** Give a page a cheap redraw for when only the day moves. */
  function onStep(name, update) {
    pages[name].update = update;
  }

  whoheld.drawer = { page, onStep, setup, draw, close };
})((window.whoheld = window.whoheld || {}));
