import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { contract, type Contract } from './contract/index.ts';
import { madeApp } from './made-app.fixture.ts';
import { serveMessagePort } from './transports/message-port.ts';
import { serveWebSocket } from './transports/websocket.ts';

type Client = ContractRouterClient<Contract>;
type Made = Awaited<ReturnType<typeof madeApp>>;

interface Connection {
  client: Client;
  /** Cuts the line as a crash would. */
  cut: () => void;
  end: () => Promise<void>;
}

async function overWebSocket({ app }: Made): Promise<Connection> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => serveWebSocket(app, socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await new Promise((resolve) => {
    socket.on('open', resolve);
  });
  const link = new SocketLink({ websocket: socket });
  return {
    client: createORPCClient(link),
    cut: () => socket.terminate(),
    end: async () => {
      socket.terminate();
      sockets.close();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function overMessagePort({ app }: Made): Promise<Connection> {
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(app, port1);
  port1.start();
  const link = new PortLink({ port: port2 });
  port2.start();
  return {
    client: createORPCClient(link),
    cut: () => port1.close(),
    end: () => {
      port1.close();
      return Promise.resolve();
    },
  };
}

const failure = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    const { code, message, data } = error as { code: string; message: string; data: unknown };
    return { code, message, details: data };
  }
  throw new Error('The call was answered.');
};

describe.each([
  ['a WebSocket', overWebSocket],
  ['a message port', overMessagePort],
])('the API over %s', (_, connect) => {
  let made: Made;
  let connection: Connection;
  let client: Client;
  beforeEach(async () => {
    made = await madeApp();
    connection = await connect(made);
    ({ client } = connection);
  });
  afterEach(async () => {
    await connection.end();
    await made.remove();
  });

  it('answers every procedure of the contract, with what is asked or an error of the list', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'resight-contract-'));
    expect(await client.catalogue.current()).toBeNull();
    await client.catalogue.create({ parent, name: 'A' });
    const inputs: Record<string, unknown> = {
      'catalogue.create': { parent, name: 'B' },
      'catalogue.open': { folder: join(parent, 'A.resight') },
      'shell.setTour': { state: 'begun', step: 2 },
      'catalogue.openDemo': { parent, photos: 1, individuals: 1 },
      'catalogue.unpack': { file: join(parent, 'no.zip'), parent },
      'catalogue.forget': { folder: parent },
      'catalogue.rename': { name: 'C' },
      'catalogue.restore': { file: 'none.sqlite' },
      'boxes.addClass': { name: 'eye patch' },
      'boxes.ofPhoto': { photoId: 1 },
      'boxes.edit': { photoId: 1, action: 'x', changes: [] },
      'boxes.step': { photoId: 1 },
      'boxes.proposals': {},
      'boxes.countAbove': { minConfidence: 0.5 },
      'boxes.acceptAbove': { minConfidence: 0.5 },
      'boxes.import': { path: join(parent, 'none.csv'), dryRun: true },
      'photos.list': {},
      'photos.ids': {},
      'photos.get': { photoId: 1 },
      'photos.setChecked': { photoIds: [1], checked: true },
      'photos.setSpecies': { photoIds: [1], species: null },
      'photos.edit': { photoIds: [1], change: { shiftS: 60 } },
      'photos.placeByTrack': { photoIds: [1], path: join(parent, 'none.gpx') },
      'photos.undoEdit': { editId: 99 },
      'photos.cameraTimes': { photoIds: [1] },
      'photos.relink': {},
      'encounters.edit': { encounterId: 1, name: 'x' },
      'encounters.assign': { photoIds: [1], encounterId: null },
      'encounters.merge': { encounterIds: [1, 2], into: 1 },
      'encounters.regroup': { gapMinutes: 60, dryRun: true },
      'decisions.box': { boxId: 99 },
      'decisions.decide': {
        boxes: [{ boxId: 99, version: 0 }],
        verdict: 'unsure',
        reviewerId: 99,
      },
      'decisions.undo': { reviewerId: 99 },
      'decisions.redo': { reviewerId: 99 },
      'decisions.log': {},
      'decisions.exportLog': { folder: parent },
      'individuals.get': { individualId: 99 },
      'individuals.boxes': { individualId: 99 },
      'individuals.edit': { individualId: 99, reviewerId: 99, notes: 'x' },
      'individuals.chooseBest': { individualId: 99, side: 'left', boxId: null, reviewerId: 99 },
      'individuals.previewMerge': { fromId: 98, intoId: 99 },
      'individuals.merge': { fromId: 98, intoId: 99, reviewerId: 99 },
      'individuals.split': {
        individualId: 99,
        boxIds: [99],
        to: { code: 'x' },
        reviewerId: 99,
      },
      'individuals.edits': {},
      'individuals.undoEdit': { editId: 99, reviewerId: 99 },
      'jobs.get': { jobId: 99 },
      'jobs.log': { jobId: 99 },
      'jobs.cancel': { jobId: 99 },
      'jobs.retry': { jobId: 99 },
      'jobs.start': { kind: 'import-photos', spec: { paths: [parent] } },
      'matching.candidates': { boxIds: [99] },
      'matching.groups': { encounterId: 99 },
      'matching.keepApart': { a: 98, b: 99, reviewerId: 99 },
      'matching.confirmPhoto': { individualId: 99, boxId: 99, reviewerId: 99 },
      'matching.undoFinding': { findingId: 99, reviewerId: 99 },
      'matching.heatMap': { boxId: 98, otherBoxId: 99 },
      'models.get': { modelId: 99 },
      'models.points': { modelId: 99 },
      'models.choose': { modelId: 99 },
      'models.rename': { modelId: 99, name: 'x' },
      'models.retire': { modelId: 99 },
      'detector.train': { from: 99 },
      'detector.resume': { modelId: 99 },
      'detector.detect': { modelId: 99 },
      'detector.evaluate': { modelId: 99 },
      'detector.evaluation': { modelId: 99 },
      'weights.download': { sourceId: 'nobody' },
      'weights.resume': { id: 'none' },
      'weights.pause': { id: 'none' },
      'weights.discard': { id: 'none' },
      'weights.importFile': { path: join(parent, 'none.safetensors') },
      'weights.setVariant': { name: 'none', variant: 'timm' },
      'weights.remove': { name: 'none' },
      'embedder.train': { from: 99 },
      'embedder.resume': { modelId: 99 },
      'embedder.embed': { modelId: 99 },
      'embedder.evaluate': { modelId: 99 },
      'embedder.evaluation': { modelId: 99 },
      'embedder.importNetwork': { path: join(parent, 'none.onnx'), name: 'MiewID' },
      'embedder.augmentations': { crops: 1 },
      'embedder.submit': { sample: join(parent, 'none.csv'), to: join(parent, 'out.csv') },
      'names.list': {},
      'names.toPlace': {},
      'names.place': { nameId: 99, box: { boxId: 98, version: 0 }, reviewerId: 99 },
      'names.refuse': { nameId: 99, reviewerId: 99 },
      'names.restore': { nameId: 99, reviewerId: 99 },
      'imports.undo': { importId: 99 },
      'imports.answerCutOuts': { jobId: 99 },
      'imports.makeCutOuts': { paths: [parent] },
      'exports.preview': { format: 'sightings-csv' },
      'exports.start': { format: 'sightings-csv', folder: parent },
      'imports.inspectCatalogue': { source: { folder: parent } },
      'imports.planCatalogue': {
        source: { folder: parent },
        mapping: { photo: 0, individual: 1 },
      },
      'imports.storeCatalogue': {
        source: { folder: parent },
        mapping: { photo: 0, individual: 1 },
      },
      'settings.set': { gridThumbSize: 200 },
      'settings.addReviewer': { name: 'Ann' },
      'shell.listFolder': { path: parent },
    };
    const called: string[] = [];
    for (const [branch, procedures] of Object.entries(contract)) {
      if (branch === 'events') continue;
      for (const name of Object.keys(procedures)) {
        const path = `${branch}.${name}`;
        if (path === 'catalogue.close') continue;
        const branchClient = client[branch as 'photos'] as unknown as Record<
          string,
          (input: unknown) => Promise<unknown>
        >;
        const outcome = await branchClient[name](inputs[path]).then(
          () => 'answered',
          (error: { code: string }) => error.code,
        );
        expect([path, outcome]).toEqual([path, expect.stringMatching(/^(?:answered|not-found)$/)]);
        called.push(path);
      }
    }
    expect(called.length).toBeGreaterThan(25);
    await client.catalogue.close();
    expect(await failure(client.photos.list({}))).toMatchObject({
      code: 'no-catalogue',
      message: 'No catalogue is open. Open one, or make a new one.',
    });
    await rm(parent, { recursive: true });
  });

  it('names the fields of bad input', async () => {
    const bad = { filter: { takenFrom: 'yesterday' }, limit: 0 } as never;
    const { code, message, details } = await failure(client.photos.list(bad));
    expect(code).toBe('bad-input');
    expect(message).toContain('"limit"');
    expect(message).toContain('"filter.takenFrom"');
    expect(details).toMatchObject({ issues: [{ field: 'limit' }, { field: 'filter.takenFrom' }] });
  });

  it('carries an error of ours with its code, words and facts', async () => {
    await client.catalogue.create({ parent: made.folder, name: 'A' });
    expect(await failure(client.photos.get({ photoId: 7 }))).toEqual({
      code: 'not-found',
      message: 'There is no photo 7 in this catalogue.',
      details: { photoId: 7 },
    });
    expect(await failure(client.catalogue.open({ folder: 'relative' }))).toMatchObject({
      code: 'bad-input',
    });
  });

  it('refuses a call that it does not know', async () => {
    const unknown = client as unknown as { photos: { explode: () => Promise<unknown> } };
    const { code } = await failure(unknown.photos.explode());
    expect(code.toLowerCase().replace('_', '-')).toBe('not-found');
  });

  it('streams events until the listener stops, and then holds no listener', async () => {
    const stream = await client.events();
    const first = await stream.next();
    expect(first.value).toMatchObject({ type: 'hello' });
    expect(made.app.events.listeners).toBe(1);
    await client.catalogue.create({ parent: made.folder, name: 'A' });
    expect((await stream.next()).value).toEqual({ type: 'changed', topics: ['catalogue'] });
    await stream.return?.();
    await until(() => made.app.events.listeners === 0);
  });

  it('ends the stream of a client whose line is cut', async () => {
    const stream = await client.events();
    await stream.next();
    expect(made.app.events.listeners).toBe(1);
    connection.cut();
    await until(() => made.app.events.listeners === 0);
  });

  it('rejects calls that wait when the line is cut', async () => {
    const stream = await client.events();
    await stream.next();
    const waiting = stream.next();
    const outcome = waiting.then(
      (step) => (step.done === true ? 'ended' : 'value'),
      () => 'rejected',
    );
    connection.cut();
    expect(await outcome).not.toBe('value');
  });
});

async function until(test: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (test()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  throw new Error('It never came to pass.');
}
