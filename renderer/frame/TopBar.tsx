import { Badge, Kbd, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import { keyWords } from '../actions/action.ts';
import { CatalogueMenu } from '../catalogue/CatalogueMenu.tsx';
import { JobPill } from '../jobs/JobPill.tsx';
import { ReviewerMark } from '../reviewer/ReviewerMark.tsx';

export function TopBar({ catalogue }: { catalogue: CatalogueInfo }) {
  return (
    <header className="top-bar">
      <CatalogueMenu catalogue={catalogue} />
      {catalogue.readOnly && (
        <Tooltip label="This folder cannot be written. You can look and export; nothing can be changed.">
          <Badge color="yellow">read-only</Badge>
        </Tooltip>
      )}
      <button type="button" className="search-box" onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span>Search or run a command</span>
        <Kbd size="xs">{keyWords('mod+K')}</Kbd>
      </button>
      <JobPill />
      <ReviewerMark />
    </header>
  );
}
