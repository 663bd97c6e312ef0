/** The files of what was chosen or dropped, with their paths in a folder. */
import type { Given } from "./upload";

export function chosen(files: FileList | null): Given[] {
  return [...(files ?? [])].map((file) => ({
    blob: file,
    name: file.webkitRelativePath || file.name,
  }));
}

/** What was dropped; folders are opened only if they are wanted. */
export async function dropped(data: DataTransfer, opensFolders: boolean): Promise<Given[]> {
  // Entries must be asked for at once: the list is emptied when the event is over.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const files = chosen(data.files);
  if (entries.every((entry) => entry === null)) return files;
  const found: Given[] = [];
  for (const entry of entries) if (entry) await gather(entry, opensFolders, found);
  return found;
}

async function gather(entry: FileSystemEntry, opensFolders: boolean, into: Given[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push({ blob: file, name: entry.fullPath.replace(/^\//, "") });
  } else if (opensFolders) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader hands out a hundred at a time, and in the end none.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const one of some) await gather(one, opensFolders, into);
    }
  }
}
