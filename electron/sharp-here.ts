/**
 * The image library as Electron can bear it; the desktop build puts this file in the place of `sharp`. On
 * Linux the native build clashes with the GLib that Electron brings, so the WebAssembly build is loaded.
 */
import { createRequire, registerHooks } from 'node:module';
import type sharpModule from 'sharp';

/** The WebAssembly build in place of a native one for Linux; every other name is left alone. */
export function pictureLibrary(specifier: string): string {
  return specifier.replace(/^@img\/sharp-linux(?:musl)?-[^/]+\//, '@img/sharp-wasm32/');
}

const forced = process.env.RESIGHT_SHARP_WASM !== undefined;
if (forced || (process.platform === 'linux' && process.versions.electron !== undefined)) {
  registerHooks({
    resolve: (specifier, context, next) => next(pictureLibrary(specifier), context),
  });
}

export default createRequire(import.meta.url)('sharp') as typeof sharpModule;
