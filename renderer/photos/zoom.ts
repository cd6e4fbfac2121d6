import type { Size } from '#terms/geometry.ts';

/** How a picture lies on the stage: its left top corner and pixels of screen a pixel of picture. */
export interface Zoom {
  x: number;
  y: number;
  scale: number;
}

/** How much a turn of the wheel enlarges: above 1 for a turn away from the hand. */
export const wheelFactor = ({ deltaY }: { deltaY: number }): number => Math.exp(-deltaY * 0.0016);

/** The whole picture in the middle, enlarged to `most` times its size at most. */
export function fit(picture: Size, stage: Size, most = 1): Zoom {
  const scale = Math.min(most, stage.width / picture.width, stage.height / picture.height);
  return {
    scale,
    x: (stage.width - picture.width * scale) / 2,
    y: (stage.height - picture.height * scale) / 2,
  };
}

/** Zooms so that what is under the pointer stays there; from a fit up to eight to one. */
export function zoomAt(zoom: Zoom, factor: number, x: number, y: number, least: number): Zoom {
  const scale = Math.min(8, Math.max(least, zoom.scale * factor));
  const by = scale / zoom.scale;
  return { scale, x: x - (x - zoom.x) * by, y: y - (y - zoom.y) * by };
}
