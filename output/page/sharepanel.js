'use strict';
/** The page of ways out: link, picture, data, print. */
(function (whoheld) {
  const { el, fill } = whoheld.text;
  const t = (key, values) => whoheld.words.t(key, values);

  function draw(body) {
    const action = (key, run) => el('li', null, el('button', { type: 'button', class: 'wh-row', data: { share: key }, on: { click: run } },
      el('span', { class: 'wh-row-name' }, t(key)), el('span', { class: 'wh-dim' }, t(`${key}_does`))));
    fill(body, el('ul', { class: 'wh-list' },
      action('copy_link', whoheld.share.copyLink), action('save_png', whoheld.share.savePng),
      action('save_geojson', whoheld.share.saveGeojson), whoheld.mesh.options() && action('save_areas', whoheld.share.saveAreas), action('print', () => window.print())));
  }

  whoheld.sharePanel = { setup: () => whoheld.drawer.page('share', () => t('panel_share'), draw) };
})((window.whoheld = window.whoheld || {}));
