import { NotModelled } from '../service-error';

const TOKEN = /\s*(<>|<=|>=|[<>=(),+-]|[#:]?[A-Za-z_]\w*)/y;

/** The tokens of an expression, read one by one. */
export class Tokens {
  private readonly tokens: string[] = [];
  private index = 0;

  constructor(private readonly text: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.trimEnd().length) {
      const { lastIndex } = TOKEN;
      const match = TOKEN.exec(text);
      if (match === null) {
        throw new NotModelled(`expression "${text}": no rule for "${text.slice(lastIndex)}"`);
      }
      this.tokens.push(match[1]);
    }
  }

  public get isAtEnd(): boolean {
    return this.index === this.tokens.length;
  }

  public next(): string {
    return this.tokens[this.index++] ?? this.fail('its end');
  }

  /** Takes a word or a sign if it is there. Words are the same in either case. */
  public accept(...wanted: readonly string[]): string | undefined {
    const token = this.tokens[this.index]?.toUpperCase();
    if (token !== undefined && wanted.includes(token)) {
      this.index++;
      return token;
    }
    return undefined;
  }

  public expect(wanted: string): void {
    if (this.accept(wanted) === undefined) {
      this.fail(`"${this.tokens[this.index]}", where "${wanted}" is expected`);
    }
  }

  public isFollowedBy(wanted: string): boolean {
    return this.tokens[this.index + 1] === wanted;
  }

  public fail(what: string): never {
    throw new NotModelled(`expression "${this.text}": no rule for ${what}`);
  }
}
