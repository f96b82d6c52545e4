import { PAYMENTS } from './payments-simulation';
import { RunMode } from '../../../src';
import { execution, HOME, Regions, STANDBY, STARTED } from '../keeper/regions';

test('ORC-11: DNS moves by a latch: nobody may change a record or a health check, and the step that moves it writes state and metric where it takes over', async () => {
  const statements = PAYMENTS.stacks.flatMap(({ resources }) => Object.values(resources))
    .flatMap(({ Properties }) => [Properties?.PolicyDocument, ...(Properties?.Policies ?? []).map((policy: any) => policy.PolicyDocument)])
    .flatMap(document => document?.Statement ?? []);
  // What has no `Action` allows all but what it names. IAM takes actions in any case.
  const allowed = new Set<string>(statements.filter(({ Effect }: any) => Effect === 'Allow').flatMap(({ Action = '*' }: any) => Action));
  expect(allowed.size).toBeGreaterThan(50);
  expect([...allowed].filter(action => /^(route53:(?!Get|List)|[^:]*\*)/i.test(action))).toEqual([]);

  const regions = new Regions();
  [HOME, STANDBY].forEach(region => regions.put(region, 'state/current', { activeRegion: HOME, epoch: 3, phase: 'idle', updatedAt: '2026-03-04T05:00:00Z' }));
  const run = { mode: RunMode.FAILOVER, runId: execution(STANDBY) };
  const { epoch } = await regions.keep(STANDBY, { action: 'begin', ...run, startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false }) as { readonly epoch: number };
  [regions.calls, regions.published].forEach(list => list.splice(0));
  await regions.keep(STANDBY, { action: 'shift', ...run, epoch });
  expect([...new Set(regions.calls)].filter(call => !call.startsWith('GetItem')).sort()).toEqual([`PutMetricData ${STANDBY}`, `TransactWriteItems ${STANDBY}`]);
  expect(regions.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: true, epoch });
  expect(regions.published.flatMap(({ MetricData }) => MetricData.map(({ MetricName, Value }) => [MetricName, Value]))).toEqual(
    expect.arrayContaining([['LatchClosed', 1]]));
});
