import { expect, it } from 'vitest';
import { allPhotoFormats, anyPhotoFormat, formatOfName, isPhotoName } from './files.ts';

it('a photo is known by its ending, in any case, and by nothing before it', () => {
  const names = ['a.JPG', 'b.jpeg', 'day/c.tif', 'd.TIFF', 'e.webp', 'f.png'];
  expect(names.filter(isPhotoName)).toEqual(names);
  expect(['jpg', 'a.jpg.txt', 'a.jpgx', 'a.heic', 'png'].filter(isPhotoName)).toEqual([]);
  expect(names.map(formatOfName)).toEqual(['jpeg', 'jpeg', 'tiff', 'tiff', 'webp', 'png']);
  expect(formatOfName('a.heic')).toBeNull();
});

it('the formats are read out in a sentence', () => {
  expect(allPhotoFormats).toBe('JPEG, PNG, TIFF and WebP');
  expect(anyPhotoFormat).toBe('JPEG, PNG, TIFF or WebP');
});
