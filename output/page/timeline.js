'use strict';
/** The one slider: histogram behind it, steps, play, and the date in large. */
(function (whoheld) {
  const PAD = 10;
  const FRAME_MS = 1000 / 30;
  let slider, canvas, dateLine, weekday, playButton;
  /** Days on which some interval begins or ends; found when first asked for. @type {number[]|null} */
  let events = null;
  let timer = 0;
  let lastStep = 0;

  function setup() {
    slider = document.getElementById('wh-day');
    canvas = document.getElementById('wh-histogram');
    dateLine = document.getElementById('wh-date');
    weekday = document.getElementById('wh-weekday');
    playButton = document.getElementById('wh-play');
    const days = whoheld.days.count();
    slider.max = String(Math.max(0, days - 1));
    slider.addEventListener('input', () => whoheld.store.set({ day: Number(slider.value), playing: false }));
    playButton.addEventListener('click', () => play(!whoheld.state.playing));
    for (const [id, sign] of [['wh-back', -1], ['wh-on', 1]]) {
      document.getElementById(id).addEventListener('click', () => step(sign));
    }
    const unit = document.getElementById('wh-unit');
    unit.addEventListener('change', () => whoheld.store.set({ unit: unit.value }));
    const speed = document.getElementById('wh-speed');
    speed.addEventListener('change', () => whoheld.store.set({ speed: Number(speed.value) }));
    whoheld.store.set({ unit: days > 1500 ? 'month' : days > 150 ? 'week' : 'day' });
    window.addEventListener('resize', () => paintHistogram());
    document.getElementById('wh-dock').classList.toggle('wh-dateless', days === 0);
    if (!days) for (const node of document.querySelectorAll('#wh-dock button, #wh-dock select, #wh-dock input')) node.disabled = true;
  }

  function findEvents() {
    const { intervals } = whoheld.data;
    const days = new Set();
    const last = whoheld.days.count() - 1;
    for (let i = 0; i < intervals.n; i++) {
      for (const day of [intervals.start[i], intervals.end[i]]) if (day >= 0 && day <= last) days.add(day);
    }
    return [...days].sort((a, b) => a - b);
  }

  /** @param {number} day @param {number} sign @param {string} unit @returns {number} */
  function next(day, sign, unit) {
    if (unit === 'event') {
      events = events || findEvents();
      const found = sign > 0 ? events.find((one) => one > day) : [...events].reverse().find((one) => one < day);
      return found === undefined ? (sign > 0 ? whoheld.days.count() - 1 : 0) : found;
    }
    if (unit === 'month') return whoheld.days.addMonths(day, sign);
    return day + sign * (unit === 'week' ? 7 : 1);
  }

  /** Move by one step. @param {number} sign @param {string} [unit] */
  function step(sign, unit) {
    const day = next(whoheld.state.day, sign, unit || whoheld.state.unit);
    whoheld.store.set({ day: whoheld.days.clamp(day), playing: false });
  }

  /** @param {boolean} on */
  function play(on) {
    if (!whoheld.days.count()) return;
    const last = whoheld.days.count() - 1;
    if (on && whoheld.state.day >= last) whoheld.store.set({ day: 0 });
    whoheld.store.set({ playing: on });
    cancelAnimationFrame(timer);
    lastStep = 0;
    if (on) timer = requestAnimationFrame(tick);
  }

  function tick(now) {
    const { state, store } = whoheld;
    if (!state.playing) return;
    if (!lastStep) lastStep = now;
    const wait = Math.max(FRAME_MS, 1000 / state.speed);
    if (now - lastStep >= wait - 2) {
      lastStep = now;
      const day = whoheld.days.clamp(next(state.day, 1, state.unit));
      const last = whoheld.days.count() - 1;
      store.set({ day, playing: day < last });
    }
    timer = requestAnimationFrame(tick);
  }

  /** @param {any} state @param {Set<string>} changed */
  function draw(state, changed) {
    if (changed.has('playing')) {
      document.body.classList.toggle('wh-playing', state.playing);
      playButton.setAttribute('aria-label', whoheld.words.t(state.playing ? 'pause' : 'play'));
      playButton.title = playButton.getAttribute('aria-label');
    }
    if (changed.has('unit')) document.getElementById('wh-unit').value = state.unit;
    if (changed.has('speed')) document.getElementById('wh-speed').value = String(state.speed);
    if (!changed.has('day') && !changed.has('theme') && !changed.has('before')) return;
    if (whoheld.days.count()) {
      const words = whoheld.days.show(state.day, 'long');
      const shown = window.innerWidth > 480 ? words : whoheld.days.show(state.day);
      whoheld.text.write(dateLine, shown);
      if (dateLine.classList.contains('wh-long') !== shown.length > 18) dateLine.classList.toggle('wh-long');
      whoheld.text.write(weekday, whoheld.days.show(state.day, 'weekday'));
      if (slider.value !== String(state.day)) slider.value = String(state.day);
      slider.setAttribute('aria-valuetext', words);
    } else {
      whoheld.text.write(dateLine, whoheld.words.t('date_unknown'));
      whoheld.text.write(weekday, '');
    }
    if (changed.has('theme')) paintHistogram();
    else moveCursor();
  }

  let base = null;

  /** Bars of reports per slice of time, with years or months below; kept as a picture for the cursor to move over. */
  function paintHistogram() {
    const { daily } = whoheld.data;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!width || !daily.length) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const style = getComputedStyle(document.documentElement);
    base = {
      past: picture(true, width, height, ratio), rest: picture(false, width, height, ratio), width, height, ratio,
      ink: style.getPropertyValue('--ink').trim(), dim: style.getPropertyValue('--ink-2').trim(),
    };
    moveCursor();
  }

  function picture(past, width, height, ratio) {
    const board = document.createElement('canvas');
    board.width = Math.round(width * ratio);
    board.height = Math.round(height * ratio);
    const ctx = board.getContext('2d');
    ctx.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const floor = height - 17;
    const inner = width - 2 * PAD;
    const bins = bin(Math.max(1, Math.min(whoheld.days.count(), Math.floor(inner / 3))));
    const top = Math.max(1, ...bins);
    ctx.fillStyle = style.getPropertyValue(past ? '--accent' : '--bar').trim();
    ctx.globalAlpha = past ? 0.75 : 1;
    bins.forEach((count, n) => {
      if (!count) return;
      const tall = Math.max(2, Math.sqrt(count / top) * (floor - 6));
      const left = PAD + (n / bins.length) * inner;
      ctx.fillRect(left, floor - tall, Math.max(1, inner / bins.length - 0.8), tall);
    });
    ctx.globalAlpha = 1;
    ctx.fillStyle = style.getPropertyValue('--line').trim();
    ctx.fillRect(PAD, floor, inner, 1);
    paintTicks(ctx, style, inner, floor);
    return board;
  }

  function bin(size) {
    const bins = new Array(size).fill(0);
    const { daily } = whoheld.data;
    for (let day = 0; day < daily.length; day++) bins[Math.floor((day / daily.length) * size)] += daily[day];
    return bins;
  }

  function paintTicks(ctx, style, inner, floor) {
    const count = whoheld.days.count();
    ctx.fillStyle = style.getPropertyValue('--ink-2').trim();
    ctx.font = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
    ctx.textBaseline = 'top';
    const place = (day) => PAD + (count > 1 ? day / (count - 1) : 0) * inner;
    let reached = -Infinity;
    for (const [day, words] of ticks(count, inner)) {
      const x = place(day);
      const wide = ctx.measureText(words).width;
      if (x < reached || x + wide > inner + 2 * PAD) continue;
      ctx.fillRect(Math.round(x), floor, 1, 4);
      ctx.fillText(words, x + 3, floor + 4);
      reached = x + wide + 14;
    }
  }

  /** @returns {Array<[number, string]>} days to name on the axis */
  function ticks(count, inner) {
    const { days } = whoheld;
    const first = days.dateOf(0);
    const years = count / 365;
    const list = [];
    if (years > 2.2) {
      for (let year = first.getUTCFullYear(); days.startOf(year, 0) < count; year++) list.push([days.startOf(year, 0), days.show(days.startOf(year, 0), 'year')]);
    } else if (count > 75) {
      for (let n = 0; days.startOf(first.getUTCFullYear(), first.getUTCMonth() + n) < count; n++) {
        const day = days.startOf(first.getUTCFullYear(), first.getUTCMonth() + n);
        list.push([day, days.show(day, days.dateOf(day).getUTCMonth() === 0 || n <= 1 ? 'month' : 'monthOnly')]);
      }
    } else {
      const every = Math.max(1, Math.ceil(count / Math.max(2, inner / 64)));
      for (let day = 0; day < count; day += every) list.push([day, days.show(day, 'dayMonth')]);
    }
    return list.filter(([day]) => day >= 0);
  }

  function moveCursor() {
    if (!base) return;
    const { width, height, ratio } = base;
    const ctx = canvas.getContext('2d');
    const place = (day) => PAD + (whoheld.days.count() > 1 ? day / (whoheld.days.count() - 1) : 0) * (width - 2 * PAD);
    const x = place(whoheld.state.day);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(base.rest, 0, 0);
    const cut = Math.round(x * ratio);
    if (cut > 0) {
      ctx.clearRect(0, 0, cut, canvas.height);
      ctx.drawImage(base.past, 0, 0, cut, canvas.height, 0, 0, cut, canvas.height);
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const floor = height - 17;
    if (whoheld.state.before !== null) cursor(ctx, place(whoheld.state.before), floor, base.dim, true);
    cursor(ctx, x, floor, base.ink, false);
  }

  function cursor(ctx, x, floor, tone, dashed) {
    ctx.strokeStyle = tone;
    ctx.fillStyle = tone;
    ctx.lineWidth = 2;
    ctx.setLineDash(dashed ? [3, 3] : []);
    ctx.beginPath();
    ctx.moveTo(x, 4);
    ctx.lineTo(x, floor + 1);
    ctx.stroke();
    ctx.setLineDash([]);
    if (dashed) return;
    ctx.beginPath();
    ctx.arc(x, floor, 6, 0, 2 * Math.PI);
    ctx.fill();
  }

  whoheld.timeline = { setup, draw, step, play, next };
})((window.whoheld = window.whoheld || {}));
