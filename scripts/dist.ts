/** `npm run dist`: installers for the system at hand, in `dist/packages`. `-- --dir` makes the folder alone. */
import { build, Platform } from 'electron-builder';
import { buildElectron } from './build-electron.ts';
import { buildRenderer } from './build-renderer.ts';
import { packaging, type TargetArch, type TargetPlatform } from './packaging.ts';

const { platform, arch } = process;
if (!['linux', 'win32', 'darwin'].includes(platform) || !['x64', 'arm64'].includes(arch)) {
  throw new Error(
    `There are no installers for ${platform} on ${arch}. Run "npm start" from the source.`,
  );
}
if (platform === 'darwin' && arch === 'x64') {
  throw new Error(
    'ONNX Runtime has no build for Macs with an Intel processor, so there is no installer for them. Use a Mac with Apple silicon.',
  );
}
await buildRenderer();
await buildElectron();
await build({
  config: packaging(platform as TargetPlatform, arch as TargetArch),
  targets: Platform.current().createTarget(process.argv.includes('--dir') ? 'dir' : null),
});
