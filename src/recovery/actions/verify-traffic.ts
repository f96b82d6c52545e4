import type { TaskKind } from './action-kind';
import { functionTask, mayCall, RUN_REFERENCE } from './function-task';
import { poll } from './polling';
import { secondsOf } from './seconds';
import { latchText } from '../../dns/latch-text';
import type { TellingLatch } from '../handlers/requests';

/** The time limit of `traffic-verifier`. */
const VERIFIER_SECONDS = 60;

/** Asks until the public name leads to the Region and works there, by latches that Route 53 has read. */
export const VERIFY_TRAFFIC: TaskKind = {
  kind: 'verify-traffic',
  doneWhen: 'the public name leads to the Region, by latches that Route 53 has read, and its endpoint answers as it should',
  errors: ['TrafficNotMoved', 'ServiceUnavailable'],
  timedOutAs: 'TrafficNotMoved',
  duration: () => ({ best: 2, typical: 10, worst: 45, source: 'assumption: a look every few seconds; worst: looks that time out' }),
  commands: ({ action: { parameters } }, { names: { region } }) => [
    `dig +short ${parameters.domainName} # must give the addresses of ${region.name}`,
    ...latchesOf(parameters).map(({ name, closed }) => `dig +short TXT ${name} # must say ${latchText(closed)}`),
  ],
  states: (step, context) => poll(step, {
    ask: {
      ...functionTask(context, 'traffic-verifier', {
        domainName: step.action.parameters.domainName,
        ...step.action.parameters.latches !== undefined && { latches: latchesOf(step.action.parameters) },
        ...RUN_REFERENCE,
      }),
      TimeoutSeconds: Math.min(secondsOf(step.timeout), VERIFIER_SECONDS),
    },
    answer: '$states.result.Payload',
    done: '$states.input.answer.moved = true',
    late: { error: 'TrafficNotMoved', cause: '{% $string($states.input.answer.detail) %}' },
  }),
  statements: (_step, context) => [mayCall(context, 'traffic-verifier')],
};

function latchesOf({ latches = '[]' }: { readonly [name: string]: string }): readonly TellingLatch[] {
  return JSON.parse(latches) as TellingLatch[];
}
