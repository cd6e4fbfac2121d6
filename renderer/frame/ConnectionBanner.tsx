import './frame.css';
import { useConnection, type ConnectionStatus } from '../client/connection.ts';

const words: Partial<Record<ConnectionStatus, string>> = {
  lost: 'Connection to Resight lost. Reconnecting… What was saved is safe.',
  'shut-out':
    'Resight was started anew and no longer knows this window. What was saved is safe: open the address that it printed.',
};

/** Says that nothing on the screen is live until the connection stands again. */
export function ConnectionBanner() {
  const { status } = useConnection();
  const said = words[status];
  return said === undefined ? null : (
    <div className="banner" role="alert">
      {said}
    </div>
  );
}
