import { createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { create } from 'zustand';
import type { Contract } from '#api/contract/index.ts';
import type { z } from 'zod';
import { unknownPage, type socketGreeting } from '#terms/session.ts';
import { bridge } from './bridge.ts';
import { seatHeaders, type SeatContext } from './seat.ts';
import { renewPass, secretOfPage, sessionOfAnother } from './session.ts';

type Link = SocketLink<SeatContext> | PortLink<SeatContext>;

/** Every call says who sits here. */
const headers = ({ context }: { context: SeatContext }) => seatHeaders(context);

/** `shut-out`: Resight is there but does not know this page; only a fresh address of it helps. */
export type ConnectionStatus = 'connecting' | 'online' | 'lost' | 'shut-out';

export const useConnection = create<{ status: ConnectionStatus }>(() => ({ status: 'connecting' }));

/** Waits between attempts, milliseconds; the last one repeats. */
const PAUSES = [250, 500, 1000, 2000, 4000];

let current: Promise<Link>;
let attempts = 0;
const onlineListeners = new Set<() => void>();

/** Tells when a connection stands, the first and every later time. */
export function onOnline(listener: () => void): () => void {
  onlineListeners.add(listener);
  if (useConnection.getState().status === 'online') listener();
  return () => onlineListeners.delete(listener);
}

function online(): void {
  attempts = 0;
  useConnection.setState({ status: 'online' });
  for (const listener of onlineListeners) listener();
}

function lost(): void {
  useConnection.setState({ status: 'lost' });
  const pause = PAUSES[Math.min(attempts, PAUSES.length - 1)];
  attempts += 1;
  current = new Promise((resolve) => {
    setTimeout(() => resolve(connectSocket()), pause);
  });
  // Connect even while nobody calls.
  void current;
}

/** Only a fresh address helps, in this window or in another, whose session this one then shares. */
async function shutOut(): Promise<Link> {
  useConnection.setState({ status: 'shut-out' });
  await sessionOfAnother();
  return connectSocket();
}

async function connectSocket(): Promise<Link> {
  const secret = await secretOfPage();
  if (secret === null) return shutOut();
  return new Promise((resolve) => {
    const address = new URL('/rpc', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const websocket = new WebSocket(address);
    websocket.addEventListener('open', () => {
      websocket.send(JSON.stringify({ secret } satisfies z.infer<typeof socketGreeting>));
      void renewPass().catch(() => {});
      resolve(new SocketLink({ websocket, headers }));
      online();
    });
    websocket.addEventListener('close', ({ code }) => {
      if (code === unknownPage) current = shutOut();
      else lost();
      // A call that waited for this attempt waits for the next one.
      resolve(current);
    });
  });
}

function connectPort(shell: NonNullable<ReturnType<typeof bridge>>): Promise<Link> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const ours =
        event.source === window &&
        typeof event.data === 'object' &&
        event.data !== null &&
        'resight' in event.data &&
        event.data.resight === 'port';
      if (!ours) return;
      const [port] = event.ports;
      resolve(new PortLink({ port, headers }));
      port.start();
      online();
    });
    shell.connect();
  });
}

const desktop = bridge();
current = desktop === undefined ? connectSocket() : connectPort(desktop);

/** The API; a call made while the connection is lost waits until it stands again. */
export const api: ContractRouterClient<Contract, SeatContext> = createORPCClient(
  new DynamicLink<SeatContext>(() => current),
);
