import { Aspects, DefaultTokenResolver, Intrinsic, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IPostProcessor, IResolvable, IResolveContext, IResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';

/** Stands for what is of the stack itself, and for what only synthesis knows. */
const TEXT = 'text';

/** What names something of another stack, whatever it says. */
const FOREIGN = ['Fn::GetAtt', 'Fn::ImportValue', 'Fn::GetStackOutput'];

/**
 * Calls back for a statement that would make the stack of a resource wait for another, by a reference to something that is not in it.
 *
 * Values that are produced at synthesis are looked at there: asked for earlier, a distribution that is being created has no id yet, and
 * a producer that is asked once may remember a wrong answer.
 */
export function onForeignReference(owner: IResource, statement: iam.PolicyStatement, callback: () => void): void {
  const check = (isKnown: (token: IResolvable) => boolean): void => {
    const resolver = new ForeignReferences(owner.stack, isKnown);
    if (refers(Tokenization.resolve(statement.toStatementJson(), { scope: owner, resolver, preparing: true }))) {
      callback();
    }
  };
  check(token => token instanceof Intrinsic);
  Aspects.of(owner).add({
    visit: node => {
      if (node === owner) {
        check(() => true);
      }
    },
  });
}

/** Leaves of a value only the references to what is not in the stack. */
class ForeignReferences extends DefaultTokenResolver {
  constructor(private readonly stack: Stack, private readonly isKnown: (token: IResolvable) => boolean) {
    // Side by side: a text made of both would hide the reference.
    super({ join: (left, right) => [left, right] });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      // By what it refers to, not as it is written: a pseudo parameter of another stack has that stack's value.
      return Stack.of(token.target) === this.stack ? TEXT : { Ref: token.target.node.path };
    }
    return this.isKnown(token) ? super.resolveToken(token, context, postProcessor) : TEXT;
  }
}

function refers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.entries(value).some(([key, inner]) => isForeign(key, inner) || refers(inner));
}

function isForeign(key: string, inner: unknown): boolean {
  if (key === 'Ref') {
    return !isPseudoParameter(`${inner}`);
  }
  return key === 'Fn::Sub' ? namesResource(inner) : FOREIGN.includes(key);
}

/** Whether a template of `Fn::Sub` has a placeholder for something other than its own variables. */
function namesResource(substitution: unknown): boolean {
  const variables = Array.isArray(substitution) ? Object.keys(substitution[1]) : [];
  return [...JSON.stringify(substitution).matchAll(/\$\{([^!}]+)\}/g)]
    .some(([, name]) => !isPseudoParameter(name) && !variables.includes(name));
}

/** Written without a scope, pseudo parameters are of every stack. */
function isPseudoParameter(name: string): boolean {
  return name.startsWith('AWS::');
}
