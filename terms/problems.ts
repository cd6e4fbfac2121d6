import type { z } from 'zod';

/** Which fields were wrong and how, the first three: `"paths": Invalid input (and 2 more)`. */
export function problems(issues: readonly z.core.$ZodIssue[]): string {
  const parts = issues.slice(0, 3).map(({ path, message }) => {
    const field = path.length === 0 ? 'the input' : `"${path.join('.')}"`;
    return `${field}: ${message}`;
  });
  return `${parts.join('; ')}${issues.length > 3 ? ` (and ${issues.length - 3} more)` : ''}`;
}
