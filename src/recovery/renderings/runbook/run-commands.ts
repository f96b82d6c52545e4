import type { Options } from './cli';
import { aws, keep } from './cli';
import type { Side } from './runbook-facts';
import { LOCK_KEY } from './state-commands';
import { shellJson } from '../../actions/shell-json';
import type { ShellVariable } from '../../actions/shell-json';
import { OPERATOR, REASON, STARTED_BY_HAND } from '../../actions/shell-operator';
import type { RunInput } from '../../handlers/requests';
import type { RecoveryFunctionId, RecoveryMachineId } from '../../machinery/recovery-names';

/** A request whose texts a shell may hold. */
export type ByHand<Request> = { readonly [Field in keyof Request]: Request[Field] | ShellVariable };

/** What some runs are told beside who asks, and why. */
type FurtherInput = Pick<RunInput, 'roundTrip' | 'confirm' | 'assertActive'>;

/**
 * Starts a run of a Region's machine, and keeps its ARN for the commands that follow. The name makes a second start of the same second fail: of a
 * command that was pasted twice, and not of the one that corrects what was refused.
 */
export function startRun(
  { name, names }: Side, machine: RecoveryMachineId, reason: string | ShellVariable = REASON, further: FurtherInput = {},
): string {
  const input: ByHand<RunInput> = { ...STARTED_BY_HAND, reason, ...further };
  return keep('EXECUTION', aws('stepfunctions start-execution', name, {
    'state-machine-arn': names.machineArn(machine),
    'name': `by-hand-${machine}-$(date -u +%Y%m%dT%H%M%SZ)`,
    'input': { quoted: shellJson(input) },
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

/** Finds a run that somebody else, or automation, has started. One page: it is the newest that is looked for. */
export function newestExecution({ name, names }: Side, machine: RecoveryMachineId): string {
  return keepExecution('stepfunctions list-executions', name,
    { 'state-machine-arn': names.machineArn(machine), 'no-paginate': '', 'query': 'executions[0].executionArn' }, 'this machine has never run');
}

/** Finds the run that holds the lock of a Region. */
export function heldExecution({ name, names }: Side): string {
  return keepExecution('dynamodb get-item', name,
    { 'table-name': names.stateTableName(), 'consistent-read': '', 'key': LOCK_KEY, 'query': 'Item.runId.S' }, 'nobody holds the lock');
}

/** Where there is none, nothing of it is asked, and the run of another command is not taken for it. */
function keepExecution(operation: string, region: string, options: Options, none: string): string {
  const found = keep('EXECUTION', aws(operation, region, { ...options, output: 'text' }));
  return `${found} &&\n{ [ "$EXECUTION" != None ] || { unset EXECUTION; echo "None: ${none}"; false; }; }`;
}

/** Arms, disarms or acknowledges. */
export function order(side: Side, id: Extract<RecoveryFunctionId, 'arm' | 'disarm' | 'acknowledge'>): string {
  return callFunction(side, side.names.functionName(id), { actor: OPERATOR, reason: REASON });
}

/**
 * The same for a command that must not follow when it was refused: the CLI succeeds also where the function has thrown. The answer is printed
 * beside what is compared.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function carriedOut(side: Side, id: 'disarm'): string {
  return `[ "$(${callOf(side, side.names.functionName(id), { actor: OPERATOR, reason: REASON }, { query: 'FunctionError', output: 'text' }, '/dev/stderr')})" = None ]`;
}

/** Calls a function of recovery, and prints its answer. */
export function callFunction(side: Side, functionName: string, payload: object): string {
  return callOf(side, functionName, payload, {}, '/dev/stdout');
}

function callOf({ name }: Side, functionName: string, payload: object, further: Options, answer: string): string {
  return aws('lambda invoke', name, {
    'function-name': functionName,
    'cli-binary-format': 'raw-in-base64-out',
    'payload': { quoted: shellJson(payload) },
    ...further,
  }, answer);
}
