'use strict';
/** A Leaflet layer that is one canvas: sized with the map, moved with it, painted by a function. */
(function (whoheld) {
  /**
   * @typedef {object} View what a painter needs to place things
   * @property {number} scale pixels across the world at this zoom
   * @property {number} left world pixels left of the canvas
   * @property {number} top world pixels above the canvas
   * @property {number} width
   * @property {number} height
   * @property {number} zoom
   */
  const CanvasLayer = L.Renderer.extend({
    initialize: function (paint, options) {
      L.Renderer.prototype.initialize.call(this, Object.assign({ padding: 0.08 }, options));
      this._paint = paint;
    },
    getEvents: function () {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._onMove;
      events.resize = this._update;
      return events;
    },
    _initContainer: function () {
      const canvas = (this._container = document.createElement('canvas'));
      canvas.setAttribute('aria-hidden', 'true');
      canvas.className = 'wh-canvas';
      this.context = canvas.getContext('2d');
    },
    _destroyContainer: function () {
      this._container.remove();
      delete this.context;
    },
    _updatePaths: function () {},
    _onMove: function () {
      if (this._moving || this._map._animatingZoom || this._map.getZoom() !== this._zoom) return;
      this._moving = requestAnimationFrame(() => {
        this._moving = 0;
        if (this._map && !this._map._animatingZoom && this._map.getZoom() === this._zoom) this._update();
      });
    },
    _update: function () {
      if (!this._map || (this._map._animatingZoom && this._bounds)) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const canvas = this._container;
      const width = Math.round(size.x * ratio);
      const height = Math.round(size.y * ratio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      L.DomUtil.setPosition(canvas, this._bounds.min);
      const origin = this._map.getPixelOrigin();
      this.view = {
        scale: 256 * 2 ** this._map.getZoom(),
        left: origin.x + this._bounds.min.x, top: origin.y + this._bounds.min.y,
        width: size.x, height: size.y, zoom: this._map.getZoom(), ratio,
        min: this._bounds.min, moved: true,
      };
      this.paint();
      this.fire('update');
    },
    /** @returns {HTMLCanvasElement} */
    canvas: function () {
      return this._container;
    },
    /** @returns {function(CanvasRenderingContext2D, View): void} what paints it */
    painter: function () {
      return this._paint;
    },
    /** Paint again for the same view; the painter clears what it has to. */
    paint: function () {
      if (!this.view || !this.context) return;
      const { ratio } = this.view;
      this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this._paint(this.context, this.view);
      this.view.moved = false;
    },
  });

  whoheld.CanvasLayer = CanvasLayer;
})((window.whoheld = window.whoheld || {}));
