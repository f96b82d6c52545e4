import type { Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AlarmOverride } from './alarm-override';
import { validateAlarm } from './alarm-rules';
import { AlertSeverity } from './alert-severity';
import type { SignalAlarm } from './health-signal';
import type { AlarmOfSource, SignalOfSource } from './watched-signal';
import { hasAlarm, keyOf } from './watched-signal';
import { ConfigurationError, refuse } from '../topology/configuration-error';
import { requirePositive } from '../topology/duration-rules';

/** Where the alarm of a signal would be. */
export interface AlarmHome {
  readonly regionName: string;
  /** Bears warnings. */
  readonly stack: Stack;
}

/** What a team changes of alarms, by `<sourceId>/<signalId>`. Signals may come later than the overrides. */
export class AlarmOverrides {
  private readonly alarms = new Set<string>();
  private readonly shown = new Set<string>();

  constructor(private readonly scope: IConstruct, private readonly overrides: { readonly [key: string]: AlarmOverride }) {}

  /** The signal as the team wants it: with another alarm, or without one. */
  public applyTo<T extends SignalOfSource>(watched: T, home: AlarmHome): T {
    const key = keyOf(watched);
    if (!hasAlarm(watched)) {
      this.shown.add(key);
      return watched;
    }
    this.alarms.add(key);
    const override = Object.prototype.hasOwnProperty.call(this.overrides, key) ? this.overrides[key] : {};
    if (override.enabled === false) {
      this.warnOfSilence(watched, key, home);
      return withoutAlarm<T>(watched);
    }
    return this.changed(watched, override, `alarms["${key}"]`);
  }

  /** Of overrides that change nothing: known only when everything is watched that will be. */
  public errors(): string[] {
    return Object.keys(this.overrides).filter(key => !this.alarms.has(key)).map(key => new ConfigurationError(this.scope, {
      prop: `alarms["${key}"]`,
      rule: this.shown.has(key) ? 'this signal is only shown and has no alarm' : 'there is no such signal',
      remedy: this.suggestion(key),
    }).message);
  }

  private changed<T extends AlarmOfSource>(watched: T, override: AlarmOverride, prop: string): T {
    const { signal, limit } = watched;
    const given = Object.entries(override).filter(([name, value]) => value !== undefined && name !== 'enabled' && name !== 'lag');
    if (given.length === 0 && override.lag === undefined) {
      return watched;
    }
    // A count of data points belongs to the periods that it was stated with.
    const datapointsToAlarm = override.evaluationPeriods === undefined ? signal.alarm.datapointsToAlarm : undefined;
    const alarm: SignalAlarm = { ...signal.alarm, datapointsToAlarm, ...Object.fromEntries(given), ...this.lagOf(watched, override, prop) };
    const changed = { ...watched, alarmProp: prop, limit: override.lag?.toHumanString() ?? limit, signal: { ...signal, alarm } };
    validateAlarm(this.scope, changed);
    return changed;
  }

  private warnOfSilence({ signal: { alarm, description } }: AlarmOfSource, key: string, { regionName, stack }: AlarmHome): void {
    if (alarm.severity === AlertSeverity.CRITICAL) {
      Annotations.of(stack).addWarningV2('cdk-multi-region-dr:criticalAlarmDisabled',
        `alarms["${key}"].enabled is false: nobody is told of "${description}" in ${regionName}, which is critical. `
        + 'To be told less loudly, set its "severity" instead.');
    }
  }

  /** A lag is stated as a time: what it is in the metric's unit, only the store knows. */
  private lagOf({ unit }: SignalOfSource, { lag, threshold }: AlarmOverride, prop: string): { threshold?: number } {
    if (unit && threshold !== undefined) {
      refuse(this.scope, {
        prop: `${prop}.threshold`,
        value: String(threshold),
        rule: 'the signal is replication lag, and its limit is a time',
        remedy: 'Write "lag" with a duration',
      });
    }
    if (!unit && lag) {
      refuse(this.scope, {
        prop: `${prop}.lag`,
        value: lag.toString(),
        rule: 'the signal is no replication lag',
        remedy: 'Write "threshold" with a number in the unit of the metric',
      });
    }
    return unit && lag ? { threshold: requirePositive(this.scope, `${prop}.lag`, lag) / unit.toMilliseconds({ integral: false }) } : {};
  }

  /** The alarms of the source that the key names, or the sources that have any. */
  private suggestion(key: string): string {
    const known = [...this.alarms].sort();
    const source = key.split('/', 1)[0];
    const ofSource = known.filter(each => each.startsWith(`${source}/`));
    const sources = [...new Set(known.map(each => each.split('/', 1)[0]))];
    return ofSource.length > 0
      ? `The alarms of ${source} are ${ofSource.join(', ')}`
      : `Keys are "<source>/<signal>", and the sources with alarms are ${sources.join(', ')}`;
  }
}

function withoutAlarm<T extends SignalOfSource>(watched: T): T {
  return { ...watched, limit: undefined, signal: { ...watched.signal, alarm: undefined } };
}
