'use strict';
/** Unpacks the page's code and runs it; where it stands in the page unpacked there is nothing to do. */
(function (whoheld) {
  /** The page's policy lets an element run only if its text is one of those the page was made with. @param {string} code */
  function run(code) {
    const node = document.createElement('script');
    node.textContent = code;
    document.head.append(node);
    node.remove();
  }

  /** Languages' ways to write take long to set up the first time; that is done while the streams are read. */
  function warmUp() {
    const { lang } = document.documentElement;
    new Intl.NumberFormat(lang).format(1);
    new Intl.DateTimeFormat(lang, { timeZone: 'UTC', month: 'long' }).format(0);
  }

  async function boot() {
    whoheld.prefetch('whoheld-data');
    whoheld.prefetch('whoheld-code');
    warmUp();
    for (const code of await whoheld.readBlob('whoheld-code')) run(code);
  }

  if (!document.getElementById('whoheld-code')) return;
  if (typeof DecompressionStream === 'function') boot();
  else document.getElementById('wh-needs').hidden = false;
})((window.whoheld = window.whoheld || {}));
