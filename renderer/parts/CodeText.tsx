import './code-text.css';
/** Codes of one project begin alike; up to this length one is never cut. */
const SHORT = 9;
/** What tells codes of one project apart stands at their end. */
const TAIL = 5;

/** The code of an animal; where it has no room its beginning gives way, never its end. */
export function CodeText({ code }: { code: string }) {
  if (code.length <= SHORT) return code;
  return (
    <span className="code-text" title={code}>
      <span>{code.slice(0, -TAIL)}</span>
      <span>{code.slice(-TAIL)}</span>
    </span>
  );
}
