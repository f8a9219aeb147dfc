import { once } from 'node:events';
import { createServer } from 'node:net';

import { assertPortFree, freePort } from '../../../src/embedded/ports';

describe('ports', () => {
  it('finds a free port', async () => {
    await expect(assertPortFree(await freePort(), 'TEMPORAL_PORT')).resolves.toBeUndefined();
  });

  it.each(['127.0.0.1', '0.0.0.0'])('names a port that is taken on %s', async (host) => {
    const port = await freePort();
    const server = createServer().listen(port, host);
    await once(server, 'listening');

    const check = assertPortFree(port, 'TEMPORAL_PORT');

    await expect(check).rejects.toThrow(
      `Port ${port} is in use (needed for the Temporal server). Set TEMPORAL_PORT to another port.`,
    );
    server.close();
  });
});
