import './frame.css';
import { useConnection, type ConnectionStatus } from '../client/connection.ts';

const words: Partial<Record<ConnectionStatus, string>> = {
  lost: 'Connection to Resight lost. Reconnecting… What was saved is safe.',
  'shut-out':
    'Resight does not know this window. Press Enter where Resight was started, and open the address that it prints in a new tab: this one then goes on, with what it has not saved yet.',
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
