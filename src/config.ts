import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { parseAppSecrets } from './meta/signature';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const url = z.url();

const ROLES = ['ingress', 'dispatch', 'worker', 'console'] as const;
export type Role = (typeof ROLES)[number];

/** Every variable that Tetrix reads, each also as `<NAME>_FILE`. Temporal's own are read by its envconfig. */
const Environment = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: port(3000),
  CONSOLE_HOST: z.string().default('127.0.0.1'),
  CONSOLE_PORT: port(3001),
  DATABASE_URL: url.optional(),
  POSTGRES_PORT: port(5433),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  TEMPORAL_UI_URL: url.optional(),
  TEMPORAL_CLI_PATH: z.string().optional(),
  TEMPORAL_TEST_SERVER_PATH: z.string().optional(),
  GRAPH_BASE_URL: url.optional(),
  GRAPH_PORT: port(3002),
  GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/)
    .default('v26.0'),
  META_APP_SECRETS: z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return undefined;
      try {
        return parseAppSecrets(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    }),
  META_VERIFY_TOKEN: z.string().min(8).optional(),
  META_ACCESS_TOKEN: z.string().optional(),
  TETRIX_HOME: z.string().default('.tetrix'),
  TETRIX_ID_KEY: z.string().min(32).optional(),
  TETRIX_ENCRYPTION_KEYS: z.string().optional(),
  TETRIX_ROLES: list.pipe(z.array(z.enum(ROLES)).min(1)).default([...ROLES]),
  TETRIX_MAX_BODY: z.coerce
    .number()
    .int()
    .min(1024)
    .default(8 * 1024 * 1024),
  TETRIX_KEEP_RAW: z.coerce.number().int().min(0).default(0),
  PUBLIC_URL: url.optional(),
  SMTP_URL: url.optional(),
  NOTIFY_FROM: z.string().default('Tetrix <tetrix@localhost>'),
  NOTIFY_EMAILS: list.pipe(z.array(z.email())).default([]),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Config = z.output<typeof Environment> & {
  /** Every variable of Temporal's own, for its own reader. */
  readonly temporal: Readonly<Record<string, string>>;
};
export type Variables = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment: every problem, not only the first, and no value of a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The settings, from variables or the files that `<NAME>_FILE` names; an empty one counts as not set.
 * Throws ConfigError with a line for each problem.
 */
export function readConfig(variables: Variables = process.env): Config {
  const problems: string[] = [];
  const given: Record<string, string> = {};
  for (const name of Object.keys(Environment.shape)) {
    const value = valueOf(name, variables, problems);
    if (value) given[name] = value;
  }

  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push(`${issue.path.join('.')}: ${issue.message}`);
  }
  if (problems.length > 0 || !parsed.data) {
    throw new ConfigError(
      `The environment cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }

  const temporal = Object.entries({ ...variables, ...given }).flatMap(([name, value]) =>
    name.startsWith('TEMPORAL_') && value ? [[name, value]] : [],
  );
  return { ...parsed.data, temporal: Object.fromEntries(temporal) as Record<string, string> };
}

function valueOf(name: string, variables: Variables, problems: string[]): string | undefined {
  const file = variables[`${name}_FILE`];
  if (!file) return variables[name];
  if (variables[name]) {
    problems.push(`${name}: set it or ${name}_FILE, not both`);
    return undefined;
  }

  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    problems.push(`${name}_FILE: cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}
