import { aws, keep } from './cli';
import type { Side } from './runbook-facts';
import type { RunInput } from '../../handlers/requests';
import type { RecoveryFunctionId, RecoveryMachineId } from '../../machinery/recovery-names';

/** What an operator fills in; the machine writes it into the record of the run. */
const ACTOR = '<you>';

/** What some runs are told beside who asks, and why. */
type FurtherInput = Pick<RunInput, 'roundTrip' | 'confirm' | 'assertActive'>;

/** Starts a run of a Region's machine, and keeps its ARN for the commands that follow. The name makes a second start of the same minute fail. */
export function startRun({ name, names }: Side, machine: RecoveryMachineId, reason: string, further: FurtherInput = {}): string {
  const input: RunInput = { actor: ACTOR, reason, automatic: false, ...further };
  return keep('EXECUTION', aws('stepfunctions start-execution', name, {
    'state-machine-arn': names.machineArn(machine),
    'name': `by-hand-${machine}-$(date -u +%Y%m%dT%H%MZ)`,
    'input': JSON.stringify(input),
    'query': 'executionArn',
    'output': 'text',
  }));
}

export function watchRun({ name }: Side): string {
  return aws('stepfunctions describe-execution', name, { 'execution-arn': '$EXECUTION', 'query': '[status,error,cause]', 'output': 'text' });
}

/** Which steps a run is in, the newest first. */
export function historyOfRun({ name }: Side): string {
  return aws('stepfunctions get-execution-history', name, {
    'execution-arn': '$EXECUTION',
    'reverse-order': '',
    'no-paginate': '',
    'query': 'events[?stateEnteredEventDetails || stateExitedEventDetails] | [:20].[timestamp, type, stateEnteredEventDetails.name || stateExitedEventDetails.name]',
    'output': 'text',
  });
}

/** Finds a run that somebody else, or automation, has started. One page: as text, a list that is cut would end with a line for its next page. */
export function newestExecution({ name, names }: Side, machine: RecoveryMachineId): string {
  return keep('EXECUTION', aws('stepfunctions list-executions', name, {
    'state-machine-arn': names.machineArn(machine),
    'no-paginate': '',
    'query': 'executions[0].executionArn',
    'output': 'text',
  }));
}

/** Arms, disarms or acknowledges. */
export function order({ name, names }: Side, id: Extract<RecoveryFunctionId, 'arm' | 'disarm' | 'acknowledge'>): string {
  return aws('lambda invoke', name, {
    'function-name': names.functionName(id),
    'cli-binary-format': 'raw-in-base64-out',
    'payload': JSON.stringify({ actor: ACTOR, reason: '<why>' }),
  }) + ' /dev/stdout';
}
