/** Judges fins until it is killed, and says of each decision that it is stored. Words: CATALOGUE [early]. */
import { writeSync } from 'node:fs';
import { openCatalogue } from '#catalog/open-catalogue.ts';
import { acknowledgeEarly, judgeOnAndOn } from '#catalog/identity/judged.fixture.ts';

const [folder, early] = process.argv.slice(2);
const catalogue = openCatalogue(folder);
if (early !== undefined) acknowledgeEarly(catalogue);
judgeOnAndOn(catalogue, (id) => writeSync(1, `${id}\n`));
