/**
 * What the language level of our sources (`lib: es2023`) promises and Electron 22 (Chromium 108, Node 16.17) lacks. Put in
 * front of Electron's main process and of the window by the bundlers, so that no source has to think of it. Electron 24 has
 * it all: when nothing older is tested on any more, both files and their two mentions go.
 */
import 'core-js/actual/array/find-last.js';
import 'core-js/actual/array/find-last-index.js';
import 'core-js/actual/structured-clone.js';
import './es2023-window.mjs';
