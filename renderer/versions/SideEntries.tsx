import type { Icon } from '@tabler/icons-react';

interface SideEntry<What extends string> {
  what: What;
  title: string;
  icon: Icon;
}

/** The pages of a view of networks, above its versions. */
export function SideEntries<What extends string>({
  entries,
  current,
  show,
}: {
  entries: readonly SideEntry<What>[];
  /** The page that is shown; another word than any of theirs where it is a version. */
  current: string;
  show: (what: What) => void;
}) {
  return entries.map(({ what, title, icon: Picture }) => (
    <button
      key={what}
      type="button"
      className="row-button side-entry"
      data-tour={what}
      aria-current={current === what ? 'true' : undefined}
      onClick={() => show(what)}
    >
      <Picture size={17} stroke={1.6} aria-hidden />
      {title}
    </button>
  ));
}
