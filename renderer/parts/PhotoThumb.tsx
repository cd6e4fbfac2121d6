import './photo-thumb.css';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { pictureUrl } from '../client/bridge.ts';

/** A photo, small, beside words that say what it is; a sign in its place where its file is gone. */
export function PhotoThumb({ photoId }: { photoId: number | null }) {
  const [failed, setFailed] = useState<number | null>(null);
  if (photoId === null || failed === photoId) {
    return (
      <span className="photo-thumb gone" aria-hidden>
        <IconPhotoOff size={18} stroke={1.4} />
      </span>
    );
  }
  return (
    <img
      className="photo-thumb"
      src={pictureUrl(photoId, 'thumb')}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(photoId)}
    />
  );
}
