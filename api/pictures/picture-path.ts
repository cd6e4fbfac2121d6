import { photoVariants, type PhotoVariant } from '../contract/index.ts';

/** `/photo/12/thumb` as an id and a variant; null for anything else, so that no path ever gets through. */
export function parsePicturePath(
  pathname: string,
): { photoId: number; variant: PhotoVariant } | null {
  const match = /^\/photo\/([1-9]\d{0,14})\/([a-z]+)$/.exec(pathname);
  const variant = photoVariants.find((name) => name === match?.[2]);
  return match === null || variant === undefined ? null : { photoId: Number(match[1]), variant };
}
