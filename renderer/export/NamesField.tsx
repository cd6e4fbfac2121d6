import { TextInput } from '@mantine/core';

/** Genus and epithet, as `Tursiops truncatus`; no name is needed for such a species. */
const isScientific = (name: string) => /^[A-Z][a-z]+ [a-z]+/.test(name);

/** One field a species that the catalogue does not call by a scientific name. */
export function NamesField({
  title,
  names,
  species,
  choose,
}: {
  title: string;
  /** Given names by the catalogue's own. */
  names: Readonly<Record<string, string>>;
  species: readonly string[];
  choose: (names: Record<string, string>) => void;
}) {
  return species
    .filter((name) => !isScientific(name))
    .map((name) => (
      <TextInput
        key={name}
        label={`${title} of ${name}`}
        placeholder="Genus epithet"
        w={220}
        value={names[name] ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { [name]: _, ...others } = names;
          choose(value === '' ? others : { ...others, [name]: value });
        }}
      />
    ));
}
