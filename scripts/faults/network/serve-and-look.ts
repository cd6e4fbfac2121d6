/** Serves a catalogue to a page that asks for the screens and for pictures, then ends it. Words: CATALOGUE. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
const catalogue = process.argv[2];
const child = spawn(process.execPath, [main, 'serve', '--no-open', '--catalogue', catalogue], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let out = '';
for await (const text of child.stdout.setEncoding('utf8')) {
  out += String(text);
  const url = /http:\S+/.exec(out)?.[0];
  if (url === undefined) continue;
  const { status } = await fetch(url, { redirect: 'manual' });
  process.exitCode = status < 400 ? 0 : 1;
  // Long enough for whatever calls home on a timer.
  await new Promise((resolve) => {
    setTimeout(resolve, 5000);
  });
  child.kill();
  break;
}
