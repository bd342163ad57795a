/** Opening and saving where there are no native dialogs: a file input and a download. */

/** Resolves with null when the person chose nothing. */
export function pickFile(): Promise<{ readonly name: string; readonly text: string } | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.yaml,.yml,text/yaml';
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (!file) resolve(null);
      else file.text().then((text) => resolve({ name: file.name, text }), reject);
    });
    input.click();
  });
}

export function download(name: string, data: BlobPart, type = 'text/yaml'): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([data], { type }));
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data by the time that this runs.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
