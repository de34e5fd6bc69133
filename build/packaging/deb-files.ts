export interface DesktopApp {
  readonly name: string;
  readonly executable: string;
  readonly icon: string;
  readonly comment: string;
}

/** Desktop Entry Specification. `%F` hands over paths, and inode/directory offers the app for folders. */
export function desktopEntry({ name, executable, icon, comment }: DesktopApp): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Comment=${comment}`,
    'Comment[zh_CN]=通过 HTTP 分享文件夹',
    `Exec=${executable} %F`,
    `Icon=${icon}`,
    'Terminal=false',
    'Categories=Network;FileTransfer;Development;WebDevelopment;',
    'MimeType=inode/directory;',
    `StartupWMClass=${icon}`,
    '',
  ].join('\n');
}

export interface Control {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly installedKiB: number;
}

/** Debian Policy §5.3. The names on the right of "|" are from before Debian 13 and Ubuntu 24.04. */
export function controlFile({ name, version, description, installedKiB }: Control): string {
  return [
    `Package: ${name}`,
    `Version: ${version}`,
    'Section: web',
    'Priority: optional',
    'Architecture: amd64',
    'Maintainer: The Portico authors <maintainers@portico.invalid>',
    `Installed-Size: ${installedKiB}`,
    'Depends: libnss3, libgtk-3-0t64 | libgtk-3-0, libgbm1, libasound2t64 | libasound2, xdg-utils',
    `Description: ${description}`,
    '',
  ].join('\n');
}

/** @throws Error when the template asks for a value that is not known: a broken script must not be installed as root. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template asks for "${name}", which is not known`);
    return value;
  });
}
