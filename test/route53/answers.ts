import type { Configuration, RecordSet } from './configuration';
import { plainName } from './configuration';
import { healthCheckHealthy } from './health-checks';
import type { Observed } from './observed';
import { refuseBy, unknown } from './rules';

/** What a client may get, and how often. */
export interface Answer {
  /** Every name on the way, the one that was asked for first, and at last what no record of the zones explains further. */
  readonly path: readonly string[];
  /** 0 to 1. The probabilities of all answers add up to 1. */
  readonly probability: number;
}

interface Choice {
  readonly record: RecordSet;
  readonly probability: number;
}

/** What clients get who ask for a name. No answer at all is an empty list. */
export function answersTo(name: string, type: string, configuration: Configuration, observed: Observed): Answer[] {
  return new Route53(configuration, observed).answers(plainName(name), type);
}

class Route53 {
  constructor(private readonly configuration: Configuration, private readonly observed: Observed) {}

  public answers(name: string, type: string): Answer[] {
    return this.choose(this.group(name, type)).flatMap(({ record, probability }) => this.targetsOf(record).flatMap(target => {
      const further = this.leadsOn(record) ? this.answers(target, type) : [];
      const rest = further.length > 0 ? further : [{ path: [target], probability: 1 }];
      return rest.map(answer => ({ path: [name, ...answer.path], probability: probability * answer.probability / this.targetsOf(record).length }));
    }));
  }

  /** Records of one name and type; a CNAME stands for every type. */
  private group(name: string, type: string): RecordSet[] {
    const named = this.configuration.records.filter(record => record.name === name);
    const typed = named.filter(record => record.type === type);
    return typed.length > 0 ? typed : named.filter(record => record.type === 'CNAME');
  }

  private targetsOf(record: RecordSet): readonly string[] {
    return record.alias ? [record.alias.target] : record.values;
  }

  /** Addresses are the end, and so is a name in somebody else's zone. */
  private leadsOn(record: RecordSet): boolean {
    return record.alias ? this.isInZone(record.alias) : record.type === 'CNAME';
  }

  private choose(group: RecordSet[]): Choice[] {
    if (group.some(record => record.failover !== undefined)) {
      return this.chooseFailover(group);
    }
    if (group.some(record => record.weight !== undefined)) {
      return this.chooseWeighted(group);
    }
    return group.length > 1 ? unknown(`several records "${group[0].name}" without a policy`) : group.map(always);
  }

  private chooseFailover(group: RecordSet[]): Choice[] {
    const side = (failover: string) => {
      const records = group.filter(record => record.failover === failover);
      return records.length === 1 ? records[0] : unknown(`${records.length} ${failover} records "${group[0].name}"`);
    };
    const [primary, secondary] = [side('PRIMARY'), side('SECONDARY')];
    if (group.some(({ alias }) => alias && !alias.evaluated)) {
      refuseBy('failover-alias', `record "${primary.name}"`);
    }
    return [always(this.isHealthy(primary) || !this.isHealthy(secondary) ? primary : secondary)];
  }

  private chooseWeighted(group: RecordSet[]): Choice[] {
    const healthy = group.filter(record => this.isHealthy(record));
    return byWeight(healthy.length > 0 ? healthy : group);
  }

  private isHealthy(record: RecordSet): boolean {
    return (record.healthCheckId === undefined || healthCheckHealthy(record.healthCheckId, this.configuration, this.observed))
      && (!record.alias?.evaluated || this.isTargetHealthy(record, record.alias));
  }

  private isTargetHealthy(record: RecordSet, alias: NonNullable<RecordSet['alias']>): boolean {
    if (!this.isInZone(alias)) {
      const { targetHealthy = () => unknown(`the health of "${alias.target}"`) } = this.observed;
      return targetHealthy(alias.target);
    }
    const group = this.group(alias.target, record.type);
    return group.length === 0 ? unknown(`record "${record.name}", which leads to no record`) : group.some(each => this.isHealthy(each));
  }

  private isInZone(alias: NonNullable<RecordSet['alias']>): boolean {
    return this.configuration.records.some(({ zoneId }) => zoneId === alias.zoneId);
  }
}

function always(record: RecordSet): Choice {
  return { record, probability: 1 };
}

/** Records of weight 0 get something only where there is nothing else, and then the same each. */
function byWeight(records: RecordSet[]): Choice[] {
  const weights = records.map(({ name, weight }) => weight ?? unknown(`record "${name}" without a weight`));
  const total = weights.reduce((one, other) => one + other, 0);
  return records
    .map((record, index) => ({ record, probability: total === 0 ? 1 / records.length : weights[index] / total }))
    .filter(({ probability }) => probability > 0);
}
