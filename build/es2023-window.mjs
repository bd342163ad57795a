/** Of `es2023.mjs` what Chromium 108 lacks: the window need not carry the rest. */
import 'core-js/actual/array/to-reversed.js';
import 'core-js/actual/array/to-sorted.js';
import 'core-js/actual/array/to-spliced.js';
import 'core-js/actual/array/with.js';
