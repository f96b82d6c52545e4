import type { Finding } from '../../../src/recovery/handlers/readiness/check';
import { judgeReadiness } from '../../../src/recovery/handlers/readiness/readiness-verdict';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const FIT: Finding = { id: 'fit', ok: true, detail: 'works' };
const UNFIT: Finding = { id: 'unfit', ok: false, detail: 'does not work' };
const IN_VAIN: Finding = { id: 'in-vain', ok: false, prevents: true, detail: 'has no instance' };
const BEHIND: Finding = { id: 'behind', ok: false, gate: 'LagAboveGate', detail: 'too far', lag: { milliseconds: 70_000, measuredAt: 'then' } };
const UNKNOWN: Finding = { id: 'unknown', ok: false, gate: 'LagUnknown', detail: 'no data' };

describe('what findings mean to a run', () => {
  test.each<[RunMode, Finding[], string | undefined]>([
    [RunMode.SWITCHOVER, [FIT], undefined],
    [RunMode.SWITCHOVER, [FIT, UNFIT], 'NotReady'],
    [RunMode.SWITCHOVER, [IN_VAIN], 'NotReady'],
    [RunMode.SWITCHOVER, [BEHIND], 'LagAboveGate'],
    [RunMode.SWITCHOVER, [UNKNOWN], 'LagUnknown'],
    [RunMode.SWITCHOVER, [BEHIND, UNKNOWN], 'LagUnknown'],
    [RunMode.SWITCHOVER, [BEHIND, UNKNOWN, UNFIT], 'NotReady'],
    [RunMode.FAILBACK, [UNFIT], 'NotReady'],
    [RunMode.FAILBACK, [BEHIND], 'LagAboveGate'],
    [RunMode.FAILOVER, [UNFIT, BEHIND, UNKNOWN], undefined],
    [RunMode.FAILOVER, [UNFIT, IN_VAIN], 'NotReady'],
    [RunMode.DRILL, [UNFIT, IN_VAIN, BEHIND, UNKNOWN], undefined],
    [RunMode.SWITCHOVER, [], undefined],
  ])('%s, %j: %s', (mode, findings, name) => {
    expect(judgeReadiness(mode, findings).refusal?.name).toBe(name);
  });

  test('a refusal names all that stops the run, and nothing else', () => {
    expect(judgeReadiness(RunMode.SWITCHOVER, [FIT, UNFIT, BEHIND]).refusal!.detail).toBe('unfit: does not work; behind: too far');
    expect(judgeReadiness(RunMode.FAILOVER, [FIT, UNFIT, IN_VAIN]).refusal!.detail).toBe('in-vain: has no instance');
  });

  test('whoever asks until a check holds is told how it is, and refused nothing', () => {
    expect(judgeReadiness(RunMode.SWITCHOVER, [UNFIT], true)).toEqual({ answer: { findings: [{ id: 'unfit', ok: false, detail: 'does not work' }] } });
    expect(judgeReadiness(RunMode.SWITCHOVER, [UNFIT]).refusal).toBeDefined();
  });

  test('all findings are recorded, by what the record holds of them', () => {
    expect(judgeReadiness(RunMode.DRILL, [FIT, BEHIND]).answer).toEqual({
      lagInMilliseconds: 70_000,
      lagMeasuredAt: 'then',
      findings: [{ id: 'fit', ok: true, detail: 'works' }, { id: 'behind', ok: false, detail: 'too far' }],
    });
  });

  const [EARLIER, LATER] = ['2026-03-04T05:06:00.000Z', '2026-03-04T05:09:00.000Z'];
  test.each<[string, [number, string][], number, string]>([
    ['of one time: the greatest', [[5, LATER], [900, LATER], [40, LATER]], 900, LATER],
    ['of several times: a small one that was measured long before a great one', [[800, EARLIER], [2000, LATER]], 800, EARLIER],
    ['of several times: a great one that reaches behind one that was measured before it', [[800, EARLIER], [181_000, LATER]], 181_000, LATER],
  ])('of several lags the one that reaches back furthest is recorded, with its time; %s', (_, lags, lagInMilliseconds, lagMeasuredAt) => {
    for (const each of [lags, [...lags].reverse()]) {
      const findings = each.map(([milliseconds, measuredAt]) => ({ ...FIT, lag: { milliseconds, measuredAt } }));
      expect(judgeReadiness(RunMode.FAILOVER, findings).answer).toMatchObject({ lagInMilliseconds, lagMeasuredAt });
    }
  });

  test('without a lag there is none in the record', () => {
    expect(judgeReadiness(RunMode.FAILOVER, [UNKNOWN]).answer).toEqual({ findings: [{ id: 'unknown', ok: false, detail: 'no data' }] });
  });
});
