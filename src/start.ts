import type { Config } from './config';
import type { NoticeRequest } from './domain/notices';
import { publishEndpoints } from './embedded/endpoints';
import { startServers } from './embedded/servers';
import type { Log } from './log';
import type { Service } from './service';
import { startService } from './service';
import { readSettings } from './settings';
import type { Settings } from './settings';

export interface StartOptions {
  readonly config: Config;
  /** `$PATH`. */
  readonly path: string | undefined;
  readonly log: Log;
  readonly progress: (line: string) => void;
  readonly printNotice: (notice: NoticeRequest) => void;
}

export interface Started {
  readonly service: Service;
  readonly settings: Settings;
  /** Settles with the reason where something that was started ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/** Everything that `npm start` runs: the servers that no setting names, then the roles. */
export async function start(options: StartOptions): Promise<Started> {
  const { config, log, progress } = options;
  const servers = await startServers({ config, path: options.path, progress });
  try {
    const { databaseUrl, temporal, graphUrl } = servers;
    const found = { databaseUrl, temporal, graphUrl, temporalUiUrl: temporal?.uiUrl };
    const settings = await readSettings(config, found);
    const service = await startService({ config, settings, log, printNotice: options.printNotice });
    const ingressUrl = service.ingressPort ? `http://127.0.0.1:${service.ingressPort}` : undefined;
    const withdraw = await publishEndpoints(settings.home, { ...found, ingressUrl });

    return {
      service,
      settings,
      broken: Promise.race([
        servers.broken,
        service.failed.catch((error: Error) => `a worker failed: ${error.name}`),
      ]),
      async stop() {
        await withdraw();
        await service.stop();
        await servers.stop();
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}
