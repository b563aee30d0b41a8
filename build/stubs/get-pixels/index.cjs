/**
 * Stands in for get-pixels, which escpos loads and which would bring the retired `request` client
 * with it. Receipts are drawn by our own canvas and reach escpos as ready bits, so this is never
 * called; where something does call it, that is a bug and says so.
 */
'use strict';

module.exports = function getPixels() {
  throw new Error('get-pixels is not installed: images reach the printer as ready rasters');
};
