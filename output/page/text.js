'use strict';
/** DOM elements from plain text: article text reaches the page through here, and only as text. */
(function (whoheld) {
  /**
   * Make an element. Strings become text nodes, never markup.
   * @param {string} tag
   * @param {Object<string, any>} [props] class, attributes, `on` = {event: handler}, `style` = {name: value}
   * @param {...(Node|string|null|undefined|false)} children
   * @returns {HTMLElement}
   */
  function el(tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === 'on') {
        for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      } else if (name === 'style') {
        for (const [key, text] of Object.entries(value)) node.style.setProperty(key, String(text));
      } else if (name === 'data') {
        for (const [key, text] of Object.entries(value)) node.dataset[key] = String(text);
      } else {
        node.setAttribute(name, value === true ? '' : String(value));
      }
    }
    append(node, children);
    return node;
  }

  /** @param {Node} node @param {any[]} children */
  function append(node, children) {
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false) continue;
      node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }

  /**
   * Replace what an element holds.
   * @param {Element} node
   * @param {...any} children
   */
  function fill(node, ...children) {
    node.replaceChildren();
    append(node, children);
  }

  /**
   * Change the words of an element that holds nothing else, as cheaply as can be.
   * @param {Element} node
   * @param {string} words
   */
  function write(node, words) {
    const text = node.firstChild;
    if (!text || text.nodeType !== Node.TEXT_NODE || text.nextSibling) node.textContent = words;
    else if (text.nodeValue !== words) text.nodeValue = words;
  }

  /**
   * A link out, only for http and https; anything else is shown as text.
   * @param {string} address
   * @param {...any} children
   * @returns {HTMLElement}
   */
  function link(address, ...children) {
    if (!/^https?:\/\/[^\s]+$/i.test(address)) return el('span', null, ...children);
    return el('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, ...children);
  }

  /**
   * A small picture from the page's own symbols.
   * @param {string} name
   * @returns {SVGElement}
   */
  function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `#wh-i-${name}`);
    svg.setAttribute('class', 'wh-icon');
    svg.setAttribute('aria-hidden', 'true');
    svg.appendChild(use);
    return svg;
  }

  whoheld.text = { el, fill, write, link, icon };
})((window.whoheld = window.whoheld || {}));
