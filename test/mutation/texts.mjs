import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

const TEXTS = new Set(['prop', 'value', 'rule', 'remedy', 'description', 'detail']);

/** Texts that people read, by the property that holds them: tests compare whole messages, and an empty one would only be killed once more. */
function isText({ node, parent }) {
  const holdsText = parent?.type === 'ObjectProperty' && parent.value === node && TEXTS.has(parent.key.name);
  return holdsText && (node.type === 'StringLiteral' || (node.type === 'TemplateLiteral' && node.expressions.every(isPlain)));
}

/** Nothing in it could be mutated. */
function isPlain(node) {
  return node.type === 'Identifier' || (node.type === 'MemberExpression' && !node.optional && !node.computed && isPlain(node.object));
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts', { shouldIgnore: path => isText(path) ? 'a text that people read' : undefined }),
];
