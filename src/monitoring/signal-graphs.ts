import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmGraph } from './alarm-widgets';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import { drawn, idsOf, statsOf } from './metric-parts';
import { describeLimit } from './signal-alarm';
import type { WatchedAlarm, WatchedSignal } from './watched-signal';
import { hasAlarm } from './watched-signal';
import type { DrRegion } from '../topology';

const WIDTH = 12;
const HEIGHT = 6;

/** A signal as dashboards need it. */
export interface SeenSignal extends WatchedSignal {
  /** The ARN of its alarm, if it has one. */
  readonly alarmArn?: string;
}

/**
 * The graphs of signals as one Region sees them: a row for what is measured alike, this Region at the left, the other beside it.
 *
 * A metric whose dimensions only its own stack knows cannot be named in the other Region: its alarm shows it there, and without an
 * alarm only its own Region does.
 */
export function signalGraphs(signals: readonly SeenSignal[], from: DrRegion): cloudwatch.IWidget[] {
  const rows = grouped(signals, ({ sourceId, signal }) => `${sourceId}/${signal.graph}`);
  return rows.flatMap(row => {
    const widgets = [from, from.peer].flatMap(region => graphsOf(row.filter(({ signal }) => signal.publishedIn === region), region === from));
    return widgets.length > 0 ? [new cloudwatch.Row(...widgets)] : [];
  });
}

function graphsOf(signals: readonly SeenSignal[], own: boolean): cloudwatch.IWidget[] {
  const byAlarm = signals.filter(seen => seen.alarmArn !== undefined && !isLiteral(seen));
  const drawable = signals.filter(seen => !byAlarm.includes(seen) && (own || isLiteral(seen)));
  return [
    ...withoutClashes(drawable).map(graph),
    ...byAlarm.map(seen => new AlarmGraph({ title: `${titleOf(seen)} (${seen.signal.id})`, width: WIDTH, height: HEIGHT },
      seen.signal.publishedIn.name, seen.alarmArn!)),
  ];
}

function graph(signals: readonly SeenSignal[]): cloudwatch.GraphWidget {
  const [first] = signals;
  const region = first.signal.publishedIn.name;
  return new cloudwatch.GraphWidget({
    title: titleOf(first),
    region,
    width: WIDTH,
    height: HEIGHT,
    left: signals.map(({ signal }) => drawn(signal.metric, { region, label: signal.id })),
    leftAnnotations: [...signals.filter(hasAlarm).map(limitLine), ...signals.flatMap(goalLine)],
    leftYAxis: { min: first.signal.section === DashboardSection.REPLICATION ? 0 : undefined, label: first.signal.axisLabel, showUnits: false },
  });
}

function limitLine({ signal, limit }: WatchedAlarm): cloudwatch.HorizontalAnnotation {
  return {
    value: signal.alarm.threshold,
    label: `${signal.id} ${describeLimit(signal.alarm, limit)}`,
    color: signal.alarm.severity === AlertSeverity.CRITICAL ? cloudwatch.Color.RED : cloudwatch.Color.ORANGE,
  };
}

function goalLine({ signal: { id, goal } }: SeenSignal): cloudwatch.HorizontalAnnotation[] {
  return goal === undefined ? [] : [{ value: goal, label: `${id} goal`, color: cloudwatch.Color.GREEN }];
}

function titleOf({ sourceId, signal }: SeenSignal): string {
  return `${sourceId}, ${signal.publishedIn.name}: ${signal.graph}`;
}

function isLiteral({ signal }: SeenSignal): boolean {
  return statsOf(signal.metric).every(({ dimensions = [] }) => dimensions.every(({ value }) => !Token.isUnresolved(value)));
}

/** In one graph an id means one thing, and expressions of several signals use the ids of their authors. */
function withoutClashes(signals: readonly SeenSignal[]): SeenSignal[][] {
  const graphs: SeenSignal[][] = [];
  for (const seen of signals) {
    const ids = idsOf(seen.signal.metric);
    const free = graphs.find(others => !others.some(other => idsOf(other.signal.metric).some(id => ids.includes(id))));
    if (free) {
      free.push(seen);
    } else {
      graphs.push([seen]);
    }
  }
  return graphs;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  items.forEach(item => groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]));
  return [...groups.values()];
}
