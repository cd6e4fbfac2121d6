import { CatalogueError } from '#catalog/catalogue-error.ts';
import { systemWords } from '#catalog/system-words.ts';
import { ExportError } from '#catalog/formats/export-error.ts';
import { WorkerRefusal } from '#worker/host/worker-host.ts';
import { errorCode, type ErrorCode, type PlainError } from '#terms/errors.ts';
import { ORPCError, ValidationError } from '@orpc/server';
import type { z } from 'zod';

/** An error that a handler raises on purpose: a code, words for the person, facts for a program. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Which fields of the input were wrong and how, in a sentence. */
function inputProblems(issues: readonly z.core.$ZodIssue[]): string {
  const parts = issues.slice(0, 3).map(({ path, message }) => {
    const field = path.length === 0 ? 'the input' : `"${path.join('.')}"`;
    return `${field}: ${message}`;
  });
  const more = issues.length > 3 ? ` (and ${issues.length - 3} more)` : '';
  return `The call was refused. ${parts.join('; ')}${more}.`;
}

/** Any error as it crosses a boundary. */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  if (error instanceof CatalogueError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  if (error instanceof ExportError) {
    return { code: 'bad-input', message: error.message, details: error.details };
  }
  if (error instanceof WorkerRefusal) {
    return error.plain;
  }
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
      const issues = error.cause.issues as z.core.$ZodIssue[];
      return {
        code: 'bad-input',
        message: inputProblems(issues),
        details: {
          issues: issues.map(({ path, message }) => ({ field: path.join('.'), message })),
        },
      };
    }
    // One that crossed a boundary already, as the command line meets it.
    const known = errorCode.safeParse(error.code);
    if (known.success) {
      const details = error.data as PlainError['details'];
      return { code: known.data, message: error.message, ...(details ? { details } : {}) };
    }
    if (error.code === 'NOT_FOUND') return { code: 'not-found', message: error.message };
  }
  const ofSystem = systemWords(error);
  if (ofSystem !== null) return ofSystem;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: `Something went wrong inside Resight: ${message}` };
}

/** The same for oRPC: `code` and `message` of ours, the details as its data. */
export function toRpcError(error: unknown): ORPCError<string, PlainError['details']> {
  const { code, message, details } = toPlainError(error);
  return new ORPCError(code, {
    status: code === 'internal' ? 500 : 400,
    message,
    data: details,
    cause: error,
  });
}
