import '../parts/sheet-rows.css';
import { Text } from '@mantine/core';
import { mostMorePaths, type ExportPreview } from '#terms/exports/report.ts';
import { occasionsInWords } from '#terms/exports/occasions.ts';

function Rows({ rows, label }: { rows: readonly (readonly string[])[]; label: string }) {
  const [head, ...body] = rows;
  if (head === undefined) return <Text c="dimmed">The file is empty.</Text>;
  return (
    <div className="sheet-rows" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              // oxlint-disable-next-line react/no-array-index-key -- a column is its place
              <th key={column} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- a row of a preview is its place
            <tr key={row}>
              {cells.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- a column is its place
                <td key={column} title={cell.length > 40 ? cell : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What will be written: the first rows of the first files, then the names of the others. */
export function PreviewPane({ preview }: { preview: ExportPreview }) {
  const { files, morePaths, name, isFolder, occasions, gaps, notes, warnings } = preview;
  return (
    <section aria-label="Preview">
      <Text fw={600} mb="xs">
        {name}
        {isFolder ? '/' : ''}
        {occasions.length > 0 && (
          <Text component="span" c="dimmed" size="sm" ml="sm">
            {occasionsInWords(occasions, gaps)}
          </Text>
        )}
        {notes.crs !== undefined && (
          <Text component="span" c="dimmed" size="sm" ml="sm">
            coordinates in {notes.crs}
          </Text>
        )}
      </Text>
      {warnings.map((words) => (
        <Text key={words} className="warning" role="status" size="sm" mb="xs">
          {words}
        </Text>
      ))}
      {files.map(({ path, rows, text }) => (
        <div key={path} className="export-file">
          {path !== '' && (
            <Text size="sm" c="dimmed">
              {path}
            </Text>
          )}
          {rows === null ? (
            <pre className="export-text" tabIndex={0} aria-label={`First lines of ${path || name}`}>
              {text === '' ? '(an empty file)' : text}
            </pre>
          ) : (
            <Rows rows={rows} label={`First rows of ${path || name}`} />
          )}
        </div>
      ))}
      {morePaths.length > 0 && (
        <pre className="export-text" tabIndex={0} aria-label="Further files">
          {morePaths.join('\n')}
          {morePaths.length === mostMorePaths ? '\n…' : ''}
        </pre>
      )}
    </section>
  );
}
