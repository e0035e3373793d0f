'use strict';
/** Reads the data elements of the page: JSON as it is, or gzipped where it is large. */
(function (whoheld) {
  /** Elements somebody will soon ask for. @type {Map<string, Promise<any>>} */
  const early = new Map();

  /** @param {string} id @returns {Promise<any>} */
  async function read(id) {
    const node = document.getElementById(id);
    if (node.type === 'application/json') return JSON.parse(node.textContent);
    const unpacker = new DecompressionStream('gzip');
    const writer = unpacker.writable.getWriter();
    const written = writer.write(bytesOf(node.textContent)).then(() => writer.close());
    const [text] = await Promise.all([new Response(unpacker.readable).text(), written]);
    return JSON.parse(text);
  }

  /** @param {string} text base64 @returns {Uint8Array} */
  function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    return bytes;
  }

  /** Begin to unpack an element. @param {string} id */
  const prefetch = (id) => early.set(id, read(id));

  /** @param {string} id @returns {Promise<any>} */
  function readBlob(id) {
    const begun = early.get(id);
    early.delete(id);
    return begun || read(id);
  }

  Object.assign(whoheld, { prefetch, readBlob });
})((window.whoheld = window.whoheld || {}));
