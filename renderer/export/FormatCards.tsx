import '../parts/choice-card.css';
import { Text } from '@mantine/core';
import { exportFormat, formatGroups, formats, writesWhat } from '#terms/exports/formats.ts';
import { idsOf } from '#terms/tables.ts';
import { useExportStore } from './export-store.ts';

/** The formats, each with who uses it; arrow keys go along them as along any group of choices. */
export function FormatCards() {
  const { format: chosen, setFormat } = useExportStore();
  return (
    <div className="export-formats" role="radiogroup" aria-label="Format">
      {idsOf(formatGroups).map((group) => (
        <div key={group} role="presentation">
          <Text className="export-group" component="h2">
            {formatGroups[group].title}
          </Text>
          {exportFormat.options
            .filter((format) => formats[format].group === group)
            .map((format) => (
              <label key={format} className="choice-card" data-chosen={format === chosen}>
                <input
                  type="radio"
                  name="choice-card"
                  className="visually-hidden"
                  checked={format === chosen}
                  onChange={() => setFormat(format)}
                />
                <span className="export-format-head">
                  <b>{formats[format].title}</b>
                  <span>{writesWhat(format)}</span>
                </span>
                <span className="choice-card-who">{formats[format].usedBy}</span>
              </label>
            ))}
        </div>
      ))}
    </div>
  );
}
