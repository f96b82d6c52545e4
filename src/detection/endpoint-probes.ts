/** Options of `EndpointProbes.deep()`. */
export interface DeepProbeOptions {
  /**
   * Text that the answer must hold in its first 5,120 bytes, 1 to 255 characters, for example `"status":"OK"`.
   * @default - the status of the answer alone decides
   */
  readonly searchString?: string;
}

/** What each Region asks of the endpoints of both. */
export class EndpointProbes {
  /** Whether the Region serves: what Route 53's health checkers ask, by the same path and with the same search string. */
  public static shallow(): EndpointProbes {
    return new EndpointProbes('shallow');
  }

  /**
   * That, and a path that answers 2xx while what the workload depends on in that Region works: database, tables, buckets. It must look
   * by reading only, since the standby's database cannot be written.
   *
   * @param path begins with `/`, at most 255 characters
   */
  public static deep(path: string, options: DeepProbeOptions = {}): EndpointProbes {
    return new EndpointProbes('deep', { path, searchString: options.searchString });
  }

  /**
   * Nothing: for endpoints that the prober, which comes from anywhere on the Internet, cannot reach. Signals of your own decide then, in
   * each Region one that says that the other is lost, and one that says that the own is not fit to take over.
   */
  public static none(): EndpointProbes {
    return new EndpointProbes('none');
  }

  /** `shallow`, `deep` or `none`. */
  public readonly name: string;
  /** @internal */
  public readonly _deep?: { readonly path: string; readonly searchString?: string };

  private constructor(name: string, deep?: { readonly path: string; readonly searchString?: string }) {
    this.name = name;
    this._deep = deep;
  }
}
