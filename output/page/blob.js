'use strict';
/** Reads the data elements of the page: JSON as it is, or gzipped where it is large. */
(function (whoheld) {
  /** @param {string} id @returns {Promise<any>} */
  async function readBlob(id) {
    const node = document.getElementById(id);
    if (node.type === 'application/json') return JSON.parse(node.textContent);
    const text = atob(node.textContent);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  }

  whoheld.readBlob = readBlob;
})((window.whoheld = window.whoheld || {}));
