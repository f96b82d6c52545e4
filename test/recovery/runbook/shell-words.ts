/** A command as a shell reads it: `$(...)` is a command of its own, and so is each part of a pipe. */
export interface ShellCommand {
  readonly words: readonly string[];
}

/**
 * Splits a block of commands into words: continued lines, single and double quotes, comments, assignments and pipes. Variables stay as they
 * are. Throws where bash would wait for more.
 */
export function commandsOf(block: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  read(block, 0, commands);
  return commands;
}

/** Reads until the end, or until the `)` that ends a substitution; answers where it ended. */
function read(text: string, from: number, commands: ShellCommand[], nested = false): number {
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) {
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
  let at = from;
  for (; at < text.length; at += 1) {
    const rest = text.slice(at);
    const quoted = /^'([^']*)'/.exec(rest);
    const double = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
    if (nested && rest.startsWith(')')) {
      break;
    } else if (rest.startsWith('\\\n')) {
      at += 1;
    } else if (rest.startsWith('$(')) {
      at = read(text, at + 2, commands, true);
      word = `${word ?? ''}$()`;
    } else if (quoted || double) {
      word = `${word ?? ''}${(quoted ?? double)![1]}`;
      at += (quoted ?? double)![0].length - 1;
    } else if (/^['"]/.test(rest)) {
      throw new Error(`a quote is not closed: ${rest.slice(0, 80)}`);
    } else if (word === undefined && rest.startsWith('#')) {
      at += rest.split('\n')[0].length - 1;
    } else if (/^[\n|;&]/.test(rest)) {
      endCommand();
    } else if (/^\s/.test(rest)) {
      endWord();
    } else if (/^[<>]/.test(rest)) {
      throw new Error(`a redirection, perhaps a placeholder without quotes: ${rest.slice(0, 80)}`);
    } else {
      word = `${word ?? ''}${rest[0]}`;
    }
  }
  if (nested && at >= text.length) {
    throw new Error('a substitution is not closed');
  }
  endCommand();
  return at;
}
