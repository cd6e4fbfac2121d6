/**
 * Runs commands in a network of their own and writes down whom they asked. Its way out is an interface that
 * counts and leads nowhere; its resolver notes every name and answers with an address out there.
 *
 * `unshare --net --mount node alone.ts REPORT COMMANDS` with COMMANDS as JSON: a list of lists of words.
 */
import { spawn, execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Heard {
  /** Names that were asked for. */
  names: string[];
  /** Packets that left for beyond loopback. */
  packets: number;
  codes: (number | null)[];
  err: string;
}

/** The name that a DNS question asks for. */
function nameIn(question: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; question[at] !== 0 && at < question.length; at += 1 + question[at])
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]));
  return labels.join('.');
}

/** An answer to a question for an address: 10.99.0.9, beyond the interface that leads nowhere. */
function answerTo(question: Buffer): Buffer {
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  head.writeUInt32BE(0, 8);
  let end = 12;
  while (question[end] !== 0) end += 1 + question[end];
  const asked = question.subarray(12, end + 5);
  const isV4 = asked.readUInt16BE(asked.length - 4) === 1;
  if (!isV4) head.writeUInt16BE(0, 6);
  const address = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 99, 0, 9]);
  return Buffer.concat([head, asked, ...(isV4 ? [address] : [])]);
}

/** Packets that went out so far. */
function packetsOut(): number {
  const [, counts = ''] = /^\s*out:(.*)$/m.exec(readFileSync('/proc/net/dev', 'utf8')) ?? [];
  return Number(counts.trim().split(/\s+/)[9]);
}

function run(words: readonly string[]): Promise<{ code: number | null; err: string }> {
  const [program, ...args] = words;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code, err }));
  });
}

if (import.meta.main) {
  const [report, commands] = process.argv.slice(2);
  const ip = (line: string) => execFileSync('ip', line.split(' '));
  ip('link set lo up');
  ip('link add out type veth peer name sink');
  for (const end of ['out', 'sink']) ip(`link set ${end} addrgenmode none up`);
  ip('addr add 10.99.0.2/24 dev out');
  ip('neigh add 10.99.0.1 lladdr 02:00:00:00:00:01 dev out');
  ip('route add default via 10.99.0.1 dev out');
  const resolvers = join(report, '..', 'resolv.conf');
  writeFileSync(resolvers, 'nameserver 127.0.0.1\n');
  execFileSync('mount', ['--bind', resolvers, '/etc/resolv.conf']);

  const names: string[] = [];
  const resolver = createSocket('udp4');
  resolver.on('message', (question, { port, address }) => {
    names.push(nameIn(question));
    resolver.send(answerTo(question), port, address);
  });
  await new Promise<void>((resolve) => {
    resolver.bind(53, '127.0.0.1', resolve);
  });
  const before = packetsOut();
  const ends: Awaited<ReturnType<typeof run>>[] = [];
  for (const words of JSON.parse(commands) as string[][]) ends.push(await run(words));
  resolver.close();
  const heard: Heard = {
    names,
    packets: packetsOut() - before,
    codes: ends.map(({ code }) => code),
    err: ends.map(({ err }) => err).join('\n'),
  };
  writeFileSync(report, JSON.stringify(heard));
}
