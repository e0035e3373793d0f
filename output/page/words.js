'use strict';
/** The page's own words, from the message file of its language. */
(function (whoheld) {
  /** @type {Object<string, string>} */
  let messages = {};
  let language = 'en';
  /** @type {Intl.NumberFormat} */
  let numbers;
  /** @type {Intl.PluralRules} */
  let plurals;

  /** @param {Object<string, string>} table @param {string} code */
  function load(table, code) {
    messages = table;
    language = code;
    numbers = new Intl.NumberFormat(code);
    plurals = new Intl.PluralRules(code);
  }

  /**
   * The words of a key, with {names} filled in; numbers are written the language's way.
   * @param {string} key
   * @param {Object<string, string|number>} [values]
   * @returns {string}
   */
  function t(key, values) {
    const words = messages[key];
    if (words === undefined) return key;
    return words.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values?.[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  }

  /**
   * As `t`, choosing among key_one, key_few, key_many, key_other by the number `n`.
   * @param {string} key
   * @param {number} n
   * @param {Object<string, string|number>} [values]
   */
  function count(key, n, values) {
    const form = `${key}_${plurals.select(n)}`;
    return t(form in messages ? form : `${key}_other`, Object.assign({ n }, values));
  }

  /** Put the words into every element that names its key. @param {ParentNode} root */
  function translate(root) {
    for (const node of root.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
    for (const node of root.querySelectorAll('[data-t-label]')) {
      node.setAttribute('aria-label', t(node.dataset.tLabel));
      if (node.matches('button')) node.setAttribute('title', t(node.dataset.tLabel));
    }
    for (const node of root.querySelectorAll('[data-t-hint]')) {
      node.setAttribute('placeholder', t(node.dataset.tHint));
    }
  }

  /** @param {number} n @returns {string} a large number in few characters */
  const short = (n) => new Intl.NumberFormat(language, { notation: 'compact' }).format(n);

  /** @param {number} n of a hundred @returns {string} */
  const percent = (n) => new Intl.NumberFormat(language, { style: 'percent' }).format(n / 100);

  whoheld.words = { load, t, count, translate, short, percent, format: (n) => numbers.format(n), language: () => language };
})((window.whoheld = window.whoheld || {}));
