import { Anchor, Button, SegmentedControl, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { backbones } from '#terms/embedder/backbones.ts';
import type { WeightsDownload, WeightsFile, WeightsSource } from '#terms/weights.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { bytes } from '../parts/words.ts';

function HashCell({ sha256 }: { sha256: string | null }) {
  if (sha256 === null)
    return (
      <Text size="xs" c="dimmed">
        not known; compare it yourself
      </Text>
    );
  return (
    <span className="hash" title={sha256}>
      {sha256.slice(0, 12)}…
    </span>
  );
}

/** What others publish, with licence, size and hash, each with its own button. */
export function SourceTable({
  sources,
  files,
  downloads,
}: {
  sources: readonly WeightsSource[];
  files: readonly WeightsFile[];
  downloads: readonly WeightsDownload[];
}) {
  const [library, setLibrary] = useState<WeightsSource['library']>('timm');
  const shown = sources.filter((source) => source.library === library);
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="xs"
        aria-label="Published by"
        value={library}
        onChange={setLibrary}
        data={[
          { value: 'timm', label: 'timm' },
          { value: 'torchvision', label: 'torchvision' },
        ]}
      />
      <div className="source-table" role="region" aria-label="Published weights" tabIndex={0}>
        <Table verticalSpacing={4} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Network</Table.Th>
              <Table.Th>Learned from</Table.Th>
              <Table.Th>Licence</Table.Th>
              <Table.Th ta="right">Size</Table.Th>
              <Table.Th>SHA-256</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((source) => {
              const isThere = files.some(({ origin }) => origin === source.url);
              const isComing = downloads.some(({ url }) => url === source.url);
              return (
                <Table.Tr key={source.id}>
                  <Table.Td>
                    <div>
                      {backbones[source.network].title}, {source.input} px
                    </div>
                    <Text size="xs" c="dimmed" className="break">
                      {source.name}
                    </Text>
                  </Table.Td>
                  <Table.Td>{source.trainedOn}</Table.Td>
                  <Table.Td>
                    <Anchor
                      href={source.page}
                      target="_blank"
                      rel="noreferrer"
                      size="sm"
                      className="whole"
                    >
                      {source.licence}
                    </Anchor>
                  </Table.Td>
                  <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                    {source.aboutBytes === null ? 'not stated' : bytes(source.aboutBytes)}
                  </Table.Td>
                  <Table.Td>
                    <HashCell sha256={source.sha256} />
                  </Table.Td>
                  <Table.Td ta="right">
                    {source.format === 'pickle' ? (
                      <Text size="xs" c="dimmed">
                        a .pth file: convert it first, see below
                      </Text>
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        leftSection={<IconDownload size={14} />}
                        disabled={isThere || isComing}
                        aria-label={`Fetch ${source.name} from ${new URL(source.url).host}`}
                        onClick={() =>
                          void attempt('The download could not begin', () =>
                            api.weights.download({ sourceId: source.id }),
                          )
                        }
                      >
                        {isThere ? 'There' : isComing ? 'Coming' : 'Fetch'}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}
