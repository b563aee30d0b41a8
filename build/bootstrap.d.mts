/** The shapes of `bootstrap.mjs`, which is plain JavaScript because it runs before set-up. */
interface PackageList {
  readonly packages?: Readonly<
    Record<
      string,
      {
        readonly name?: string;
        readonly version?: string;
        readonly optional?: boolean;
        readonly peer?: boolean;
        readonly link?: boolean;
      }
    >
  >;
}

export declare function packagesAreInstalled(
  lock: PackageList,
  installed: PackageList | undefined,
): boolean;
