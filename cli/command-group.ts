import type { Command } from 'commander';

/** The command that others stand below, such as `train`; made if it is not there yet. */
export function commandGroup(program: Command, name: string, summary: string): Command {
  return (
    program.commands.find((command) => command.name() === name) ??
    program.command(name).summary(summary).description(`${summary}.`)
  );
}
