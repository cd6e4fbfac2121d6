import type { Rectangle, Size } from '#terms/geometry.ts';
import './photo-area.css';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportBox } from '#terms/boxes/detections.ts';
import { pictureUrl } from '../client/bridge.ts';

/** Room around the box, as a share of its longer side. */
const ROOM = 0.35;
/** Width over height of every picture of an area. */
export const AREA_RATIO = 4 / 3;

/**
 * A part of a photo with a box drawn on it. Cut on the screen from the photo's kept view: a report's box
 * need not be one of the catalogue any more.
 */
export function PhotoArea({
  box,
  alt,
  dashed = false,
}: {
  box: ReportBox;
  alt: string;
  /** As machine-made boxes are drawn. */
  dashed?: boolean;
}) {
  const [photo, setPhoto] = useState<{ width: number; height: number } | 'gone' | null>(null);
  const url = pictureUrl(box.photoId, 'view');
  if (photo === 'gone')
    return (
      <span className="photo-area" role="img" aria-label={`${alt}; the photo's file is not there`}>
        <IconPhotoOff size={22} stroke={1.4} aria-hidden />
      </span>
    );
  const area = photo === null ? null : areaOf(box, photo);
  return (
    <span className="photo-area">
      <img
        src={url}
        alt={alt}
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          setPhoto({ width, height })
        }
        onError={() => setPhoto('gone')}
        style={
          area === null
            ? { opacity: 0 }
            : {
                width: `${100 / area.w}%`,
                left: `${(-100 * area.x) / area.w}%`,
                top: `${(-100 * area.y) / area.h}%`,
              }
        }
      />
      {area !== null && (
        <span
          className="photo-area-box"
          data-dashed={dashed}
          style={{
            left: `${(100 * (box.x - area.x)) / area.w}%`,
            top: `${(100 * (box.y - area.y)) / area.h}%`,
            width: `${(100 * box.w) / area.w}%`,
            height: `${(100 * box.h) / area.h}%`,
          }}
        />
      )}
    </span>
  );
}

/** The box with room, in the ratio of the picture, in fractions of the photo; it stays on the photo. */
export function areaOf(box: Rectangle, photo: Size): Rectangle {
  const wide = box.w * photo.width;
  const high = box.h * photo.height;
  const room = 2 * ROOM * Math.max(wide, high);
  const width = Math.min(
    Math.max(wide + room, (high + room) * AREA_RATIO),
    photo.width,
    photo.height * AREA_RATIO,
  );
  const w = width / photo.width;
  const h = width / AREA_RATIO / photo.height;
  const inside = (start: number, size: number) => Math.min(Math.max(0, start), 1 - size);
  return {
    x: inside(box.x + box.w / 2 - w / 2, w),
    y: inside(box.y + box.h / 2 - h / 2, h),
    w,
    h,
  };
}
