import type { Configuration } from 'electron-builder';

export type TargetPlatform = 'linux' | 'win32' | 'darwin';
export type TargetArch = 'x64' | 'arm64';

/**
 * What electron-builder makes for one system. The bundles in `dist/` hold all of our code and of most
 * packages; beside them go only the packages with native code, and of these only the files for that system.
 */
export function packaging(platform: TargetPlatform, arch: TargetArch): Configuration {
  const images =
    platform === 'linux' ? '{sharp-wasm32,colour}' : `{sharp-${platform}-${arch},colour}`;
  // libvips lies inside sharp's own package on Windows and in one beside it elsewhere.
  const libvips =
    platform === 'darwin' ? [`node_modules/@img/sharp-libvips-darwin-${arch}/**`] : [];
  return {
    appId: 'org.resight.desktop',
    productName: 'Resight',
    copyright: 'MIT licence',
    npmRebuild: false,
    directories: { output: 'dist/packages' },
    files: [
      'package.json',
      'dist/electron/**',
      'dist/renderer/**',
      '!node_modules/**',
      'node_modules/better-sqlite3/{package.json,LICENSE,lib/**}',
      `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
      'node_modules/onnxruntime-node/{package.json,dist/**}',
      `node_modules/onnxruntime-node/bin/*/${platform}/${arch}/**`,
      'node_modules/onnxruntime-common/**',
      'node_modules/sharp/**',
      '!node_modules/sharp/{src,install}/**',
      `node_modules/@img/${images}/**`,
      ...libvips,
      'node_modules/{@emnapi/runtime,tslib,detect-libc,semver}/**',
      '!**/*.{d.ts,d.mts,d.cts,map,md}',
    ],
    asar: true,
    // The system's loader opens these itself and cannot look into an archive.
    asarUnpack: [
      '**/*.{node,wasm,dll,dylib}',
      '**/*.so',
      '**/*.so.*',
      '**/node_modules/@img/**',
      // Read piece by piece through a file handle, which an archive has none of.
      '**/*.safetensors',
    ],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    },
    linux: { target: ['AppImage', 'deb'], category: 'Science', maintainer: 'The Resight authors' },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: {
      target: ['dmg'],
      category: 'public.app-category.education',
      hardenedRuntime: true,
    },
    publish: null,
  };
}
