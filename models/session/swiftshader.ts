/** A Vulkan device in software, so that the WebGPU provider can be proven on machines without a GPU. */
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Folders under which Chromium, alone or as Playwright's, brings SwiftShader along. */
const places = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/snap/chromium/current/usr/lib/chromium-browser',
];

/**
 * Environment for a process that is yet to start, in which Vulkan is SwiftShader; undefined where no
 * Chromium is installed. Chromium brings Vulkan's loader along too, for systems that have none.
 */
export function swiftShaderEnvironment(): Record<string, string> | undefined {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache/ms-playwright');
  const manifest = [
    ...places.map((folder) => join(folder, 'vk_swiftshader_icd.json')),
    ...globSync(join(cache, 'chromium*', '*', 'vk_swiftshader_icd.json')),
  ].find((path) => existsSync(path));
  if (manifest === undefined) return undefined;
  const libraries = [dirname(manifest), process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean);
  return {
    VK_DRIVER_FILES: manifest,
    VK_ICD_FILENAMES: manifest,
    LD_LIBRARY_PATH: libraries.join(':'),
  };
}
