/** Blob URLs by digest: equal content keeps its address, and what nobody holds any more is given back. */
import type { MediaSource } from "./model";

export class Addresses {
  private readonly urls = new Map<string, string>();
  private blobs: unknown[] = [];

  /** Take over what the kernel sent; the result gives the address of a source among it. */
  take(blobs: unknown): Addresses["of"] {
    this.blobs = Array.isArray(blobs) ? blobs : [];
    return this.of;
  }

  /** The address of a source, "" for none. */
  readonly of = (source: MediaSource | undefined): string => {
    if (!source) return "";
    if (source.url) return source.url;
    const { digest = "", mime = "", blob = -1 } = source;
    const known = this.urls.get(digest);
    if (known !== undefined) return known;
    const bytes = this.blobs[blob];
    if (!ArrayBuffer.isView(bytes) && !(bytes instanceof ArrayBuffer)) return "";
    const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: mime }));
    this.urls.set(digest, url);
    return url;
  };

  /** Give back every address that is not among those in use. */
  keep(used: ReadonlySet<string>): void {
    for (const [digest, url] of this.urls) {
      if (used.has(url)) continue;
      URL.revokeObjectURL(url);
      this.urls.delete(digest);
    }
  }

  dispose(): void {
    this.keep(new Set());
  }
}
