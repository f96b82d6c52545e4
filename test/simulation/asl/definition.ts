import { compile, isExpression } from './expressions';

/** One state, as the definition has it. */
export interface StateDefinition {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  // Field by field in ALLOWED below; the interpreter reads only what is allowed there.
  readonly [field: string]: any;
}

export interface Workflow {
  readonly StartAt: string;
  readonly States: { readonly [name: string]: StateDefinition };
}

export interface Definition extends Workflow {
  readonly TimeoutSeconds?: number;
}

const COMMON = ['Type', 'Comment', 'QueryLanguage', 'Assign', 'Output'];
const MOVING = ['Next', 'End'];
const GUARDED = ['Retry', 'Catch'];

/** The fields of each type that this interpreter carries out. Others are refused: a field that is read over changes what the definition means. */
const ALLOWED: { [type: string]: string[] } = {
  Pass: [...COMMON, ...MOVING],
  Task: [...COMMON, ...MOVING, ...GUARDED, 'Resource', 'Arguments', 'TimeoutSeconds'],
  Choice: [...COMMON, 'Choices', 'Default'],
  Wait: [...COMMON, ...MOVING, 'Seconds', 'Timestamp'],
  Parallel: [...COMMON, ...MOVING, ...GUARDED, 'Branches', 'Arguments'],
  Map: [...COMMON, ...MOVING, ...GUARDED, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
  Succeed: ['Type', 'Comment', 'QueryLanguage', 'Output'],
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'Cause'],
};
const RETRIER = ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'];
const CATCHER = ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment'];
const CHOICE = ['Condition', 'Next', 'Assign', 'Output', 'Comment'];
const WORKFLOW = ['StartAt', 'States'];
const TOP = [...WORKFLOW, 'TimeoutSeconds', 'QueryLanguage', 'Comment', 'Version'];

/** Reads a definition, and refuses what Step Functions would refuse or what this interpreter does not carry out. */
export function parseDefinition(text: string): Definition {
  const definition = JSON.parse(text) as Definition & { QueryLanguage?: string };
  if (definition.QueryLanguage !== 'JSONata') {
    refuse('the definition', `QueryLanguage is ${definition.QueryLanguage}, this interpreter reads JSONata`);
  }
  onlyFields('the definition', definition, TOP);
  checkWorkflow('the definition', definition, new Set());
  checkNames(definition, new Set());
  compile(definition);
  return definition;
}

function checkWorkflow(where: string, workflow: Workflow, outerVariables: ReadonlySet<string>): void {
  const { States, StartAt } = workflow;
  if (States?.[StartAt] === undefined) {
    refuse(where, `StartAt names "${StartAt}", which is no state of it`);
  }
  const variables = new Set(Object.values(States).flatMap(assignedBy));
  const hidden = [...variables].find(name => outerVariables.has(name));
  if (hidden !== undefined) {
    refuse(where, `"${hidden}" is assigned in a branch and around it`);
  }
  for (const [name, state] of Object.entries(States)) {
    checkState(`state "${name}"`, state, States, new Set([...outerVariables, ...variables]));
  }
}

/** The name of a state is unique in the whole definition, branches included. */
function checkNames({ States }: Workflow, seen: Set<string>): void {
  for (const [name, state] of Object.entries(States)) {
    if (seen.has(name)) {
      refuse(`state "${name}"`, 'is there twice');
    }
    seen.add(name);
    for (const branch of [...state.Branches ?? [], ...state.ItemProcessor ? [state.ItemProcessor] : []]) {
      checkNames(branch, seen);
    }
  }
}

function checkState(where: string, state: StateDefinition, states: Workflow['States'], variables: ReadonlySet<string>): void {
  onlyFields(where, state, ALLOWED[state.Type] ?? refuse(where, `unknown type ${state.Type}`));
  if (state.QueryLanguage !== undefined && state.QueryLanguage !== 'JSONata') {
    refuse(where, `QueryLanguage is ${state.QueryLanguage}, this interpreter reads JSONata`);
  }
  if (ALLOWED[state.Type].includes('Next') && (state.Next === undefined) === (state.End !== true)) {
    refuse(where, 'needs either Next or End: true');
  }
  for (const target of targetsOf(state)) {
    if (states[target] === undefined) {
      refuse(where, `leads to "${target}", which is no state beside it`);
    }
  }
  for (const retrier of state.Retry ?? []) {
    onlyFields(`${where}, Retry`, retrier, RETRIER);
  }
  for (const catcher of state.Catch ?? []) {
    onlyFields(`${where}, Catch`, catcher, CATCHER);
  }
  for (const list of [state.Retry, state.Catch]) {
    checkOrder(where, list ?? []);
  }
  checkKind(where, state, variables);
}

function checkKind(where: string, state: StateDefinition, variables: ReadonlySet<string>): void {
  switch (state.Type) {
    case 'Task':
      if (typeof state.Resource !== 'string') {
        refuse(where, 'needs a Resource');
      }
      break;
    case 'Choice':
      for (const choice of state.Choices) {
        onlyFields(`${where}, Choices`, choice, CHOICE);
        if (typeof choice.Condition !== 'boolean' && !isExpression(choice.Condition)) {
          refuse(where, 'Condition is true, false or an expression');
        }
      }
      break;
    case 'Wait':
      if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
        refuse(where, 'needs either Seconds or Timestamp');
      }
      break;
    case 'Parallel':
      for (const [index, branch] of state.Branches.entries()) {
        onlyFields(`${where}, branch ${index}`, branch, [...WORKFLOW, 'Comment']);
        checkWorkflow(`${where}, branch ${index}`, branch, variables);
      }
      break;
    case 'Map': {
      const { ProcessorConfig = { Mode: 'INLINE' }, ...processor } = state.ItemProcessor;
      onlyFields(`${where}, ItemProcessor`, processor, [...WORKFLOW, 'Comment']);
      if (ProcessorConfig.Mode !== 'INLINE') {
        refuse(where, `ProcessorConfig.Mode is ${ProcessorConfig.Mode}, this interpreter carries out INLINE`);
      }
      checkWorkflow(`${where}, ItemProcessor`, processor, variables);
      break;
    }
    default:
  }
}

/** `States.ALL` stands alone, in the last entry. */
function checkOrder(where: string, list: readonly { readonly ErrorEquals: readonly string[] }[]): void {
  list.forEach(({ ErrorEquals }, index) => {
    if (ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < list.length - 1)) {
      refuse(where, 'States.ALL must be alone, and in the last entry');
    }
  });
}

function targetsOf(state: StateDefinition): string[] {
  return [state.Next, state.Default, ...[...state.Choices ?? [], ...state.Catch ?? []].map(({ Next }) => Next)].filter(name => name !== undefined);
}

function assignedBy(state: StateDefinition): string[] {
  return [state, ...state.Choices ?? [], ...state.Catch ?? []].flatMap(({ Assign }) => Object.keys(Assign ?? {}));
}

function onlyFields(where: string, value: object, allowed: readonly string[]): void {
  const unknown = Object.keys(value).find(name => !allowed.includes(name));
  if (unknown !== undefined) {
    refuse(where, `field ${unknown} is not carried out by this interpreter, or does not exist`);
  }
}

function refuse(where: string, what: string): never {
  throw new Error(`${where}: ${what}`);
}
