import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmExpression, RULE_LIMITS } from './alarm-expression';

/** A page waits this long for the drill alarm, which a drill's first minute of data puts in ALARM. */
const SUPPRESSOR_WAIT = Duration.minutes(1);
/** For so long after a drill its end is still in the data that alarms look at. What is in ALARM then, pages. */
const SUPPRESSOR_EXTENSION = Duration.minutes(5);

const RULE_PER_ALARM = 'ALARM("") OR '.length;
const NO_MORE_THAN = { alarms: RULE_LIMITS.alarms, characters: RULE_LIMITS.characters - 10 };
/** The first rule names the parts as well, and keeps half of its room for them. */
const FIRST_PART = { alarms: NO_MORE_THAN.alarms / 2, characters: NO_MORE_THAN.characters / 2 };

/** What a paging alarm is made of. */
export interface PagingAlarmProps {
  readonly alarmName: string;
  readonly description: string;
  /** While it is in ALARM, nobody is paged. */
  readonly suppressor: cloudwatch.IAlarm;
  /** Tells people. */
  readonly page: cloudwatch.IAlarmAction;
  /** Names the composite alarm of what the first rule does not hold. */
  readonly partName: (index: number) => string;
  /** Tells whoever collects every change of state. */
  readonly inform: cloudwatch.IAlarmAction;
}

/** One rule, and the composite alarm that has it. */
interface Part {
  readonly name: string;
  readonly alarm: cloudwatch.CompositeAlarm;
  readonly members: AlarmExpression[];
  characters: number;
}

/**
 * A composite alarm over all alarms of a severity in a stack: however many of them fire, people are told once, and once when all is
 * well again. Alarms beyond what one rule can name are in composite alarms of their own, which the first one names.
 */
export class PagingAlarm extends Construct {
  private readonly parts: Part[];

  constructor(scope: Construct, id: string, private readonly props: PagingAlarmProps) {
    super(scope, id);
    const { alarmName, page, suppressor } = props;
    this.parts = [this.createPart('Alarm', alarmName, page, {
      actionsSuppressor: suppressor,
      actionsSuppressorWaitPeriod: SUPPRESSOR_WAIT,
      actionsSuppressorExtensionPeriod: SUPPRESSOR_EXTENSION,
    })];
  }

  /** Pages for an alarm of this stack, whose name is known at synthesis. */
  public add(alarm: cloudwatch.Alarm, alarmName: string): void {
    const characters = alarmName.length + RULE_PER_ALARM;
    const [first, ...more] = this.parts;
    const part = [first, ...more.slice(-1)].find(({ members, characters: used }, index) => {
      const room = index === 0 ? FIRST_PART : NO_MORE_THAN;
      return members.length - (index === 0 ? more.length : 0) < room.alarms && used + characters <= room.characters;
    });
    join(part ?? this.createFurtherPart(), alarm, alarmName);
  }

  private createFurtherPart(): Part {
    const index = this.parts.length + 1;
    const part = this.createPart(`Part${index}`, this.props.partName(index), this.props.inform);
    this.parts.push(part);
    join(this.parts[0], part.alarm, part.name);
    return part;
  }

  private createPart(id: string, name: string, action: cloudwatch.IAlarmAction, suppression: Partial<cloudwatch.CompositeAlarmProps> = {}): Part {
    const members: AlarmExpression[] = [];
    const rule = () => AlarmExpression.anyOf(members[0], ...members.slice(1)).renderAlarmRule();
    const alarm = new cloudwatch.CompositeAlarm(this, id, {
      ...suppression,
      compositeAlarmName: name,
      alarmDescription: this.props.description,
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: rule }) },
      actionsEnabled: true,
    });
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return { name, alarm, members, characters: 0 };
  }
}

/** The rule names the alarm by a literal, from which no order of deployment follows, and CloudWatch refuses what does not exist yet. */
function join(part: Part, alarm: cloudwatch.AlarmBase, alarmName: string): void {
  part.members.push(AlarmExpression.named(alarm, alarmName));
  part.characters += alarmName.length + RULE_PER_ALARM;
  part.alarm.node.addDependency(alarm);
}
