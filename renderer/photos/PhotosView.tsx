import './photos.css';
import { Button } from '@mantine/core';
import { IconPhotoPlus, IconPhotoSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { allPhotoFormats } from '#terms/photos/files.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { KeyHints } from '../parts/KeyHints.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { EncounterPanel } from './EncounterPanel.tsx';
import { FilterBar } from './FilterBar.tsx';
import { importDropped, importFolder } from './import.ts';
import { gridKeys } from './keys.ts';
import { Notices } from './Notices.tsx';
import { usePhotoTotal } from './photo-pages.ts';
import { usePhotoStore } from './photo-store.ts';
import { PhotoGrid } from './PhotoGrid.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { Viewer } from './Viewer.tsx';

export default function PhotosView() {
  const { filter, sort, selected, viewing, clearFilter } = usePhotoStore();
  const first = usePhotoTotal(filter, sort);
  const [dropping, setDropping] = useState(false);
  const total = first.data?.total ?? 0;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div
      className="photos"
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setDropping(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        void importDropped([...event.dataTransfer.files]);
      }}
    >
      <div style={{ gridArea: 'bar' }}>
        {selected.size > 0 ? <SelectionBar /> : <FilterBar total={total} />}
        <Notices />
      </div>
      <EncounterPanel />
      {first.isError ? (
        <FailedState error={first.error} retry={() => void first.refetch()} />
      ) : first.isPending ? (
        <LoadingState />
      ) : total > 0 ? (
        <PhotoGrid total={total} />
      ) : isFiltered ? (
        <EmptyState
          icon={IconPhotoSearch}
          title="No photo fits these filters"
          action={
            <Button variant="default" onClick={clearFilter}>
              Clear filters
            </Button>
          }
        >
          Widen them, or clear them to see every photo.
        </EmptyState>
      ) : (
        <EmptyState
          icon={IconPhotoPlus}
          title="Bring in your photos"
          action={
            <Button data-tour="import" onClick={() => void importFolder()}>
              Import photos
            </Button>
          }
        >
          Choose the folder of a field day, or drop photos here. {allPhotoFormats} are read; the
          files stay where they are and are never changed.
        </EmptyState>
      )}
      <KeyHints className="photos-hints" hints={gridKeys} />
      {dropping && <div className="drop-hint">Drop photos to import them</div>}
      {viewing !== null && viewing < total && <Viewer index={viewing} total={total} />}
    </div>
  );
}
