/** A command as a shell reads it: `$(...)` is a command of its own, and so is each part of a pipe. */
export interface ShellCommand {
  readonly words: readonly string[];
}

/**
 * Splits a block of commands into words: continued lines, quotes, comments, assignments, pipes, groups, subshells and what a function does. Variables and
 * sums stay as they are; what `${X:+...}` adds is taken as added. Throws where bash would wait for more.
 */
export function commandsOf(block: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  read(block, 0, commands);
  return commands;
}

const DEFINITION = /^\w+\(\) (?=\{ )/;
const GROUPS: readonly string[] = ['{', '}'];

/** Reads until the end, or until the `)` that ends a substitution; answers where it ended. */
function read(text: string, from: number, commands: ShellCommand[], nested = false): number {
  let words: string[] = [];
  let word: string | undefined;
  const add = (characters: string) => {
    word = `${word ?? ''}${characters}`;
  };
  const endWord = () => {
    if (word !== undefined && !(words.length === 0 && GROUPS.includes(word))) {
      words.push(word);
    }
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) {
      commands.push({ words });
    }
    words = [];
  };
  /** A variable, whatever its braces hold. */
  const variable = (at: number) => {
    const [all, , further] = /^\$\{(\w+):\+([^}]*)\}/.exec(text.slice(at)) ?? [];
    if (all !== undefined) {
      words.push(...further.split(' ').map(each => each.replace(/"/g, '')));
      return at + all.length - 1;
    }
    const end = text.indexOf('}', at);
    add(text.slice(at, end + 1));
    return end;
  };
  const sum = (at: number) => {
    const end = text.indexOf('))', at) + 1;
    add(text.slice(at, end + 1));
    return end;
  };
  const doubleQuoted = (start: number) => {
    add('');
    let at = start + 1;
    for (; at < text.length && text[at] !== '"'; at += 1) {
      if (text.startsWith('$((', at)) {
        at = sum(at);
      } else if (text.startsWith('$(', at)) {
        at = read(text, at + 2, commands, true);
        add('$()');
      } else {
        at += text[at] === '\\' ? 1 : 0;
        add(text[at]);
      }
    }
    return at;
  };
  let at = from;
  for (; at < text.length; at += 1) {
    const rest = text.slice(at);
    const [quoted, inQuotes] = /^'([^']*)'/.exec(rest) ?? [];
    const [definition] = words.length === 0 && word === undefined ? DEFINITION.exec(rest) ?? [] : [];
    if (definition !== undefined) {
      at += definition.length - 1;
    } else if (nested && rest.startsWith(')')) {
      break;
    } else if (rest.startsWith('\\\n')) {
      at += 1;
    } else if (rest.startsWith('\\')) {
      at += 1;
      add(rest[1]);
    } else if (rest.startsWith('$(')) {
      at = read(text, at + 2, commands, true);
      add('$()');
    } else if (rest.startsWith('${')) {
      at = variable(at);
    } else if (quoted !== undefined) {
      add(inQuotes);
      at += quoted.length - 1;
    } else if (rest.startsWith('"') && closes(text, at)) {
      at = doubleQuoted(at);
    } else if (/^['"]/.test(rest)) {
      throw new Error(`a quote is not closed: ${rest.slice(0, 80)}`);
    } else if (word === undefined && rest.startsWith('#')) {
      at += rest.split('\n')[0].length - 1;
    } else if (rest.startsWith('>&2')) {
      at += 2;
    } else if (/^[\n|;&()]/.test(rest)) {
      endCommand();
    } else if (/^\s/.test(rest)) {
      endWord();
    } else if (/^[<>]/.test(rest)) {
      throw new Error(`a redirection, perhaps a placeholder without quotes: ${rest.slice(0, 80)}`);
    } else {
      add(rest[0]);
    }
  }
  if (nested && at >= text.length) {
    throw new Error('a substitution is not closed');
  }
  endCommand();
  return at;
}

/** Whether a double quote has another one behind it. */
function closes(text: string, at: number): boolean {
  return text.indexOf('"', at + 1) > at;
}
