import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { PublisherSettings } from './publisher-settings';
import type { Attributes } from './state-item';
import { StateItem, StateMalformed } from './state-item';
import { STATUS_DIMENSION, STATUS_METRIC } from '../regional-state/status-metric';

/** What there is in the table. An item that is not there is left out. */
export interface StateItems {
  readonly state?: Attributes;
  readonly latch?: Attributes;
  readonly drill?: Attributes;
  readonly lastRun?: Attributes;
}

/** What can be said, and why the rest cannot. */
export interface StateMetrics {
  readonly data: MetricDatum[];
  readonly malformed: StateMalformed[];
}

type Value = Pick<MetricDatum, 'MetricName' | 'Dimensions' | 'Value' | 'Unit'>;

const CLOSED = 1;
const OPEN = 0;

/**
 * What the items say at a moment. Each item speaks for itself: one that is malformed must not silence the latches, on which the
 * traffic rests.
 */
export function stateMetrics(items: StateItems, now: Date, settings: PublisherSettings): StateMetrics {
  const values: Value[] = [];
  const malformed: StateMalformed[] = [];
  for (const tell of [tellLatches, tellState, tellDrill, tellLastRun]) {
    try {
      values.push(...tell(items, now, settings));
    } catch (error) {
      malformed.push(error as StateMalformed);
    }
  }
  return { data: values.map(value => ({ ...value, Timestamp: now })), malformed };
}

/** Every record follows the same decision, so every latch of the Region has the same value. */
function tellLatches({ latch }: StateItems, _now: Date, { latches }: PublisherSettings): Value[] {
  const closed = latch !== undefined && new StateItem('latch/traffic', latch).flag('closed');
  return latches.map(({ metricName, dimensions }) => ({
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Value: closed ? CLOSED : OPEN,
  }));
}

function tellState({ state }: StateItems, now: Date, { region, isHome }: PublisherSettings): Value[] {
  if (state === undefined) {
    return [
      status(STATUS_METRIC.active, Number(isHome)), status(STATUS_METRIC.armed, 0), status(STATUS_METRIC.blocked, 0), status(STATUS_METRIC.epoch, 0),
    ];
  }
  const item = new StateItem('state/current', state);
  return [
    status(STATUS_METRIC.active, Number(item.region('activeRegion') === region)),
    status(STATUS_METRIC.armed, Number(item.optionalFlag('armed') ?? false)),
    status(STATUS_METRIC.blocked, Number(blocked(item, now))),
    status(STATUS_METRIC.epoch, item.wholeNumber('epoch')),
  ];
}

function blocked(item: StateItem, now: Date): boolean {
  return item.optionalText('unacknowledgedRun') !== undefined || now.getTime() < (item.optionalTime('blockedUntil') ?? 0);
}

function tellDrill({ drill }: StateItems, now: Date): Value[] {
  const running = drill !== undefined && now.getTime() < new StateItem('drill/current', drill).time('endsAt');
  return [status(STATUS_METRIC.drillRunning, Number(running))];
}

/** Two clocks may differ: a run that seems to begin in the future has just begun. */
function tellLastRun({ lastRun }: StateItems, now: Date): Value[] {
  if (lastRun === undefined) {
    return [];
  }
  const seconds = Math.floor((now.getTime() - new StateItem('run', lastRun).time('startedAt')) / 1000);
  return [{ ...status(STATUS_METRIC.secondsSinceLastRun, Math.max(0, seconds)), Unit: 'Seconds' }];
}

function status(metricName: string, value: number): Value {
  return { MetricName: metricName, Dimensions: [{ Name: STATUS_DIMENSION.name, Value: STATUS_DIMENSION.value }], Value: value };
}
