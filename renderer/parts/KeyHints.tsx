import './key-hints.css';
/** The keys of a busy view, where the hands are. */
export function KeyHints({
  hints,
  className,
}: {
  hints: readonly (readonly [keys: string, what: string])[];
  className?: string;
}) {
  return (
    <div className={`key-hints ${className ?? ''}`} aria-hidden>
      {hints.map(([keys, what]) => (
        <span key={keys}>
          <b>{keys}</b> {what}
        </span>
      ))}
    </div>
  );
}
