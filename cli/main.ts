#!/usr/bin/env node
/** The `resight` command: every step of the app without its screens, and the app in a browser. */
import { CommanderError } from 'commander';
import { exitCode } from './exit-codes.ts';
import { outputError } from './output.ts';
import { resightProgram } from './program.ts';

const program = resightProgram();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  } else {
    outputError(program.opts(), error);
    if (process.exitCode === undefined || process.exitCode === 0)
      process.exitCode = exitCode.failed;
  }
}
