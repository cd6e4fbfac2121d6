import { describe, expect, it } from 'vitest';
import { parseNamePattern } from './name-pattern.ts';

function read(pattern: string, path: string) {
  const parsed = parseNamePattern(pattern);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.read(path);
}

describe('a pattern of file names', () => {
  it.each<[string, string, Record<string, string> | null]>([
    [
      '{individual}_{date}_{side}_…',
      'trip/FW012_20260607_L_0012.JPG',
      { individual: 'FW012', date: '20260607', side: 'L' },
    ],
    // A code may hold what parts the fields.
    [
      '{individual}_{date}_{side}_…',
      'FW_012_2026-06-07_right_a.jpg',
      { individual: 'FW_012', date: '2026-06-07', side: 'right' },
    ],
    ['{individual}_{date}_{side}_…', 'FW012_20260607.jpg', null],
    [
      '{date} {time} {individual}',
      '20260607 1042 W 7.jpg',
      { date: '20260607', time: '1042', individual: 'W 7' },
    ],
    ['…_{individual}', '2026-06-07_IMG_0012_FW1.jpg', { individual: 'FW1' }],
    ['{encounter}/{individual}-*', 'x/Bay 3/FW1-2.jpg', { encounter: 'Bay 3', individual: 'FW1' }],
    ['{individual}(…)', 'FW1(2).jpg', { individual: 'FW1' }],
    ['{individual}{side}…', 'FW1L_3.jpg', { individual: 'FW1', side: 'L' }],
  ])('%s reads %s', (pattern, path, said) => {
    expect(read(pattern, path)).toEqual(said);
  });

  it.each([
    ['{date}_{side}', 'needs {individual}'],
    ['{individual}_{colour}', '{colour} is nothing that a name can give'],
    ['{individual}_{individual}', 'stands twice'],
    ['{individual}_{date', 'has no partner'],
    ['{individual}…', 'Nothing says where the part before … ends'],
    ['{individual}{place}', 'Nothing says where the part before {place} ends'],
  ])('%s is refused: %s', (pattern, reason) => {
    const parsed = parseNamePattern(pattern);
    expect('problem' in parsed && parsed.problem).toContain(reason);
  });
});
