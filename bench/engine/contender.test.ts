import { describe, expect, it } from 'vitest';
import { Contender } from './contender.ts';
import { takeTurns } from './turns.ts';

const counting = `
  console.log(JSON.stringify({ ready: 'counter' }));
  let passes = 0;
  process.stdin.on('data', (line) => {
    const milliseconds = Array.from({ length: Number(line) }, () => ++passes);
    console.log(JSON.stringify({ milliseconds, peakMebibytes: passes }));
  });`;

describe('a contender', () => {
  it('stays alive between turns and answers every pass asked for', async () => {
    using contender = await Contender.start(process.execPath, ['-e', counting]);
    expect(contender.name).toBe('counter');
    expect((await contender.run(2)).milliseconds).toEqual([1, 2]);
    expect((await contender.run(3)).milliseconds).toEqual([3, 4, 5]);
  });

  it('that cannot start is refused with what it said', async () => {
    await expect(
      Contender.start(process.execPath, ['-e', 'throw new Error("no such module")']),
    ).rejects.toThrow('no such module');
    await expect(Contender.start('no-such-program', [])).rejects.toThrow('no-such-program');
  });

  it('that dies at work says after how many passes', async () => {
    const mortal = `console.log('{"ready":"mortal"}'); process.stdin.on('data', () => process.exit(1))`;
    using contender = await Contender.start(process.execPath, ['-e', mortal]);
    await expect(contender.run(4)).rejects.toThrow('mortal: ended while it ran 4 passes');
  });
});

describe('taking turns', () => {
  it('leaves the warming pass out and gives the median and the peak of each side', async () => {
    using left = await Contender.start(process.execPath, ['-e', counting]);
    using right = await Contender.start(process.execPath, ['-e', counting]);
    const sides = await takeTurns([left, right], { turns: 3, passes: 1, warming: 1 });
    expect(sides).toEqual([
      { median: 3, least: 2, peakMebibytes: 4 },
      { median: 3, least: 2, peakMebibytes: 4 },
    ]);
  });
});
