import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import type { ReportSubject } from './subject';
import { isPage } from '../history/is-page';
import type { ReportMoment } from '../report';
import type { Order } from '../schedules/schedule';

type Moments = (finished: FinishedSimulation, subject: ReportSubject) => ReportMoment[];

/** What a reader wants to know the time of, in order. */
export function momentsOf(finished: FinishedSimulation, subject: ReportSubject): ReportMoment[] {
  const tellers: readonly Moments[] = [operators, alarms, decisions, latches, traffic, writers, pages];
  return tellers.flatMap(tell => tell(finished, subject)).sort((one, other) => one.atSeconds - other.atSeconds);
}

/** To the alarm and back. That an alarm has no data yet says nothing about the system. */
const alarms: Moments = (finished, { names }) => finished.history.of('alarm-changed')
  .filter(({ from, to }) => to === 'ALARM' || (from === 'ALARM' && to === 'OK'))
  .map(({ at, region, alarm, to }) => ({ atSeconds: secondsOf(finished, at), kind: 'alarm', region, label: `${shortName(alarm, region, names)}: ${to}` }));

/** Runs that were started by nobody. */
const decisions: Moments = (finished, { plans }) => finished.history.of('execution-started').flatMap(({ at, region, machine, input }) => {
  const { automatic } = input as { readonly automatic?: boolean };
  const mode = plans.find(plan => machine.includes(`-${plan.mode}-`))?.mode ?? 'run';
  return automatic === true ? [{ atSeconds: secondsOf(finished, at), kind: 'decision', region, label: `automation starts the ${mode}` }] : [];
});

const latches: Moments = (finished, { names }) => {
  const closed = new Set<string>();
  return finished.history.of('latch-written').flatMap(({ at, region, ...latch }) => {
    if (latch.closed === closed.has(region)) {
      return [];
    }
    closed[latch.closed ? 'add' : 'delete'](region);
    const name = region === names.home ? 'reverse latch: ' : '';
    return [{ atSeconds: secondsOf(finished, at), kind: 'latch', region, label: `${name}${latch.closed ? 'closed' : 'open'}` }];
  });
};

const traffic: Moments = finished => finished.history.of('traffic-moved')
  .map(({ at, region, name }) => ({ atSeconds: secondsOf(finished, at), kind: 'traffic', region, label: `${name} leads to ${region}` }));

const writers: Moments = finished => finished.history.of('writer-moved')
  .map(({ at, to, forced }) => ({ atSeconds: secondsOf(finished, at), kind: 'writer', region: to, label: `${to} is the writer${forced ? ', by force' : ''}` }));

/** The subject of a page of an alarm holds its name. What goes to the topic for information wakes nobody. */
const pages: Moments = (finished, { names }) => finished.history.of('paged').map(({ at, region, topic, subject }) => {
  const [, state, alarm] = /^(ALARM|OK): (\S+)$/.exec(subject) ?? [];
  const label = alarm === undefined ? subject : `${state}: ${shortName(alarm, region, names)}`;
  return { atSeconds: secondsOf(finished, at), kind: isPage(topic) ? 'page' : 'message', region, label };
});

/** What people do. It is said when they mean to: a Region that is lost takes it later. */
const operators: Moments = ({ schedule: { orders } }, { names }) => orders
  .map(order => ({ atSeconds: order.at / 1000, kind: 'operator', region: order.region, label: said(order, names.home) }));

const SAID: { readonly [what in Exclude<Order['what'], 'start'>]: string } = {
  arm: 'arms automation',
  disarm: 'disarms automation',
  acknowledge: 'acknowledges the run',
  approve: 'approves the run',
  reject: 'rejects the run',
  redrive: 'resumes the run',
};

function said(order: Order, home: string): string {
  if (order.what !== 'start') {
    return SAID[order.what];
  }
  const mode = order.machine !== 'planned' ? order.machine : order.region === home ? 'failback' : 'switchover';
  return `starts the ${mode}`;
}

/** A name without what all names share, and without the digests at its end. */
function shortName(alarm: string, region: string, { application, environment }: ReportSubject['names']): string {
  return alarm.replace(`${application}-${environment}-`.toLowerCase(), '').replace(new RegExp(`(-[0-9a-f]{8})?-${region}-[0-9a-f]{8}$`), '').replace(/-/g, ' ');
}
