import { expect, it } from 'vitest';
import { PhotoFinder, type KnownPhoto } from './photo-finder.ts';

const at = (id: number, root: string, relPath: string): KnownPhoto => ({
  id,
  root,
  relPath,
  width: 300,
  height: 200,
  orientation: 1,
});
/** Id of the photo that is found, or the problem. */
const found = (finder: PhotoFinder, image: string) => {
  const one = finder.find(image);
  return 'problem' in one ? one.problem : one.id;
};

const cards = [
  at(1, '/media/cardA/DCIM', '100CANON/IMG_0001.JPG'),
  at(2, '/media/cardB/DCIM', '100CANON/IMG_0001.JPG'),
];

it.each([
  ['/media/cardA/DCIM/100CANON/IMG_0001.JPG', 1],
  ['/media/cardB/DCIM/100CANON/IMG_0001.JPG', 2],
  ['cardA/DCIM/100CANON/IMG_0001.JPG', 1],
  ['CARDB\\DCIM\\100canon\\img_0001', 2],
  ['images/train/cardB/DCIM/100CANON/IMG_0001', 2],
])('of two cards called DCIM, %s is photo %i', (image, id) => {
  expect(found(new PhotoFinder(cards), image)).toBe(id);
});

it('two photos that answer equally well are an error that names one with as many folders as it takes', () => {
  expect(found(new PhotoFinder(cards), 'DCIM/100CANON/IMG_0001.JPG')).toBe(
    '2 photos are named "IMG_0001.JPG"; name its folder as well, such as "cardA/DCIM/100CANON/IMG_0001.JPG".',
  );
});

const season = [
  at(1, '/field/2016', '06-07/IMG_0001.JPG'),
  at(2, '/field/2016', 'Moray/IMG_0002.JPG'),
  at(3, '/media/cardB', '2016-06-07/IMG_0003.JPG'),
  at(4, '/scans', 'old.jpg'),
];

it.each([
  '2015-07-01/IMG_0001.JPG',
  'D:\\archive\\2015\\06-07\\IMG_0001.JPG',
  '2015/Moray/IMG_0002.JPG',
  '/media/cardA/2016-06-07/IMG_0003.JPG',
  'cardA/2016-06-07/IMG_0003.JPG',
  'slides/old.jpg',
])('a folder that contradicts is refused: %s', (image) => {
  expect(found(new PhotoFinder(season), image)).toMatch(/is not in the catalogue; there is /);
});

it.each([
  ['IMG_0001.JPG', 1],
  ['06-07/IMG_0001.JPG', 1],
  ['2016/06-07/IMG_0001.JPG', 1],
  ['images/IMG_0001.JPG', 1],
  ['06-07/images/IMG_0001.JPG', 1],
  ['E:\\whales\\2016\\06-07\\IMG_0001.JPG', 1],
  ['file:///field/2016/Moray/IMG_0002.JPG', 2],
  ['scans/old.jpg', 4],
  ['cb0618f6-IMG_0001.JPG', 1],
  ['train/images/IMG_0001_JPG.rf.0a1b2c3d4e5f60718293a4b5c6d7e8f9', 1],
  ['06-07%2FIMG_0001.JPG', 1],
])('what other tools write of a photo leads to it: %s', (image, id) => {
  expect(found(new PhotoFinder(season), image)).toBe(id);
});

it('a person can say that folders are to be ignored, and a day can speak for a photo', () => {
  expect(found(new PhotoFinder(season, { ignoreFolders: true }), 'other/IMG_0001.JPG')).toBe(1);
  const agrees = ({ id }: KnownPhoto) => id === 1;
  expect(new PhotoFinder(season).find('other/IMG_0001.JPG', agrees)).toMatchObject({ id: 1 });
  expect(new PhotoFinder(cards).find('IMG_0001.JPG', agrees)).toMatchObject({ id: 1 });
});

it('names are compared as they look, and the same letters beat another case', () => {
  const finder = new PhotoFinder([
    at(1, '/a', 'day/IMG.JPG'),
    at(2, '/a', 'day/img.jpg'),
    at(3, '/a', 'Ñandú_é.jpg'.normalize('NFD')),
    at(4, '/a', 'FW 1.jpg'),
  ]);
  expect(found(finder, 'IMG.JPG')).toBe(1);
  expect(found(finder, 'day/img.jpg')).toBe(2);
  expect(found(finder, 'Img.Jpg')).toMatch(/2 photos/);
  expect(found(finder, 'Ñandú_é.jpg'.normalize('NFC'))).toBe(3);
  expect(found(finder, 'ñandú_é')).toBe(3);
  expect(found(finder, 'FW\u00a01\u200b.jpg')).toBe(4);
});

it('knows each photo by what exports call it, even where a name had to be changed', () => {
  const finder = new PhotoFinder([
    at(1, '/a', 'IMG.JPG'),
    at(2, '/a', 'day/IMG.JPG'),
    at(3, '/a', 'x: left.jpg'),
    at(4, '/a', 'x- left.png'),
    at(5, '/a', 'x- left.jpg'),
  ]);
  expect(found(finder, 'a/IMG.JPG')).toBe(1);
  expect(found(finder, 'day/IMG.JPG')).toBe(2);
  expect(found(finder, 'x: left.jpg')).toBe(3);
  expect(found(finder, 'x- left (2).jpg')).toBe(5);
  expect(found(finder, 'images/train/x- left (2)')).toBe(4);
});

it('a copy is the photo it is a copy of', () => {
  const finder = new PhotoFinder([at(1, '/a', 'x.jpg'), at(1, '/b', 'sorted/y.jpg')]);
  expect(found(finder, 'sorted/y.jpg')).toBe(1);
  expect(found(finder, 'y.jpg')).toBe(1);
});
