import './box-thumb.css';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { boxUrl } from '../client/bridge.ts';

/** What is in a box, small; a sign in its place where the photo's file is gone. */
export function BoxThumb({
  box,
  alt = '',
  loading = 'lazy',
}: {
  box: Pick<BoxFacts, 'boxId' | 'revision'> | null;
  alt?: string;
  /** `eager` where it is on the screen from the first moment. */
  loading?: 'lazy' | 'eager';
}) {
  const [failed, setFailed] = useState<string | null>(null);
  const url = box === null ? null : boxUrl(box);
  if (url === null || failed === url) {
    return (
      <span className="box-thumb gone" role="img" aria-label={alt || 'No picture'}>
        <IconPhotoOff size={22} stroke={1.4} aria-hidden />
      </span>
    );
  }
  return (
    <img
      className="box-thumb"
      src={url}
      alt={alt}
      loading={loading}
      decoding="async"
      draggable={false}
      onError={() => setFailed(url)}
    />
  );
}
