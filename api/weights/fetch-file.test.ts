import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fetchFile } from './fetch-file.ts';

it("another host cannot lead a fetch into this machine's own network", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'resight-fetch-'));
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url === '/inside') asked += 1;
    const { port } = server.address() as AddressInfo;
    response.writeHead(302, { location: `http://localhost:${port}/inside` }).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  try {
    await expect(
      fetchFile(
        {
          url: `http://127.0.0.1:${port}/weights`,
          part: join(folder, 'weights.part'),
          signal: AbortSignal.timeout(10_000),
        },
        () => {},
        () => {},
      ),
    ).rejects.toThrow(/leads on to localhost:\d+, in this machine's own network/);
    expect(asked).toBe(0);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});
