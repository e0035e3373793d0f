'use strict';
/** Light and dark: the system's choice, until the reader makes one. */
(function (whoheld) {
  const KEY = 'whoheld-theme';
  const system = window.matchMedia('(prefers-color-scheme: dark)');

  /** @returns {string} what the reader chose before, or '' */
  function remembered() {
    try {
      return localStorage.getItem(KEY) || '';
    } catch (error) {
      if (error instanceof DOMException) return '';
      throw error;
    }
  }

  function setup() {
    document.getElementById('wh-theme').addEventListener('click', () => {
      const theme = isDark(whoheld.state.theme) ? 'light' : 'dark';
      try {
        localStorage.setItem(KEY, theme);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
      }
      whoheld.store.set({ theme });
    });
    system.addEventListener('change', () => {
      if (!whoheld.state.theme) apply('');
    });
    const theme = remembered();
    apply(theme);
    whoheld.store.set({ theme });
  }

  const isDark = (theme) => (theme ? theme === 'dark' : system.matches);

  /** @param {string} theme */
  function apply(theme) {
    const name = isDark(theme) ? 'dark' : 'light';
    if (document.documentElement.dataset.theme === name) return;
    document.documentElement.dataset.theme = name;
    whoheld.paint.readPalette();
    whoheld.sprites.reset();
    if (whoheld.repaintAll) whoheld.repaintAll();
  }

  /** @param {any} state @param {Set<string>} changed */
  function draw(state, changed) {
    if (changed.has('theme')) apply(state.theme);
  }

  whoheld.theme = { setup, draw };
})((window.whoheld = window.whoheld || {}));
