/** Runs the command that the arguments name, and leaves its exit code. */
import { CommanderError } from 'commander';
import { exitCode } from './exit-codes.ts';
import { outputError } from './output.ts';
import { resightProgram } from './program.ts';

export async function run(): Promise<void> {
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
}
