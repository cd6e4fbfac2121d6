import '../parts/choice-card.css';
import './training.css';
import type { ReactNode } from 'react';

export interface PresetCard<Value extends string> {
  value: Value;
  title: string;
  /** One line on whom it is for. */
  who: string;
  /** What it needs here, once that is known. */
  needs: ReactNode;
}

/** Presets as cards; arrow keys go along them as along any group of choices. */
export function PresetCards<Value extends string>({
  label,
  cards,
  chosen,
  choose,
}: {
  label: string;
  cards: readonly PresetCard<Value>[];
  chosen: Value;
  choose: (value: Value) => void;
}) {
  return (
    <div className="preset-cards" role="radiogroup" aria-label={label}>
      {cards.map(({ value, title, who, needs }) => (
        <label key={value} className="choice-card" data-chosen={value === chosen}>
          <input
            type="radio"
            name={label}
            className="visually-hidden"
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          <b>{title}</b>
          <span className="choice-card-who">{who}</span>
          <span className="preset-needs">{needs}</span>
        </label>
      ))}
    </div>
  );
}
