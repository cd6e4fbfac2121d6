import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packaging } from './packaging.ts';

const installed = (path: string) =>
  existsSync(fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url)));

describe.each([
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['win32', 'x64'],
  ['win32', 'arm64'],
  ['darwin', 'arm64'],
] as const)('the package for %s on %s', (platform, arch) => {
  const files = packaging(platform, arch).files as string[];

  it('holds the native files for it, which are there to be packed, and none for another', () => {
    expect(files).toContain(`node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`);
    expect(files).toContain(`node_modules/onnxruntime-node/bin/*/${platform}/${arch}/**`);
    expect(installed(`better-sqlite3/prebuilds/${platform}-${arch}.node`)).toBe(true);
    expect(installed(`onnxruntime-node/bin/napi-v6/${platform}/${arch}`)).toBe(true);
    const others = ['linux', 'win32', 'darwin'].filter((other) => other !== platform);
    expect(files.filter((line) => others.some((other) => line.includes(other)))).toEqual([]);
  });

  it('takes the image library that can run inside Electron there', () => {
    const images = files.filter((line) => line.includes('@img/')).join(' ');
    expect(images.includes('sharp-wasm32')).toBe(platform === 'linux');
    expect(images.includes(`sharp-${platform}-${arch}`)).toBe(platform !== 'linux');
  });

  it('can neither be run as Node, nor inspected, nor loaded from outside its checked archive', () => {
    expect(packaging(platform, arch)).toMatchObject({
      asar: true,
      electronFuses: {
        runAsNode: false,
        enableNodeOptionsEnvironmentVariable: false,
        enableNodeCliInspectArguments: false,
        enableEmbeddedAsarIntegrityValidation: true,
        onlyLoadAppFromAsar: true,
      },
    });
  });
});
