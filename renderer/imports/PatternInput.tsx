import { Stack, Text, TextInput } from '@mantine/core';

/** The pattern of file names; below it stands what the names say, as it is typed. */
export function PatternInput({
  pattern,
  onChange,
  problem,
}: {
  pattern: string;
  onChange: (pattern: string) => void;
  problem: string | null;
}) {
  return (
    <Stack gap={4}>
      <TextInput
        label="Pattern of the file names"
        description={
          <Text component="span" size="xs">
            {'{individual}'}, {'{date}'}, {'{time}'}, {'{side}'}, {'{encounter}'}, {'{place}'},{' '}
            {'{photographer}'} and {'{species}'} are taken; … stands for the rest, / for the end of
            a folder’s name.
          </Text>
        }
        value={pattern}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      {problem !== null && (
        <Text className="error" size="sm" role="alert">
          {problem}
        </Text>
      )}
    </Stack>
  );
}
