import { useConnection } from '../client/connection.ts';

/** Says that nothing on the screen is live until the connection stands again. */
export function ConnectionBanner() {
  const { status } = useConnection();
  if (status !== 'lost') return null;
  return (
    <div className="banner" role="alert">
      Connection to Resight lost. Reconnecting… What was saved is safe. If Resight was started anew,
      open the address that it printed.
    </div>
  );
}
