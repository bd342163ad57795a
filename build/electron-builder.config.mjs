import { inRoot } from './lib/paths.mjs';

/**
 * Everything that the program needs is bundled into `dist/`, so nothing of `node_modules` is packed.
 * @param {{ forTests: boolean, electronVersion: string }} options The tests drive the program by way of the inspector, so
 *   their build may be inspected; that is the only difference from the release.
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfig({ forTests, electronVersion }) {
  return {
    appId: 'dev.trunkline.app',
    productName: 'Trunkline',
    copyright: 'The Trunkline authors',
    directories: {
      buildResources: inRoot('build'),
      output: inRoot(forTests ? '.cache/electron-test' : 'dist/package'),
    },
    files: [
      'dist/electron/**',
      'dist/renderer/**',
      '!dist/renderer/**/*.{br,gz}',
      'dist/assets/**',
      'package.json',
      '!node_modules',
    ],
    asar: true,
    npmRebuild: false,
    publish: null,
    icon: inRoot('build/icon.png'),
    linux: { executableName: 'trunkline', category: 'Education', target: 'dir' },
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: forTests,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      // The window comes from app://. Electron before 29 has no such fuse.
      ...(Number.parseInt(electronVersion, 10) >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
    },
  };
}
