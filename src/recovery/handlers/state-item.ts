/** The attributes of an item as DynamoDB returns them: each value under its type. */
export interface Attributes {
  readonly [name: string]: { readonly S?: string; readonly N?: string; readonly BOOL?: boolean };
}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const WHOLE_NUMBER = /^\d{1,15}$/;

/** An item is not what its contract says. What it says is then not known, and nothing of it is published. */
export class StateMalformed extends Error {
  public readonly name = 'StateMalformed';
}

/** An item of the state table, read by its contract. */
export class StateItem {
  constructor(private readonly key: string, private readonly attributes: Attributes) {}

  public region(name: string): string {
    const text = this.attributes[name]?.S;
    return text !== undefined && REGION.test(text) ? text : this.reject(name, 'the name of a Region, for example "us-west-2"');
  }

  public text(name: string): string {
    return this.attributes[name]?.S ?? this.reject(name, 'a text');
  }

  public optionalText(name: string): string | undefined {
    return this.attributes[name] === undefined ? undefined : this.text(name);
  }

  public wholeNumber(name: string): number {
    const text = this.attributes[name]?.N;
    return text !== undefined && WHOLE_NUMBER.test(text) ? Number(text) : this.reject(name, 'a whole number');
  }

  public optionalWholeNumber(name: string): number | undefined {
    return this.attributes[name] === undefined ? undefined : this.wholeNumber(name);
  }

  public flag(name: string): boolean {
    return this.attributes[name]?.BOOL ?? this.reject(name, 'true or false');
  }

  public optionalFlag(name: string): boolean | undefined {
    return this.attributes[name] === undefined ? undefined : this.flag(name);
  }

  /** In milliseconds. */
  public time(name: string): number {
    const text = this.attributes[name]?.S ?? '';
    const milliseconds = TIME.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(milliseconds) ? this.reject(name, 'a time such as "2026-01-31T23:59:59Z"') : milliseconds;
  }

  public optionalTime(name: string): number | undefined {
    return this.attributes[name] === undefined ? undefined : this.time(name);
  }

  private reject(name: string, expected: string): never {
    throw new StateMalformed(`item ${this.key}: attribute ${name} is ${JSON.stringify(this.attributes[name])}, expected ${expected}`);
  }
}
