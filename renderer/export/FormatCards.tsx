import '../parts/choice-card.css';
import { Text } from '@mantine/core';
import type { ExportFormatInfo } from '#api/contract/index.ts';
import { useExportStore } from './export-store.ts';

const groups: Record<ExportFormatInfo['group'], string> = {
  tables: 'Tables',
  analysis: 'Capture–recapture',
  sharing: 'Sharing sightings',
  pictures: 'Pictures',
  boxes: 'Boxes for other detectors',
  whole: 'Moving and keeping',
};

/** The formats, each with who uses it; arrow keys go along them as along any group of choices. */
export function FormatCards({ formats }: { formats: readonly ExportFormatInfo[] }) {
  const { format: chosen, setFormat } = useExportStore();
  return (
    <div className="export-formats" role="radiogroup" aria-label="Format">
      {Object.entries(groups).map(([group, title]) => {
        const members = formats.filter((format) => format.group === group);
        if (members.length === 0) return null;
        return (
          <div key={group} role="presentation">
            <Text className="export-group" component="h2">
              {title}
            </Text>
            {members.map(({ format, title: name, usedBy, writes }) => (
              <label key={format} className="choice-card" data-chosen={format === chosen}>
                <input
                  type="radio"
                  name="choice-card"
                  className="visually-hidden"
                  checked={format === chosen}
                  onChange={() => setFormat(format)}
                />
                <span className="export-format-head">
                  <b>{name}</b>
                  <span>{writes}</span>
                </span>
                <span className="choice-card-who">{usedBy}</span>
              </label>
            ))}
          </div>
        );
      })}
    </div>
  );
}
