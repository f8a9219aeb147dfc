import { Client, Connection } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

export interface TemporalAddress {
  readonly address: string;
  readonly namespace: string;
  readonly connection: ConnectionOptions;
}

export interface Named {
  readonly address: string;
  readonly namespace: string;
}

/**
 * Where Temporal is: the embedded server's address, or what Temporal's own configuration says (`TEMPORAL_ADDRESS`,
 * `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS_…`, profiles in a file). `variables` are those of that name.
 */
export function temporalAddress(
  embedded: Named | undefined,
  variables: Readonly<Record<string, string>>,
): TemporalAddress {
  if (embedded) return { ...embedded, connection: { address: embedded.address } };
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: variables });

  return {
    address: connectionOptions.address ?? 'localhost:7233',
    namespace: namespace ?? 'default',
    connection: connectionOptions,
  };
}

/** A client that connects when it is first used: a Temporal that is away must not keep the ingress from starting. */
export function createTemporalClient({ connection, namespace }: TemporalAddress): Client {
  // By itself gRPC waits up to two minutes before it looks whether a server is back.
  const channelArgs = { 'grpc.max_reconnect_backoff_ms': 5_000, ...connection.channelArgs };

  return new Client({ connection: Connection.lazy({ ...connection, channelArgs }), namespace });
}
