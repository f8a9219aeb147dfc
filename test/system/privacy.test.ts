import { inParallel } from '../../src/dispatch/in-parallel';
import { leadOf } from '../../src/embedded/graph/leads';
import { readSample, sampleNames } from '../../src/embedded/samples';
import { sign } from '../../src/meta/signature';
import { everythingInTemporal } from '../helpers/everything-in-temporal';
import type { KeptRun } from '../helpers/everything-in-temporal';
import { fixtures } from '../helpers/fixtures';
import { found, privateValues } from '../helpers/private-values';
import { drained } from '../helpers/progress';
import { APP_SECRET, createWorld, ID_KEY } from '../helpers/tetrix';
import type { TetrixProcess, World } from '../helpers/tetrix';

const TOKEN = 'EAAB-the-token-of-this-test';
const SECRETS = [TOKEN, APP_SECRET, ID_KEY, 'test-verify-token'];
/** Of a person whose lead Meta refuses to show, so that a failure is in a history too. */
const REFUSED_LEAD = '470000000099999';

const bodies: unknown[] = [
  ...fixtures.map(({ delivery }) => delivery),
  ...sampleNames().map((name) => readSample(name, new Date())),
  {
    object: 'page',
    entry: [
      {
        id: '104000000000001',
        time: 1772359200,
        changes: [
          { field: 'leadgen', value: { leadgen_id: REFUSED_LEAD, created_time: 1772359200 } },
        ],
      },
    ],
  },
];

describe('what is sent of persons', () => {
  let world: World;
  let tetrix: TetrixProcess;
  const answers = new Set<number>();
  let values: string[];
  let runs: KeptRun[];
  beforeAll(async () => {
    world = await createWorld();
    world.graph.fail({ kind: 'permission', match: `/v26.0/${REFUSED_LEAD}`, times: 'always' });
    world.graph.fail({ kind: 'permission', match: `/${REFUSED_LEAD}`, times: 'always' });
    tetrix = await world.start({ env: { META_ACCESS_TOKEN: TOKEN, LOG_LEVEL: 'debug' } });
    await inParallel(bodies, 4, async (body) => void answers.add(await tetrix.post(body)));
    await drained(world.database.db, 150_000);
    values = [...privateValues(bodies), ...(await leadAnswers(world))];
    runs = await everythingInTemporal(world.client);
  }, 240_000);
  afterAll(() => world.stop());

  /** What must not be found, where it was, once each. */
  const leaks = (needles: readonly string[]) =>
    [
      ...new Set(
        runs.flatMap(({ type, text }) => found(needles, text).map((value) => `${type}: ${value}`)),
      ),
    ].sort();

  it('is enough for this test to mean something', () => {
    expect(answers).toEqual(new Set([200]));
    expect(values).toEqual(
      expect.arrayContaining([
        '15550100001',
        '6001000000000011',
        'wamid.TEST001',
        'ada.test@example.com',
      ]),
    );
    expect(values.length).toBeGreaterThan(300);
    expect(new Set(runs.map(({ type }) => type)).size).toBeGreaterThan(15);
    expect(leaks(['104000000000001'])).not.toEqual([]);
    expect(runs.some(({ text }) => text.includes('GraphPermissionError'))).toBe(true);
  });

  it('stands in no id, attribute, memo, summary or event of any run', () => {
    expect(leaks(values)).toEqual([]);
  });

  it('stands in no line of the log', () => {
    expect(found(values, tetrix.output())).toEqual([]);
  });

  it('is signed, and neither the signature nor the body is logged or sent on', () => {
    const signatures = bodies.map((body) => sign(JSON.stringify(body), APP_SECRET).slice(7));

    expect(found(signatures, tetrix.output())).toEqual([]);
    expect(leaks(signatures)).toEqual([]);
    expect(leaks(['"entry":[', '"changes":[', '"messaging":['])).toEqual([]);
    expect(tetrix.output()).not.toMatch(/\\?"(entry|changes|messaging)\\?":/);
  });

  it('is guarded by secrets that are told nowhere', () => {
    expect(found(SECRETS, tetrix.output())).toEqual([]);
    expect(leaks(SECRETS)).toEqual([]);
  });
});

/** What the leads' forms were answered with; it came from Graph, not with a webhook. */
async function leadAnswers({ database }: World): Promise<string[]> {
  const { rows } = await database.db.query<{ id: string }>('select id from leads');

  return rows.flatMap(({ id }) => leadOf(id).field_data.flatMap((field) => [...field.values]));
}
