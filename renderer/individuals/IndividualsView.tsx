import './individuals.css';
import { Button, Group } from '@mantine/core';
import { IconBinoculars, IconId } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useIndividuals } from '../identify/candidates.ts';
import { openImport } from '../imports/open-import.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { goTo } from '../route.ts';
import { DuplicatesReview } from './DuplicatesReview.tsx';
import { Gallery } from './Gallery.tsx';
import { IndividualPage } from './IndividualPage.tsx';
import { clearFilter, useIndividualsView } from './individuals-store.ts';
import { IndividualTable } from './IndividualTable.tsx';
import { ListBar } from './ListBar.tsx';
import { listed } from './listed.ts';
import { NamesReview } from './NamesReview.tsx';
import { MixUpsReview } from './MixUpsReview.tsx';

function NobodyYet() {
  return (
    <EmptyState
      icon={IconId}
      title="No individuals yet"
      action={
        <Group>
          <Button onClick={() => goTo('identify')}>Identify the first fins</Button>
          <Button variant="default" onClick={openImport}>
            Import individuals
          </Button>
        </Group>
      }
    >
      Every animal that you name has a page here, with its best photo of each side and everywhere it
      was seen.
    </EmptyState>
  );
}

export default function IndividualsView() {
  const { data: cards, isPending, isError, error, refetch } = useIndividuals();
  const { tab, filter, sort, openId } = useIndividualsView();
  const shown = useMemo(() => listed(cards ?? [], filter, sort), [cards, filter, sort]);
  if (isError) return <FailedState error={error} retry={() => void refetch()} />;
  if (isPending) {
    return <LoadingState h="60%" />;
  }
  if (cards.length === 0) return <NobodyYet />;
  if (openId !== null) return <IndividualPage individualId={openId} among={shown} />;
  return (
    <div className="individuals">
      <ListBar cards={cards} shown={shown.length} />
      {tab === 'duplicates' ? (
        <DuplicatesReview cards={cards} />
      ) : tab === 'names' ? (
        <NamesReview cards={cards} />
      ) : tab === 'mix-ups' ? (
        <MixUpsReview cards={cards} />
      ) : shown.length === 0 ? (
        <EmptyState
          icon={IconBinoculars}
          title="Nobody fits these filters"
          action={
            <Button variant="default" onClick={clearFilter}>
              Clear filters
            </Button>
          }
        >
          Search finds codes, names and other names; part of one is enough.
        </EmptyState>
      ) : tab === 'gallery' ? (
        <Gallery cards={shown} />
      ) : (
        <IndividualTable cards={shown} />
      )}
    </div>
  );
}
