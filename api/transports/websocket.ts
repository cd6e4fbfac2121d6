import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { App } from '../app.ts';
import { router, rpcOptions } from '../server.ts';

/** Serves the API to one client over a WebSocket, until it closes. */
export function serveWebSocket(app: App, socket: WebSocket): void {
  const handler = new RPCHandler(router, rpcOptions);
  void handler.upgrade(socket, { context: { app } });
}
