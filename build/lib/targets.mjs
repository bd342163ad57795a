/**
 * The oldest runtimes that the bundles must run on. Electron 22 (Chromium 108, Node 16) is what the tests of the packaged
 * program use on machines that cannot fetch a newer one; users get the `electron` of package.json.
 */
export const OLDEST_CHROMIUM = 'chrome108';
export const OLDEST_ELECTRON_NODE = 'node16';
export const OLDEST_NODE = 'node20';
