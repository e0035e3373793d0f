'use strict';
/** Takes the map elsewhere: a link, a picture, the day as GeoJSON, a print. */
(function (whoheld) {
  const t = (key, values) => whoheld.words.t(key, values);
  let map = null;

  /** @param {any} theMap */
  function setup(theMap) {
    map = theMap;
  }

  /** @param {string} words shown for a moment, and read out */
  function say(words) {
    const toast = document.getElementById('wh-toast');
    toast.textContent = words;
    toast.classList.add('wh-on');
    window.setTimeout(() => toast.classList.remove('wh-on'), 2600);
  }

  async function copyLink() {
    const address = `${location.href.split('#')[0]}#${whoheld.fragment.write()}`;
    try {
      await navigator.clipboard.writeText(address);
      say(t('link_copied'));
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      window.prompt(t('copy_link'), address);
    }
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = whoheld.text.el('a', { href: address, download: name });
    document.body.appendChild(anchor);
    anchor.click();
    anchor.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 10000);
    say(t('saved', { name }));
  }

  const dayName = () => (whoheld.days.count() ? whoheld.days.iso(whoheld.state.day) : 'undated');

  /** The map as it stands, with title, day, actors and the credit line. */
  function savePng() {
    const size = map.getSize();
    const ratio = 2;
    const foot = 74;
    const board = document.createElement('canvas');
    board.width = size.x * ratio;
    board.height = (size.y + foot) * ratio;
    const ctx = board.getContext('2d');
    ctx.scale(ratio, ratio);
    paintMap(ctx, size);
    paintFoot(ctx, size.x, size.y, foot);
    board.toBlob((blob) => save(blob, `whoheld-${dayName()}.png`), 'image/png');
  }

  /** The canvases in the order they lie; side by side, of each what is seen of it, and the line between. */
  function paintMap(ctx, size) {
    const frame = map.getContainer().getBoundingClientRect();
    for (const pane of [...map.getPanes().mapPane.children].sort((a, b) => levelOf(a) - levelOf(b))) {
      for (const canvas of pane.querySelectorAll('canvas.wh-canvas')) {
        const box = canvas.getBoundingClientRect();
        const [from, to] = whoheld.swipe.seenPart(canvas) || [0, size.x];
        ctx.save();
        ctx.beginPath();
        ctx.rect(from, 0, to - from, size.y);
        ctx.clip();
        ctx.drawImage(canvas, box.left - frame.left, box.top - frame.top, box.width, box.height);
        ctx.restore();
      }
    }
    if (!whoheld.swipe.isOn()) return;
    const x = (size.x * whoheld.state.split) / 100;
    ctx.fillStyle = whoheld.paint.colours().ink;
    ctx.fillRect(x - 1, 0, 2, size.y);
    ctx.font = '600 15px system-ui, sans-serif';
    for (const [n, day] of bothDays().entries()) paintDay(ctx, whoheld.days.show(day), x, n === 1);
  }

  /** @returns {number[]} the days compared, the earlier one first */
  const bothDays = () => [whoheld.state.day, whoheld.state.before].sort((a, b) => a - b);

  /** A date beside the line, on its side. */
  function paintDay(ctx, words, x, isRight) {
    const colours = whoheld.paint.colours();
    const wide = ctx.measureText(words).width + 16;
    const left = isRight ? x + 6 : x - 6 - wide;
    ctx.fillStyle = colours.halo;
    ctx.fillRect(left, 10, wide, 26);
    ctx.fillStyle = colours.ink;
    ctx.fillText(words, left + 8, 29);
  }

  const levelOf = (pane) => Number(getComputedStyle(pane).zIndex) || 0;

  /** The day, or both days side by side. */
  function dayWords() {
    const { days, state } = whoheld;
    if (!days.count()) return t('date_unknown');
    if (!whoheld.swipe.isOn()) return days.show(state.day, 'long');
    const [start, end] = bothDays().map((day) => days.show(day));
    return t('range', { start, end });
  }

  function paintFoot(ctx, width, top, tall) {
    const style = getComputedStyle(document.documentElement);
    const tone = (name) => style.getPropertyValue(name).trim();
    ctx.fillStyle = tone('--card');
    ctx.fillRect(0, top, width, tall);
    ctx.fillStyle = tone('--ink');
    ctx.font = '600 17px system-ui, sans-serif';
    ctx.fillText(`${whoheld.data.title} · ${dayWords()}`, 14, top + 24, width - 28);
    ctx.font = '12px system-ui, sans-serif';
    const isOne = !whoheld.swipe.isOn();
    const tallies = (isOne ? [whoheld.state.day] : bothDays()).map((day) => whoheld.control.tally(day).held);
    const held = (actor) => tallies.reduce((sum, one) => sum + one[actor.n], 0);
    let x = 14;
    for (const actor of [...whoheld.data.actors].sort((a, b) => held(b) - held(a))) {
      const words = isOne ? `${actor.name} ${whoheld.words.format(held(actor))}` : actor.name;
      const wide = ctx.measureText(words).width;
      if (!held(actor) || x + wide + 30 > width) continue;
      ctx.fillStyle = actor.colour;
      ctx.beginPath();
      ctx.arc(x + 5, top + 42, 5, 0, 7);
      ctx.fill();
      ctx.fillStyle = tone('--ink');
      ctx.fillText(words, x + 14, top + 46);
      x += wide + 30;
    }
    ctx.fillStyle = tone('--ink-2');
    ctx.font = '11px system-ui, sans-serif';
    ctx.fillText(`${t('creed')} ${t('credit_line')}`, 14, top + 65, width - 28);
  }

  function saveGeojson() {
    const { data, state, control, days } = whoheld;
    const features = [];
    for (let place = 0; place < data.places.n; place++) {
      if (data.places.isArea[place]) continue;
      const dated = control.at(place, state.day);
      const i = dated >= 0 ? dated : control.undatedInterval(place);
      if (i >= 0) features.push(featureOf(place, i));
    }
    const collection = { type: 'FeatureCollection', features, day: days.count() ? days.iso(state.day) : null, note: t('creed') };
    save(new Blob([JSON.stringify(collection)], { type: 'application/geo+json' }), `whoheld-${dayName()}.geojson`);
  }

  /** Areas and front lines of the day, as their pieces are; the sea is not cut off. */
  function saveAreas() {
    const { state, days } = whoheld;
    const collection = { type: 'FeatureCollection', features: whoheld.outline.features(state.day), day: days.count() ? days.iso(state.day) : null, note: t('creed') };
    save(new Blob([JSON.stringify(collection)], { type: 'application/geo+json' }), `whoheld-areas-${dayName()}.geojson`);
  }

  function featureOf(place, i) {
    const { data, days, phrases } = whoheld;
    const { places, intervals } = data;
    const look = phrases.lookOf(i);
    const date = (day) => (look.dated && day > whoheld.decode.NEVER && day < whoheld.decode.STILL ? days.iso(day) : null);
    const names = look.actors.map((actor) => data.actors[actor].id);
    return {
      type: 'Feature', id: places.id(place),
      geometry: { type: 'Point', coordinates: [places.lon[place], places.lat[place]] },
      properties: {
        start_date: date(intervals.start[i]), end_date: date(intervals.end[i]), place: places.name[place], place_id: places.id(place), state: look.state,
        actor: names[0] || null, opponent: names[1] || null, basis: look.basis, probability: intervals.sure[i] / 100, last_report: date(intervals.last[i]),
      },
    };
  }

  whoheld.share = { setup, copyLink, savePng, saveGeojson, saveAreas };
})((window.whoheld = window.whoheld || {}));
