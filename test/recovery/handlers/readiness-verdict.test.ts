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

  test('all findings are recorded, by what the record holds of them', () => {
    expect(judgeReadiness(RunMode.DRILL, [FIT, BEHIND]).answer).toEqual({
      lagInMilliseconds: 70_000,
      lagMeasuredAt: 'then',
      findings: [{ id: 'fit', ok: true, detail: 'works' }, { id: 'behind', ok: false, detail: 'too far' }],
    });
  });

  test('of several lags the greatest is recorded, with its time', () => {
    const lagging = (milliseconds: number) => ({ ...FIT, lag: { milliseconds, measuredAt: `when it was ${milliseconds}` } });
    expect(judgeReadiness(RunMode.FAILOVER, [lagging(5), lagging(900), lagging(40)]).answer)
      .toMatchObject({ lagInMilliseconds: 900, lagMeasuredAt: 'when it was 900' });
  });

  test('without a lag there is none in the record', () => {
    expect(judgeReadiness(RunMode.FAILOVER, [UNKNOWN]).answer).toEqual({ findings: [{ id: 'unknown', ok: false, detail: 'no data' }] });
  });
});
