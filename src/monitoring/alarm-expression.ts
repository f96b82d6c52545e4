import { Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { AlarmTerm } from './alarm-term';
import { alarmNamesOf, isTrue } from './alarm-term';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** What one composite alarm can hold: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const RULE_LIMITS = { alarms: 100, elements: 500, characters: 10_240 } as const;

enum Operator { ALARM, ALL, ANY, NONE }

/**
 * When a composite alarm is in ALARM, as a typed and/or/not over other alarms. It renders to the rule of a composite alarm and
 * evaluates on plain data, so that the same rule is deployed and tested. An alarm in OK and one without data both count as not in
 * ALARM.
 *
 * All alarms of an expression are in one Region and account: a composite alarm sees no others.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 */
export class AlarmExpression implements cloudwatch.IAlarmRule {
  /** True while the alarm is in ALARM. */
  public static alarm(alarm: cloudwatch.IAlarm): AlarmExpression {
    return AlarmExpression.named(alarm, alarm.alarmName);
  }

  /**
   * True while an alarm is in ALARM that is known by its name only. CloudWatch refuses a composite alarm over alarms that do not
   * exist, and from a name alone no order of deployment follows: let the composite alarm depend on that alarm.
   *
   * @param scope a construct in the Region and account of the alarm
   * @param alarmName the alarm's name
   */
  public static named(scope: IConstruct, alarmName: string): AlarmExpression {
    return new AlarmExpression(Operator.ALARM, scope, [], alarmName);
  }

  /** True while all of the expressions are. */
  public static allOf(first: AlarmExpression, ...others: AlarmExpression[]): AlarmExpression {
    return new AlarmExpression(Operator.ALL, first.scope, [first, ...others]);
  }

  /** True while one of the expressions is, or several are. */
  public static anyOf(first: AlarmExpression, ...others: AlarmExpression[]): AlarmExpression {
    return new AlarmExpression(Operator.ANY, first.scope, [first, ...others]);
  }

  /** True while none of the expressions is: the negation, of one or of several. */
  public static noneOf(first: AlarmExpression, ...others: AlarmExpression[]): AlarmExpression {
    return new AlarmExpression(Operator.NONE, first.scope, [first, ...others]);
  }

  private constructor(
    private readonly operator: Operator,
    private readonly scope: IConstruct,
    private readonly operands: readonly AlarmExpression[],
    private readonly alarmName?: string,
  ) {}

  /** The names of the alarms that the expression rests on, each once, in order of first use. */
  public get alarmNames(): string[] {
    return alarmNamesOf(this._term());
  }

  /**
   * Whether the expression is true.
   *
   * @param inAlarm the names of the alarms that are in ALARM. All others are not, whatever else their state is
   */
  public isTrue(inAlarm: string[]): boolean {
    return isTrue(this._term(), inAlarm);
  }

  /**
   * The same as plain data, for functions that read the alarms themselves.
   *
   * @internal
   */
  public _term(): AlarmTerm {
    const terms = this.operands.map(operand => operand._term());
    switch (this.operator) {
      case Operator.ALARM: return this.alarmName!;
      case Operator.ALL: return { all: terms };
      case Operator.ANY: return { any: terms };
      case Operator.NONE: return { none: terms };
    }
  }

  /**
   * The rule of a composite alarm.
   *
   * @throws ConfigurationError when the alarms are in several Regions or accounts, and above the limits of one rule: 100 alarms, 500
   * elements, 10,240 characters
   */
  public renderAlarmRule(): string {
    const rule = this.render();
    this.requireOnePlace();
    this.requireLimit('alarms', this.alarmNames.length);
    this.requireLimit('elements', this.elements);
    this.requireLimit('characters', Token.isUnresolved(rule) ? 0 : rule.length);
    return rule;
  }

  private render(): string {
    const joined = (operator: string) => (this.operands.length === 1
      ? this.operands[0].render()
      : `(${this.operands.map(operand => operand.render()).join(` ${operator} `)})`);
    switch (this.operator) {
      case Operator.ALARM: return `ALARM("${this.alarmName}")`;
      case Operator.ALL: return joined('AND');
      case Operator.ANY: return joined('OR');
      case Operator.NONE: return `NOT ${joined('OR')}`;
    }
  }

  private get leaves(): AlarmExpression[] {
    return this.operator === Operator.ALARM ? [this] : this.operands.flatMap(operand => operand.leaves);
  }

  /** What CloudWatch counts: alarms and the parentheses around operations. */
  private get elements(): number {
    const own = this.operator === Operator.ALARM ? 1 : 0;
    const parentheses = this.operands.length > 1 ? 2 : 0;
    return this.operands.reduce((sum, operand) => sum + operand.elements, own + parentheses);
  }

  private requireLimit(what: keyof typeof RULE_LIMITS, value: number): void {
    if (value > RULE_LIMITS[what]) {
      refuse(this.scope, {
        prop: 'alarmRule',
        value: `${value} ${what}`,
        rule: `a composite alarm takes at most ${RULE_LIMITS[what]}`,
        remedy: 'Make composite alarms of parts of the expression, and one over those',
      });
    }
  }

  private requireOnePlace(): void {
    const { region, account } = Stack.of(this.scope);
    const stranger = this.leaves.find(({ scope }) => differs(Stack.of(scope).region, region) || differs(Stack.of(scope).account, account));
    if (stranger) {
      const other = Stack.of(stranger.scope);
      refuse(this.scope, {
        prop: 'alarmRule',
        value: `"${stranger.alarmName}" in ${other.account}/${other.region}`,
        rule: `all alarms of a composite alarm are in one account and Region, and others of this rule are in ${account}/${region}`,
        remedy: 'Publish what the other Region sees as a metric in this one, and alarm on that',
      });
    }
  }
}
