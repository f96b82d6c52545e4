import type { AlarmSeen } from '../../../src/recovery/decision/peer-endpoint';
import { peerEndpoint, peerFails } from '../../../src/recovery/decision/peer-endpoint';

const ALARMS = { decisionAlarmName: 'decision', bothFail: { all: [{ any: ['peer-shallow', 'peer-deep'] }, { any: ['own'] }] } };

/** What is said while these alarms are in these states. */
function said(states: { readonly [alarm: string]: string }, alarms: Parameters<typeof peerEndpoint>[1] = ALARMS) {
  return peerEndpoint(Object.entries(states).map(([AlarmName, StateValue]): AlarmSeen => ({ AlarmName, StateValue })), alarms);
}

describe('what the alarms say of the other Region', () => {
  test.each([
    ['lost', { decision: 'ALARM' }],
    ['lost', { 'decision': 'ALARM', 'own': 'ALARM', 'peer-deep': 'ALARM' }],
    ['both-fail', { 'decision': 'OK', 'own': 'ALARM', 'peer-deep': 'ALARM' }],
    ['both-fail', { 'decision': 'INSUFFICIENT_DATA', 'own': 'ALARM', 'peer-shallow': 'ALARM' }],
    ['works', { decision: 'OK' }],
    ['works', { 'decision': 'OK', 'own': 'ALARM', 'peer-deep': 'OK' }],
    ['works', { 'decision': 'OK', 'own': 'INSUFFICIENT_DATA', 'peer-deep': 'ALARM' }],
    ['unknown', { decision: 'INSUFFICIENT_DATA' }],
    ['unknown', { 'own': 'OK', 'peer-deep': 'OK' }],
    ['unknown', {}],
  ])('%s: %j', (expected, states) => {
    expect(said(states)).toBe(expected);
  });

  test('the word of the decision is waited for while this Region is fit, though the probes are ahead of it', () => {
    expect(said({ 'decision': 'OK', 'peer-shallow': 'ALARM', 'peer-deep': 'ALARM', 'own': 'OK' })).toBe('works');
  });

  test('where nothing could tell of both, the decision alarm alone does', () => {
    expect(said({ 'decision': 'OK', 'own': 'ALARM', 'peer-deep': 'ALARM' }, { decisionAlarmName: 'decision' })).toBe('works');
  });

  test('an alarm of another name, or of none, is not the decision', () => {
    expect(peerEndpoint([{ StateValue: 'ALARM' }, { AlarmName: 'another', StateValue: 'ALARM' }], ALARMS)).toBe('unknown');
  });
});

test('the other Region fails whether this one is fit or not', () => {
  expect((['lost', 'both-fail', 'works', 'unknown'] as const).filter(peerFails)).toEqual(['lost', 'both-fail']);
});
