import { Center, Loader } from '@mantine/core';

/** Something is on its way. */
export function LoadingState({ h, label = 'Loading' }: { h?: number | string; label?: string }) {
  return (
    <Center h={h}>
      <Loader role="status" aria-label={label} />
    </Center>
  );
}
