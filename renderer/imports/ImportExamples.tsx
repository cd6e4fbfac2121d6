import './import-examples.css';
import { Text } from '@mantine/core';
import type { ImportExample } from '#terms/imports/example.ts';
import { PhotoThumb } from '../parts/PhotoThumb.tsx';

/** Some of what would be stored, each on its photo; none of it is stored yet. */
export function ImportExamples({ examples }: { examples: readonly ImportExample[] }) {
  if (examples.length === 0) return null;
  return (
    <section aria-label="Examples">
      <Text size="sm" c="dimmed" mb={4}>
        For example:
      </Text>
      <ul className="import-examples">
        {examples.map(({ photoId, photo, box, says, line }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- an example is its place
          <li key={at}>
            <span className="import-example-picture">
              <PhotoThumb photoId={photoId} />
              {box !== null && (
                <span
                  className="import-example-box"
                  style={{
                    left: `${100 * box.x}%`,
                    top: `${100 * box.y}%`,
                    width: `${100 * box.w}%`,
                    height: `${100 * box.h}%`,
                  }}
                />
              )}
            </span>
            <Text size="sm" truncate title={says}>
              <b>{says}</b>
            </Text>
            <Text size="xs" c="dimmed" truncate title={photo}>
              {photo}
              {line === null ? '' : `, line ${line}`}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
