import { RPCHandler } from '@orpc/server/message-port';
import type { App } from '../app.ts';
import { router, rpcOptions } from '../server.ts';

/** A port as the DOM, Node and Electron's main process have it. */
type RpcPort = Parameters<RPCHandler<{ app: App }>['upgrade']>[0];

/** Serves the API to one client over a message port, until it closes. */
export function serveMessagePort(app: App, port: RpcPort): void {
  const handler = new RPCHandler(router, rpcOptions);
  handler.upgrade(port, { context: { app } });
}
