import { basename, extname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { weightsVariant, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { cropFit, type CropFit } from '#terms/embedder/crops.ts';
import { normalisations } from '#terms/embedder/normalisations.ts';
import { embedderOptions } from '#terms/embedder/options.ts';
import { idsOf } from '#terms/tables.ts';
import { fraction, wholeNumber } from '../numbers.ts';
import { output, type OutputOptions } from '../output.ts';
import { withCatalogue } from '../session.ts';

interface ImportNetworkOptions extends OutputOptions {
  catalogue?: string;
  name?: string;
  input?: number;
  fit?: CropFit;
  boxMargin?: number;
  scaling: keyof typeof normalisations;
  variant?: WeightsVariant;
}

/** Adds `import network` to the `import` command. */
export function addImportNetworkCommand(program: Command): void {
  const parent = program.commands.find((command) => command.name() === 'import');
  if (parent === undefined) throw new Error('There is no import command to add to.');
  parent
    .command('network')
    .argument('<file>', 'an .onnx network, or weights as .safetensors')
    .option('--name <name>', 'of the version; else that of the file')
    .option('--input <px>', 'side of its pictures, where the file leaves it open', wholeNumber)
    .addOption(new Option('--fit <name>', embedderOptions.fit.about).choices(cropFit.options))
    .addOption(
      new Option('--box-margin <part>', embedderOptions.boxMargin.about).argParser(fraction),
    )
    .addOption(
      new Option('--scaling <name>', 'how an .onnx network wants its pictures')
        .choices(idsOf(normalisations))
        .default('imagenet'),
    )
    .addOption(
      new Option('--variant <name>', 'whose code weights were trained with').choices(
        weightsVariant.options,
      ),
    )
    .description(
      'Takes an embedding network that others trained into the catalogue, as a version of its own. It is tried\n' +
        'before it is taken. Weights, such as those of MiewID, can be trained further.\n\n' +
        'Example: resight import network model.safetensors --name MiewID --catalogue ~/whales',
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      const { catalogue, name, input, scaling, ...given } =
        command.optsWithGlobals<ImportNetworkOptions>();
      const { fit, boxMargin, variant } = given;
      await withCatalogue(catalogue, async ({ client }) => {
        const { mean, std } = normalisations[scaling];
        const model = await client.embedder.importNetwork({
          path: resolve(file),
          name: name ?? basename(file, extname(file)),
          input: input ?? null,
          fit,
          boxMargin,
          variant,
          scaling: { mean: [...mean], std: [...std] },
        });
        output(
          given,
          model,
          ({ id, name: called, architecture }) =>
            `${called} (${architecture}) is version ${id}. Make its vectors with "resight embed --model ${id}",\n` +
            `judge it with "resight evaluate embedder --model ${id}", use it with "resight models choose ${id}".\n`,
        );
      });
    });
}
