/** The files of what was chosen or dropped, with their paths in a folder. */
import type { Given } from "./upload";

/** So many names are told at most. */
const NAMED = 3;

export function chosen(files: FileList | null): Given[] {
  return [...(files ?? [])].map((file) => ({
    blob: file,
    name: file.webkitRelativePath || file.name,
  }));
}

/** The files that were dropped, and what is to be said of the rest. */
export type Dropped = { given: Given[]; complaint: string };

/** What was dropped; folders are opened only if they are wanted. */
export async function dropped(data: DataTransfer, opensFolders: boolean): Promise<Dropped> {
  // Entries must be asked for at once: the list is emptied when the event is over.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const files = chosen(data.files);
  if (entries.every((entry) => entry === null)) return { given: files, complaint: "" };
  const basket = new Basket(opensFolders);
  for (const entry of entries) if (entry) await basket.gather(entry);
  return { given: basket.given, complaint: basket.complaint };
}

class Basket {
  readonly given: Given[] = [];
  private readonly unread: string[] = [];
  private readonly folders: string[] = [];

  constructor(private readonly opensFolders: boolean) {}

  get complaint(): string {
    const { unread, folders } = this;
    const are = folders.length === 1 ? "is a folder" : "are folders";
    return [
      unread.length > 0 ? `${listed(unread)} could not be read.` : "",
      folders.length > 0 ? `${listed(folders)} ${are}; only files can be given here.` : "",
    ]
      .filter(Boolean)
      .join(" ");
  }

  /** Take in an entry and all below it; one that cannot be read is no reason to lose the others. */
  async gather(entry: FileSystemEntry): Promise<void> {
    const path = entry.fullPath.replace(/^\//, "");
    try {
      if (entry.isFile) this.given.push({ blob: await fileOf(entry), name: path });
      else if (!this.opensFolders) this.folders.push(path);
      else await this.open(entry as FileSystemDirectoryEntry);
    } catch {
      this.unread.push(path);
    }
  }

  private async open(folder: FileSystemDirectoryEntry): Promise<void> {
    const reader = folder.createReader();
    // A reader hands out a hundred at a time, and in the end none.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const one of some) await this.gather(one);
    }
  }
}

function fileOf(entry: FileSystemEntry): Promise<File> {
  return new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
}

/** Some names, and how many more there are. */
function listed(names: string[]): string {
  const rest = names.length - NAMED;
  return rest > 0 ? `${names.slice(0, NAMED).join(", ")} and ${rest} more` : names.join(", ");
}
