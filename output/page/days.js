'use strict';
/** Days as whole numbers from the map's first one, and how people write them. */
(function (whoheld) {
  const MS = 86400000;
  let first = 0;
  let count = 0;
  /** @type {Object<string, Intl.DateTimeFormat>} */
  let formats = {};

  /** @param {number} firstDay days since 1970-01-01 @param {number} days @param {string} language */
  function setup(firstDay, days, language) {
    first = firstDay;
    count = days;
    const make = (options) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
    formats = {
      long: make({ day: 'numeric', month: 'long', year: 'numeric' }),
      short: make({ day: 'numeric', month: 'short', year: 'numeric' }),
      weekday: make({ weekday: 'long' }),
      month: make({ month: 'short', year: 'numeric' }),
      monthOnly: make({ month: 'short' }),
      dayMonth: make({ day: 'numeric', month: 'short' }),
      year: make({ year: 'numeric' }),
    };
  }

  /** @param {number} day @returns {Date} */
  const dateOf = (day) => new Date((first + day) * MS);
  /** @param {number} day @returns {string} YYYY-MM-DD */
  const iso = (day) => dateOf(day).toISOString().slice(0, 10);
  /** @param {number} day @param {string} [style] */
  const show = (day, style) => formats[style || 'short'].format(dateOf(day));

  /** @param {string} text YYYY-MM-DD @returns {number|null} */
  function parse(text) {
    const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    return Number.isNaN(ms) ? null : Math.round(ms / MS) - first;
  }

  /** @param {number} day @param {number} months @returns {number} the same day some months on */
  function addMonths(day, months) {
    const date = dateOf(day);
    const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
    const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
    target.setUTCDate(Math.min(date.getUTCDate(), last));
    return Math.round(target.getTime() / MS) - first;
  }

  /** @param {number} year @param {number} month 0 to 11 @returns {number} its first day */
  const startOf = (year, month) => Math.round(Date.UTC(year, month, 1) / MS) - first;

  whoheld.days = {
    setup, dateOf, iso, show, parse, addMonths, startOf,
    count: () => count,
    clamp: (day) => Math.max(0, Math.min(Math.max(0, count - 1), Math.round(day))),
  };
})((window.whoheld = window.whoheld || {}));
