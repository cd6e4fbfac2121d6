import './versions.css';
import type { ReactNode } from 'react';

/** Pages and versions on the left, what is chosen of them on the right. */
export function VersionsLayout({
  label,
  side,
  shown,
  children,
}: {
  label: string;
  side: ReactNode;
  /** What is shown: another page begins at its top. */
  shown: string;
  children: ReactNode;
}) {
  return (
    <div className="versions">
      <aside className="versions-side" aria-label={label}>
        {side}
      </aside>
      <div className="versions-body" key={shown}>
        {children}
      </div>
    </div>
  );
}
