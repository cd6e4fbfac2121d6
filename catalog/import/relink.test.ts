import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { countPhotos, getPhoto, listPhotos } from '../queries/photos.ts';
import { markMissing, relink } from './relink.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

describe('photos whose folder went away', () => {
  it('are marked, and found again by content under another folder', async () => {
    storePhotos(catalogue, [
      madeFile('a.jpg', { content: 'A' }),
      madeFile('b.jpg', { content: 'B' }),
      madeFile('c.jpg', { content: 'C' }),
    ]);
    expect(markMissing(catalogue, () => false)).toBe(3);
    expect(countPhotos(catalogue, { missing: true })).toBe(3);
    const contents: Record<string, string> = {
      '/new/x/a.jpg': 'A',
      '/new/renamed.jpg': 'B',
      '/new/c.jpg': 'changed',
    };
    const { createHash } = await import('node:crypto');
    const result = await relink(
      catalogue,
      '/new',
      Object.keys(contents).map((path) => ({ relPath: path.slice(5), bytes: 1000 })),
      {
        content: async (path) => createHash('sha256').update(contents[path]).digest('hex'),
        picture: () => Promise.resolve(null),
      },
      9,
    );
    expect(result).toEqual({ found: 2, stillMissing: 1, unreadable: [] });
    expect(
      listPhotos(catalogue, { missing: false }, { by: 'name', descending: false }, 0, 9).rows.map(
        ({ name }) => name,
      ),
    ).toEqual(['a.jpg', 'renamed.jpg']);
    expect(markMissing(catalogue, (path) => path === '/new' || path in contents)).toBe(1);
  });

  it('are found although a file beside them cannot be read, which is told', async () => {
    storePhotos(catalogue, [madeFile('a.jpg', { content: 'A' })]);
    markMissing(catalogue, () => false);
    const { createHash } = await import('node:crypto');
    const result = await relink(
      catalogue,
      '/new',
      [
        { relPath: 'a.jpg', bytes: 1000 },
        { relPath: 'sub/a.jpg', bytes: 1000 },
      ],
      {
        content: async (path) => {
          if (path === '/new/a.jpg') throw new Error('EIO');
          return Promise.resolve(createHash('sha256').update('A').digest('hex'));
        },
        picture: () => Promise.resolve(null),
      },
      9,
    );
    expect(result).toEqual({ found: 1, stillMissing: 0, unreadable: ['a.jpg'] });
  });

  it('are found by name and picture where their files have other facts now', async () => {
    storePhotos(catalogue, [
      madeFile('a.jpg', { content: 'A', picture: 'pa' }),
      madeFile('b.jpg', { content: 'B', picture: 'pb' }),
    ]);
    markMissing(catalogue, () => false);
    const result = await relink(
      catalogue,
      '/new',
      [
        { relPath: 'x/A.JPG', bytes: 1234 },
        { relPath: 'renamed.jpg', bytes: 1234 },
      ],
      {
        content: () => Promise.resolve('of no photo'),
        picture: (path) => Promise.resolve(path.endsWith('A.JPG') ? 'pa' : 'pb'),
      },
      9,
    );
    expect(result).toEqual({ found: 1, stillMissing: 1, unreadable: [] });
    expect(getPhoto(catalogue, 1).path).toBe('/new/x/A.JPG');
  });

  it('are found again after their files changed names among each other', async () => {
    storePhotos(catalogue, [
      madeFile('a.jpg', { content: 'A' }),
      madeFile('b.jpg', { content: 'B' }),
    ]);
    // a.jpg was renamed to b.jpg after b.jpg had been renamed to c.jpg.
    const contents: Record<string, string> = { '/photos/b.jpg': 'A', '/photos/c.jpg': 'B' };
    expect(markMissing(catalogue, (path) => path === '/photos' || path in contents)).toBe(1);
    const { createHash } = await import('node:crypto');
    const result = await relink(
      catalogue,
      '/photos',
      Object.keys(contents).map((path) => ({ relPath: path.slice(8), bytes: 1000 })),
      {
        content: async (path) => createHash('sha256').update(contents[path]).digest('hex'),
        picture: () => Promise.resolve(null),
      },
      9,
    );
    expect(result).toEqual({ found: 2, stillMissing: 0, unreadable: [] });
    expect([1, 2].map((id) => getPhoto(catalogue, id).path)).toEqual([
      '/photos/b.jpg',
      '/photos/c.jpg',
    ]);
  });
});
