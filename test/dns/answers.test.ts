import type { AnswerLine, LatchState } from './answers.data';
import { ANSWERS } from './answers.data';
import type { Templates } from './fixture';
import { createdDns, hostNameDns, templatesOf } from './fixture';
import type { Observed } from './route53-answers';
import { answerOf } from './route53-answers';
import { TrafficShift } from '../../src/dns';
import { PRIMARY, SECONDARY } from '../support/environment';

const PRIMARY_NAME = `api-${PRIMARY}.example.com`;
const SECONDARY_NAME = `api-${SECONDARY}.example.com`;
const NAMES = { primary: PRIMARY_NAME, secondary: SECONDARY_NAME };

type Case = [latch: LatchState, reverseLatch: LatchState, primaryUp: boolean, secondaryUp: boolean];

const SHIFTS = { 'by-plan': TrafficShift.byPlan(), 'on-endpoint-health': TrafficShift.onEndpointHealth() };

function casesOf({ when }: AnswerLine): Case[] {
  return when.latch.flatMap(latch => when.reverseLatch.flatMap(reverse =>
    when.primaryUp.flatMap(primaryUp => when.secondaryUp.map((secondaryUp): Case => [latch, reverse, primaryUp, secondaryUp]))));
}

function observe([latch, reverseLatch, primaryUp, secondaryUp]: Case): Observed {
  const up = [...primaryUp ? [PRIMARY_NAME] : [], ...secondaryUp ? [SECONDARY_NAME] : []];
  return { up: new Set(up), latches: { [SECONDARY]: latch, [PRIMARY]: reverseLatch } };
}

describe.each(['by-plan', 'on-endpoint-health'] as const)('who answers, %s', shift => {
  const lines = ANSWERS.filter(line => line.shift === shift);
  let templates: Templates;
  let cnameTemplates: Templates;
  beforeAll(() => {
    templates = templatesOf(createdDns({ trafficShift: SHIFTS[shift] }));
    cnameTemplates = templatesOf(hostNameDns({ trafficShift: SHIFTS[shift] }));
  });

  test('DNS-14: the truth table has each of its 36 cases once', () => {
    const cases = lines.flatMap(casesOf).map(each => each.join());
    expect(cases).toHaveLength(3 * 3 * 2 * 2);
    expect(new Set(cases).size).toBe(cases.length);
  });

  test.each(lines.map((line): [string, AnswerLine] => [`${line.answers}, because ${line.because}`, line]))('DNS-14: %s', (_why, line) => {
    for (const each of casesOf(line)) {
      expect([each, answerOf(templates, 'A', observe(each))]).toEqual([each, NAMES[line.answers]]);
      expect([each, answerOf(cnameTemplates, 'CNAME', observe(each))]).toEqual([each, NAMES[line.answers]]);
    }
  });
});
