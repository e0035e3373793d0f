'use strict';
/** Towns or land held by each actor over time, with the slider's day marked. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);
  const SAMPLES = 240;
  const LINES = 8;
  /** Maps of more places are sampled on fewer days. */
  const MANY = 5000;
  /** @type {{days: number[], series: Array<{actor: any, counts: number[]}>, top: number}|null} */
  let lines = null;
  let canvas = null;
  /** What is counted: towns, or land in km2. */
  let unit = 'towns';

  /** Work out what each actor holds, on evenly spaced days. */
  function count() {
    const { actors, places } = whoheld.data;
    const days = whoheld.days.count();
    const n = Math.min(unit === 'land' && places.n > MANY ? SAMPLES / 4 : SAMPLES, days);
    const samples = Array.from({ length: n }, (_, k) => Math.round((k * (days - 1)) / Math.max(1, n - 1)));
    const land = unit === 'land' ? whoheld.landSize.over(samples) : null;
    const series = land ? actors.map((actor) => ({ actor, counts: land.map((held) => held[actor.n]) })) : countTowns(samples);
    const peak = (one) => Math.max(0, ...one.counts);
    series.sort((a, b) => peak(b) - peak(a) || a.actor.n - b.actor.n);
    dashTwins(series);
    lines = { days: samples, series: series.filter((one) => peak(one) > 0), top: Math.max(1, ...series.map(peak)) };
  }

  /** @param {number[]} samples days @returns {Array<{actor: any, counts: number[]}>} */
  function countTowns(samples) {
    const { data, days } = whoheld;
    const { intervals, places, actors } = data;
    const n = samples.length;
    const steps = actors.map(() => new Int32Array(n + 1));
    const sampleAfter = (day) => {
      let k = Math.ceil((Math.max(0, day) * (n - 1)) / Math.max(1, days.count() - 1));
      while (k > 0 && samples[k - 1] >= day) k--;
      while (k < n && samples[k] < day) k++;
      return k;
    };
    for (let place = 0; place < places.n; place++) {
      if (places.isArea[place]) continue;
      for (let i = intervals.dated[place]; i < intervals.from[place + 1]; i++) {
        const look = intervals.looks[intervals.look[i]];
        if (!look.actors.length || look.state === 'unknown' || look.state === 'contested') continue;
        steps[look.actors[0]][sampleAfter(intervals.start[i])]++;
        if (intervals.end[i] < days.count()) steps[look.actors[0]][sampleAfter(intervals.end[i])]--;
      }
    }
    return actors.map((actor) => {
      let held = 0;
      return { actor, counts: samples.map((_, k) => (held += steps[actor.n][k])) };
    });
  }

  /** The choice between towns and land, where land is drawn. */
  function unitSwitch(body) {
    if (!whoheld.mesh.options()) return null;
    const choose = el('select', { id: 'wh-chart-unit', class: 'wh-field', on: { change: () => {
      unit = choose.value;
      lines = null;
      draw(body);
      document.getElementById('wh-chart-unit').focus();
    } } }, ['towns', 'land'].map((name) => el('option', { value: name, selected: name === unit }, t(`chart_${name}`))));
    return el('div', { class: 'wh-fields' }, el('label', { for: 'wh-chart-unit' }, t('chart_unit')), choose);
  }

  /** Lines of nearly the same colour as a stronger one are dashed. */
  function dashTwins(series) {
    const tone = ({ actor }) => [1, 3, 5].map((at) => parseInt(actor.colour.slice(at, at + 2), 16));
    series.slice(0, LINES).forEach((one, n) => {
      const twins = series.slice(0, n).filter((other) => Math.hypot(...tone(one).map((c, i) => c - tone(other)[i])) < 60);
      one.dash = [[], [7, 4], [2, 3], [9, 3, 2, 3]][Math.min(3, twins.length)];
    });
  }

  /** A piece of an actor's line, for the table. */
  function sample(one) {
    const svg = whoheld.text.icon('line');
    svg.style.color = one.actor.colour;
    svg.style.strokeDasharray = one.dash.join(' ');
    return svg;
  }

  function draw(body) {
    if (!whoheld.days.count()) {
      fill(body, el('p', { class: 'wh-warn' }, t('nothing_dated')));
      return;
    }
    if (!lines) count();
    const names = lines.series.slice(0, LINES);
    const name = unit === 'land' ? 'chart_land' : 'chart';
    canvas = el('canvas', { class: 'wh-chart', role: 'img', 'aria-label': t(`${name}_label`) });
    canvas.addEventListener('click', (event) => {
      const box = canvas.getBoundingClientRect();
      const share = (event.clientX - box.left - margin()) / (box.width - margin() - 12);
      whoheld.store.set({ day: whoheld.days.clamp(share * (whoheld.days.count() - 1)) });
    });
    fill(body, unitSwitch(body), el('p', { class: 'wh-dim' }, t(`${name}_how`)), canvas,
      el('table', { class: 'wh-table' }, el('caption', { class: 'wh-sr' }, t(`${name}_label`)),
        el('thead', null, el('tr', null, el('th', { scope: 'col' }, t('actor')), el('th', { scope: 'col', id: 'wh-chart-day' }), el('th', { scope: 'col' }, t('chart_most')))),
        el('tbody', null, names.map((one) => el('tr', null,
          el('th', { scope: 'row' }, sample(one), ' ', one.actor.name), el('td', { data: { now: one.actor.n } }), el('td', null, show(Math.max(...one.counts))))))));
    update(body);
  }

  /** @param {number} n towns, or km2 @returns {string} */
  const show = (n) => whoheld.words.format(Math.round(n));

  function update(body) {
    if (!lines || !canvas || !body.contains(canvas)) return;
    const { held } = unit === 'land' ? whoheld.landSize.on(whoheld.state.day) : whoheld.control.tally(whoheld.state.day);
    body.querySelector('#wh-chart-day').textContent = whoheld.days.show(whoheld.state.day);
    for (const cell of body.querySelectorAll('[data-now]')) cell.textContent = show(held[Number(cell.dataset.now)]);
    paint();
  }

  /** Room for the numbers left of the chart. */
  const margin = () => 16 + 7 * whoheld.words.format(Math.round(lines.top)).length;

  function paint() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const tone = (name) => style.getPropertyValue(name).trim();
    const left = margin();
    const x = (day) => left + (day / Math.max(1, whoheld.days.count() - 1)) * (width - left - 12);
    const y = (n) => height - 22 - (n / lines.top) * (height - 34);
    ctx.font = '11px system-ui, sans-serif';
    ctx.fillStyle = tone('--ink-2');
    ctx.strokeStyle = tone('--line');
    ctx.lineWidth = 1;
    const every = niceStep(lines.top);
    for (let n = 0; n <= lines.top; n += every) {
      ctx.beginPath();
      ctx.moveTo(left, y(n));
      ctx.lineTo(width - 12, y(n));
      ctx.stroke();
      ctx.textAlign = 'right';
      ctx.fillText(whoheld.words.format(n), left - 5, y(n) + 4);
    }
    ctx.textAlign = 'left';
    ctx.fillText(whoheld.days.show(0, 'month'), left, height - 6);
    ctx.textAlign = 'right';
    ctx.fillText(whoheld.days.show(whoheld.days.count() - 1, 'month'), width - 12, height - 6);
    ctx.lineWidth = 2;
    for (const one of [...lines.series.slice(0, LINES)].reverse()) {
      ctx.strokeStyle = one.actor.colour;
      ctx.setLineDash(one.dash);
      ctx.globalAlpha = whoheld.state.hidden.has(one.actor.n) ? 0.2 : 1;
      ctx.beginPath();
      one.counts.forEach((n, k) => {
        if (k) ctx.lineTo(x(lines.days[k]), y(one.counts[k - 1]));
        ctx.lineTo(x(lines.days[k]), y(n));
      });
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
    ctx.strokeStyle = tone('--ink');
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(x(whoheld.state.day), 6);
    ctx.lineTo(x(whoheld.state.day), height - 22);
    ctx.stroke();
  }

  function niceStep(top) {
    const raw = top / 4;
    const unit = 10 ** Math.floor(Math.log10(Math.max(1, raw)));
    return [1, 2, 5, 10].map((n) => n * unit).find((n) => n >= raw) || 1;
  }

  function setup() {
    whoheld.drawer.page('chart', () => t('panel_chart'), draw);
    whoheld.drawer.onStep('chart', update);
  }

  whoheld.chart = { setup };
})((window.whoheld = window.whoheld || {}));
