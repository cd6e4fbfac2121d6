import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { resightProgram } from '#cli/program.ts';
import { exportFormat } from '#terms/exports/formats.ts';
import { boxFormats } from '#terms/imports/boxes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
/** What a person holds beside the screen; the others speak of the inside. */
const guides = documents.filter((path) =>
  /^docs.(?:guide|how-to|troubleshooting|starting-weights)/.test(path),
);

/** Every `resight …` of a text, in blocks and within lines, as its words. */
function commandsOf(text: string): string[][] {
  const blocks = Array.from(text.matchAll(/```sh\n([\s\S]*?)```/g), ([, block]) =>
    block.replaceAll('\\\n', ' ').split('\n'),
  ).flat();
  const inline = Array.from(
    text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g),
    ([, code]) => code.replaceAll(/\s+/g, ' '),
  );
  return [...blocks, ...inline].flatMap((line) => {
    const [, words] = /^(?:npm run -s resight -- |resight )(.*)$/.exec(line.trim()) ?? [];
    return words === undefined
      ? []
      : [
          words
            .replace(/\s#.*$/, '')
            .trim()
            .split(/\s+/),
        ];
  });
}

/** What is wrong about a command, in words; null if the program has all of it. */
function wrongIn(program: Command, words: readonly string[]): string | null {
  const line: Command[] = [program];
  let rest = words;
  for (;;) {
    const here = line.at(-1);
    const next = here?.commands.find((one) => one.name() === rest[0]);
    if (next === undefined) break;
    line.push(next);
    rest = rest.slice(1);
  }
  const command = line.at(-1) ?? program;
  const isCommandMissing =
    rest[0] !== undefined && !rest[0].startsWith('-') && command.registeredArguments.length === 0;
  if (isCommandMissing) return `no command ${words.join(' ')}`;
  const [choice] = command.registeredArguments;
  if (rest[0] !== undefined && !rest[0].startsWith('-') && choice?.argChoices !== undefined)
    if (!choice.argChoices.includes(rest[0])) return `${rest[0]} is no choice of ${words[0]}`;
  const known = new Set([
    '--help',
    '--version',
    ...line.flatMap(({ options }) => options.flatMap(({ long, short }) => [long, short])),
  ]);
  const unknown = rest.find((word) => word.startsWith('-') && !known.has(word.split('=')[0]));
  return unknown === undefined ? null : `${words.join(' ')}: no option ${unknown}`;
}

it('every command in the documents is one of the program, with its options', () => {
  const program = resightProgram();
  const commands = documents.flatMap((path) => commandsOf(read(path)));
  expect(commands.length).toBeGreaterThan(20);
  expect(commands.map((words) => wrongIn(program, words)).filter(Boolean)).toEqual([]);
  // A check that finds nothing wrong must be able to.
  expect(wrongIn(program, ['trian', 'detector'])).toMatch(/no command/);
  expect(wrongIn(program, ['embed', '--bach', '8'])).toMatch(/no option --bach/);
});

it('every word that the guides quote stands on a screen', () => {
  const sources = globSync('{renderer,api,catalog,terms}/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => !path.includes('.test.'))
    .map(read)
    .join('\n')
    .replaceAll(/\s+/g, ' ');
  const quoted = guides.flatMap((path) =>
    Array.from(
      read(path)
        .replaceAll(/```[\s\S]*?```|`[^`]*`/g, '')
        .replaceAll(/\s+/g, ' ')
        .matchAll(/"(?:… )?([^"]+)"/g),
      ([, words]) => ({ path, words }),
    ),
  );
  expect(quoted.length).toBeGreaterThan(15);
  // What is small in a table of titles begins large where it begins a line.
  const stands = (words: string) =>
    sources.includes(words) || sources.includes(`${words[0]?.toLowerCase()}${words.slice(1)}`);
  expect(quoted.filter(({ words }) => !stands(words))).toEqual([]);
});

it('every link between the documents leads somewhere', () => {
  const links = documents.flatMap((path) =>
    Array.from(read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g), ([, to]) => ({ path, to })),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter(({ path, to }) => !existsSync(join(root, dirname(path), to)))).toEqual([]);
});

it('every format that goes out or comes in is written about', () => {
  const text = read('docs/formats.md');
  expect(exportFormat.options.filter((format) => !text.includes(`\`${format}\``))).toEqual([]);
  const titles = Object.values(boxFormats).map(({ title }) => title);
  expect(titles.filter((title) => !text.includes(title))).toEqual([]);
});

it('every file that a newcomer is sent to is there', () => {
  const named = Array.from(
    read('docs/contributing.md').matchAll(/`((?:[\w-]+\/)+[\w.-]*)`/g),
    ([, path]) => path,
  );
  expect(new Set(named).size).toBeGreaterThan(25);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
