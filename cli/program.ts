/** The commands of `resight`, with their options and their help. */
import { Command } from 'commander';
import { addCatalogueCommands } from './commands/catalogues.ts';
import { addDetectorCommands } from './commands/detector.ts';
import { addEmbedCommand, addEvaluateEmbedder, addTrainEmbedder } from './commands/embedder.ts';
import { addExportCommand } from './commands/exports.ts';
import { addHappywhaleCommands } from './commands/happywhale.ts';
import { addImportBoxesCommand } from './commands/import-boxes.ts';
import { addImportCatalogueCommand } from './commands/import-catalogue.ts';
import { addImportNetworkCommand } from './commands/import-network.ts';
import { addImportsCommands } from './commands/imports.ts';
import { addJobCommands } from './commands/jobs.ts';
import { addModelCommands } from './commands/models.ts';
import { addMatchCommand, addPseudoLabelCommand } from './commands/match.ts';
import { addNamesCommands } from './commands/names.ts';
import { addPhotoCommands } from './commands/photos.ts';
import { addPhotoEditCommands } from './commands/photo-edits.ts';
import { addQuickstartCommand } from './commands/quickstart.ts';
import { addServeCommand } from './commands/serve.ts';
import { addWeightsCommands } from './commands/weights.ts';
import { version } from './version.ts';

/** All commands, ready to parse; wrong use is thrown and exits nothing. */
export function resightProgram(): Command {
  const program = new Command('resight')
    .description('Recognise individual whales and dolphins from photos, on your own machine.')
    .version(version)
    .option(
      '--catalogue <folder>',
      'the catalogue; else $RESIGHT_CATALOGUE, else the only one here',
    )
    .option('--json', 'results as JSON')
    .showHelpAfterError('(--help says more)')
    .exitOverride()
    .addHelpText(
      'after',
      `
First steps:
  resight demo ~/demo --boxed 0.5            a catalogue to play with
  resight quickstart ~/quick                 the whole loop on such a one, with a report
  resight new ~/whales/Moray                 one of your own
  resight import photos ~/field --catalogue ~/whales/Moray.resight
  resight serve --catalogue ~/whales/Moray.resight
  resight export sightings-csv --to ~/analysis

Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but some files could not be read, 130 cancelled.`,
    );
  addCatalogueCommands(program);
  addPhotoCommands(program);
  addPhotoEditCommands(program);
  addImportBoxesCommand(program);
  addImportCatalogueCommand(program);
  addImportNetworkCommand(program);
  addImportsCommands(program);
  addDetectorCommands(program);
  addModelCommands(program);
  addNamesCommands(program);
  addTrainEmbedder(program);
  addEmbedCommand(program);
  addMatchCommand(program);
  addEvaluateEmbedder(program);
  addPseudoLabelCommand(program);
  addHappywhaleCommands(program);
  addExportCommand(program);
  addJobCommands(program);
  addQuickstartCommand(program);
  addServeCommand(program);
  addWeightsCommands(program);

  // Subcommands answer for wrong use as the program itself does.
  const override = (command: Command) => {
    command.exitOverride();
    for (const child of command.commands) override(child);
  };
  override(program);
  return program;
}
