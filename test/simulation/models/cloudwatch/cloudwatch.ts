import type { AlarmRule, AlarmState } from './alarm-state';
import { alarmState, COMPARISONS } from './alarm-state';
import type { CompositeRule } from './composite-rule';
import { compositeRule } from './composite-rule';
import type { Dimension } from './series';
import { Series, seriesKey, STATISTICS } from './series';
import type { CallContext, Service } from '../fabric';
import { NotModelled, onlyParameters } from '../service-error';

/** An alarm as its template has it. */
export interface AlarmProperties {
  readonly [property: string]: any;
}

export interface AlarmChange {
  readonly region: string;
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** ARNs of what is told: of topics, for an alarm that goes to ALARM, and for a composite one that goes back to OK. */
  readonly actions: readonly string[];
  /** The state machine whose metric it watches. */
  readonly machine?: string;
}

interface MetricAlarm extends AlarmRule {
  readonly region: string;
  readonly name: string;
  readonly series: Series;
  readonly statistic: string;
  readonly period: number;
  readonly actions: readonly string[];
  readonly machine?: string;
  state: AlarmState;
  changedAt: number;
}

/** What a composite alarm tells: ARNs of topics. */
export interface CompositeActions {
  readonly alarm: readonly string[];
  readonly ok: readonly string[];
}

interface CompositeAlarm {
  readonly region: string;
  readonly name: string;
  readonly rule: CompositeRule;
  readonly tells: CompositeActions;
  state: AlarmState;
  changedAt: number;
}

/** An alarm with settings that no rule here covers: it may be there, as long as nobody asks about it. */
interface OpaqueAlarm {
  readonly region: string;
  readonly name: string;
  readonly why: string;
}

const DAY = 86_400_000;
/** Where an alarm stays that has no point. */
const WITHOUT_DATA: { readonly [treatMissingData: string]: AlarmState } = {
  missing: 'INSUFFICIENT_DATA', ignore: 'INSUFFICIENT_DATA', notBreaching: 'OK', breaching: 'ALARM',
};

const SILENT: CompositeActions = { alarm: [], ok: [] };

/** That one is OK when it is looked at for the first time was told when it was created: before a simulation begins. */
function compositeActions({ alarm, ok }: CompositeActions, from: AlarmState, to: AlarmState): readonly string[] {
  return to === 'ALARM' ? alarm : from === 'ALARM' ? ok : [];
}

/** Metrics and alarms of all Regions. */
export class CloudWatch {
  public readonly operations: Service = {
    PutMetricData: (input, context) => this.put(input, context),
    GetMetricData: (input, context) => this.get(input, context),
    DescribeAlarms: (input, context) => this.describe(input, context),
  };
  private readonly series = new Map<string, Series>();
  private readonly metricAlarms = new Map<string, MetricAlarm>();
  private readonly composites = new Map<string, CompositeAlarm>();
  private readonly opaque = new Map<string, OpaqueAlarm>();

  /** @param onChange the state of an alarm has changed: an event on the default bus */
  constructor(private readonly onChange: (change: AlarmChange) => void, private readonly onPoint: (key: string, at: number, value: number) => void) {}

  public addAlarm(region: string, properties: AlarmProperties): void {
    const name: string = properties.AlarmName;
    const { Statistic, ComparisonOperator, Metrics, MetricName } = properties;
    const key = `${region}/${name}`;
    if (Metrics !== undefined || MetricName === undefined || STATISTICS[Statistic] === undefined || COMPARISONS[ComparisonOperator] === undefined) {
      this.opaque.set(key, { region, name, why: Metrics === undefined ? `${Statistic}, ${ComparisonOperator}` : 'metric math' });
      return;
    }
    this.metricAlarms.set(key, {
      region,
      name,
      series: this.seriesOf(seriesKey(region, properties.Namespace, MetricName, properties.Dimensions)),
      statistic: Statistic,
      period: 1000 * properties.Period,
      actions: properties.ActionsEnabled === false ? [] : properties.AlarmActions ?? [],
      machine: properties.Dimensions?.find(({ Name }: Dimension) => Name === 'StateMachineArn')?.Value,
      evaluationPeriods: properties.EvaluationPeriods,
      datapointsToAlarm: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
      treatMissingData: properties.TreatMissingData ?? 'missing',
      breaches: value => COMPARISONS[ComparisonOperator](value, properties.Threshold),
      state: 'INSUFFICIENT_DATA',
      changedAt: 0,
    });
  }

  public addComposite(region: string, name: string, rule: string, tells: CompositeActions = SILENT): void {
    this.composites.set(`${region}/${name}`, { region, name, rule: compositeRule(rule), tells, state: 'INSUFFICIENT_DATA', changedAt: 0 });
  }

  /** Publishes as a service of AWS does, without a caller. */
  public publish(key: string, value: number, at: number): void {
    this.seriesOf(key).add(at, value);
    this.onPoint(key, at, value);
  }

  public stateOf(region: string, name: string): AlarmState {
    const key = `${region}/${name}`;
    const alarm = this.metricAlarms.get(key) ?? this.composites.get(key);
    return alarm?.state ?? this.refuse(key);
  }

  /** Evaluates the alarms of a Region: every ten seconds those of short periods, every minute all. */
  public evaluate(region: string, now: number, all: boolean): void {
    for (const alarm of this.metricAlarms.values()) {
      const isSettled = alarm.series.isOlderThan(now - DAY) && alarm.state === WITHOUT_DATA[alarm.treatMissingData];
      if (alarm.region === region && (all || alarm.period < 60_000) && !isSettled) {
        this.change(alarm, this.evaluated(alarm, now), now);
      }
    }
    for (const alarm of this.composites.values()) {
      if (alarm.region === region) {
        this.change(alarm, alarm.rule(name => this.stateOf(region, name)) ? 'ALARM' : 'OK', now);
      }
    }
  }

  private evaluated(alarm: MetricAlarm, now: number): AlarmState {
    const { series, statistic, period, state } = alarm;
    const end = Math.floor(now / period) * period;
    const points = Array.from({ length: alarm.evaluationPeriods + 2 }, (_, index) =>
      series.statistic(statistic, end - (index + 1) * period, end - index * period));
    return alarmState(alarm, points, state);
  }

  private change(alarm: MetricAlarm | CompositeAlarm, to: AlarmState, now: number): void {
    const { region, name, state: from } = alarm;
    if (from !== to) {
      alarm.state = to;
      alarm.changedAt = now;
      const [actions, machine] = 'tells' in alarm ? [compositeActions(alarm.tells, from, to)] : [to === 'ALARM' ? alarm.actions : [], alarm.machine];
      this.onChange({ region, alarm: name, from, to, actions, machine });
    }
  }

  private put(input: any, { region, now }: CallContext) {
    onlyParameters('PutMetricData', input, ['Namespace', 'MetricData']);
    for (const datum of input.MetricData) {
      onlyParameters('PutMetricData, MetricData', datum, ['MetricName', 'Dimensions', 'Timestamp', 'Value', 'Unit', 'StorageResolution', 'Values', 'Counts', 'StatisticValues']);
      if (datum.Value === undefined) {
        throw new NotModelled('PutMetricData: statistic sets and arrays are not modelled');
      }
      const key = seriesKey(region, input.Namespace, datum.MetricName, datum.Dimensions);
      this.seriesOf(key).add(datum.Timestamp?.getTime() ?? now, datum.Value);
      this.onPoint(key, datum.Timestamp?.getTime() ?? now, datum.Value);
    }
    return {};
  }

  private get(input: any, { region, partial, metrics }: CallContext) {
    onlyParameters('GetMetricData', input, ['MetricDataQueries', 'StartTime', 'EndTime', 'ScanBy', 'MaxDatapoints', 'NextToken']);
    const results = input.MetricDataQueries.map(({ Id, MetricStat, ReturnData, ...rest }: any) => {
      onlyParameters('GetMetricData, query', rest, []);
      const { Metric, Period, Stat } = MetricStat ?? this.refuse(`query ${Id} without MetricStat`);
      const series = this.series.get(seriesKey(region, Metric.Namespace, Metric.MetricName, Metric.Dimensions));
      const period = 1000 * Period;
      const points: { readonly at: number; readonly value: number }[] = [];
      const begin = Math.max(input.StartTime.getTime(), series?.begin ?? Infinity);
      for (let at = Math.floor(begin / period) * period; at < input.EndTime.getTime(); at += period) {
        const value = series?.statistic(Stat, at, at + period);
        if (value !== undefined) {
          points.push({ at, value });
        }
      }
      const ordered = input.ScanBy === 'TimestampAscending' ? points : points.reverse();
      return { Id, Timestamps: ordered.map(({ at }) => new Date(at)), Values: ordered.map(({ value }) => value), StatusCode: 'Complete' };
    });
    const unread = (StatusCode: string) => results.map((result: object) => ({ ...result, Timestamps: [], Values: [], StatusCode }));
    if (metrics !== undefined) {
      return { MetricDataResults: unread(metrics === 'metric-failed' ? 'InternalError' : 'PartialData') };
    }
    return partial ? { MetricDataResults: unread('PartialData'), NextToken: 'more' } : { MetricDataResults: results };
  }

  private describe(input: any, { region, partial }: CallContext) {
    onlyParameters('DescribeAlarms', input, ['AlarmNames', 'AlarmTypes', 'MaxRecords', 'NextToken']);
    const types: readonly string[] = input.AlarmTypes ?? ['MetricAlarm'];
    const names: readonly string[] = input.AlarmNames ?? this.refuse('DescribeAlarms without AlarmNames');
    const found = (alarms: ReadonlyMap<string, MetricAlarm | CompositeAlarm>) => names.map(name => alarms.get(`${region}/${name}`)).filter(alarm => alarm !== undefined)
      .slice(0, partial ? 0 : Infinity)
      .map(({ name, state, changedAt: at }) =>
        ({ AlarmName: name, StateValue: state, StateUpdatedTimestamp: new Date(at), StateTransitionedTimestamp: new Date(at) }));
    const hidden = names.find(name => this.opaque.has(`${region}/${name}`));
    if (hidden !== undefined) {
      this.refuse(`${region}/${hidden}`);
    }
    return {
      MetricAlarms: types.includes('MetricAlarm') ? found(this.metricAlarms) : [],
      CompositeAlarms: types.includes('CompositeAlarm') ? found(this.composites) : [],
      ...partial && { NextToken: 'more' },
    };
  }

  private seriesOf(key: string): Series {
    const series = this.series.get(key) ?? new Series();
    this.series.set(key, series);
    return series;
  }

  private refuse(what: string): never {
    throw new NotModelled(`alarm ${what}: ${this.opaque.get(what)?.why ?? 'nobody has created it'}, no rule for it`);
  }
}
